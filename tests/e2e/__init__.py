"""The whole bot, as a process of its own, against the Bot API server of the tests, with the auditor listening."""
