"""Fuzzing: what is written by others meets invented input. README.md says how to run it and to keep what it finds."""
