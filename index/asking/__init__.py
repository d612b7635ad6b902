"""Query understanding: analysis, answer type, query expansion, spelling correction."""
