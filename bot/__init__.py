"""The conversation: Telegram, the terminal and the command line. Knows nothing of how a sentence is found."""
