"""What a message says: whether it asks, how many questions, what was spoken of before, what it brings to be stored."""
