"""Interprets messages: questions, follow-ups, durations, and documents to store."""
