"""The whole bot against the Bot API server of the tests, with the auditor listening."""
