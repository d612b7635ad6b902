"""Ranking: from candidate passages to ranked sentences, and the confidence in the first."""
