"""The bot's own databases: answers given, settings of chats, votes and counts."""
