"""Output: quotes and phrases as text, entities and buttons, and how they are sent."""
