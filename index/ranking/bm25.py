"""The formulas: idf, and BM25 of sentences with the statistics of a whole library.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); the idf that is never negative
is Lucene's. rank-bm25 does the scoring. Left to itself it would take document frequencies and lengths from the
documents that it is handed; ours are the few candidates of one question, so it is told the library's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rank_bm25 import BM25Okapi

from index.passages.scoring import K1, B


def idf(documents: int, frequency: int) -> float:
    """The inverse document frequency of a word, which `frequency` of `documents` documents hold.

    ln(1 + (N - df + 0.5) / (df + 0.5))

    Positive for every word, also one that stands in all of them.

    >>> round(idf(10, 1), 2), round(idf(10, 10), 2), round(idf(10, 0), 2)
    (1.99, 0.05, 3.09)
    """
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


class LibraryBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """BM25 over a few documents by the statistics of all that could have been among them.

    `documents` are lists of terms, at least one, each term a number, or None where it does not count; `idfs` gives
    that of those that do; `mean_length` is in terms.

    >>> bm25 = LibraryBM25([[0, None], [None, None]], {0: 2.0}, mean_length=2.0)
    >>> [round(float(score), 2) for score in bm25.get_scores([0])]
    [2.0, 0.0]
    """

    def __init__(
        self, documents: Sequence[Sequence[int | None]], idfs: Mapping[int, float], mean_length: float
    ) -> None:
        self._idfs = idfs
        self._mean_length = mean_length
        super().__init__(documents, k1=K1, b=B)

    def _calc_idf(self, nd: Mapping[int, int]) -> None:
        self.idf = self._idfs
        self.avgdl = self._mean_length or 1.0
