"""Text analysis: sentence splitting, tokenization, terms, and language data."""
