"""From a text to sentences, words and terms, and what is known of single languages."""
