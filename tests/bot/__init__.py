"""The bot's own parts, each by itself."""
