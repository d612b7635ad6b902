"""The systems that this project is measured beside, each as people use it, over the same sentences.

Every one gets the sentences of a set's passages, as this project splits them, and gives back the places of its ten
best for a question.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence

import numpy as np
from rank_bm25 import BM25Okapi

from index.words.analysis import analyzer

BEST = 10

Search = Callable[[str], list[int]]


def rank_bm25_as_in_its_readme(sentences: Sequence[str], lang: str) -> Search:
    """`BM25Okapi`, lower case, split at spaces."""
    okapi = BM25Okapi([sentence.lower().split(" ") for sentence in sentences])
    return lambda question: _best(okapi.get_scores(question.lower().split(" ")))


def rank_bm25_with_stems(sentences: Sequence[str], lang: str) -> Search:
    """`BM25Okapi` over the terms that this project makes: stems, without stop words."""
    terms = analyzer(lang).terms
    okapi = BM25Okapi([terms(sentence) or [""] for sentence in sentences])
    return lambda question: _best(okapi.get_scores(terms(question)))


def sqlite_fts5(sentences: Sequence[str], lang: str) -> Search:
    """SQLite FTS5, porter, any of the words, `ORDER BY rank`."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE sentences USING fts5(text, tokenize = 'porter unicode61')")
    db.executemany("INSERT INTO sentences (rowid, text) VALUES (?, ?)", enumerate(sentences))

    def search(question: str) -> list[int]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        found = db.execute(
            "SELECT rowid FROM sentences WHERE text MATCH ? ORDER BY rank LIMIT ?", (words or '""', BEST)
        )
        return [place for (place,) in found]

    return search


def bm25s_lucene(sentences: Sequence[str], lang: str) -> Search:
    """bm25s, Lucene's variant, k1 0.9, b 0.4, over this project's terms."""
    import bm25s

    terms = analyzer(lang).terms
    index = bm25s.BM25(method="lucene", k1=0.9, b=0.4)
    index.index([terms(sentence) or [""] for sentence in sentences], show_progress=False)

    def search(question: str) -> list[int]:
        asked = [term for term in dict.fromkeys(terms(question)) if term in index.vocab_dict]
        if not asked:
            return []
        places, _ = index.retrieve([asked], k=min(BEST, len(sentences)), show_progress=False)
        return [int(place) for place in places[0]]

    return search


SYSTEMS: dict[str, Callable[[Sequence[str], str], Search]] = {
    "rank-bm25 as in its README": rank_bm25_as_in_its_readme,
    "rank-bm25, stems, stop words": rank_bm25_with_stems,
    "SQLite FTS5, porter": sqlite_fts5,
    "bm25s, Lucene, stems, stop words": bm25s_lucene,
}


def _best(scores: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[int]:
    return [int(place) for place in np.argsort(-scores, kind="stable")[:BEST]]
