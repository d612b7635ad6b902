"""Passage retrieval: the indexes that find candidate passages by BM25, kept consistent with the store."""
