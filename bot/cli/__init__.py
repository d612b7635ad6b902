"""The command line: commands, exit statuses, and the conversation in a terminal."""
