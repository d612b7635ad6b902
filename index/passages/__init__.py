"""BM25 over passages: an index that finds candidates, and keeps in step with the store."""
