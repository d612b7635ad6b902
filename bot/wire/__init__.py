"""Between Telegram's servers and the bot: how updates come in, in which order, and how fast requests go out."""
