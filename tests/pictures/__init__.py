"""The pictures in README: what the bot really answered, as a phone shows it."""
