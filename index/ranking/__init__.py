"""From candidate passages to ranked sentences, and how far to trust the first."""
