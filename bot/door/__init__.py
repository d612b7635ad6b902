"""Which updates are handled: access lists, flood limits, duplicates."""
