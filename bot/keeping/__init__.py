"""What the bot keeps in files of its own: answers it gave, what chats chose, votes and counts."""
