"""What the bot says: quotes and fixed phrases as text, entities and buttons, and how they get into a chat."""
