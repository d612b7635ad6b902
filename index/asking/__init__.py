"""From a text to a question: its terms, other ways to say them, typing errors, the kind of answer it wants."""
