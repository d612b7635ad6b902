"""Telegram, the terminal and the command line. Retrieval is `index`'s business alone."""
