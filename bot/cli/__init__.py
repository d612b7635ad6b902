"""The command line: the verbs, their exit statuses, and the conversation in a terminal."""
