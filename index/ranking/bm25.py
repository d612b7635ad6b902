"""Idf, and BM25 of sentences with the statistics of all collections searched.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); the non-negative idf is
Lucene's. rank-bm25 computes the scores. By default it takes document frequencies and lengths from the documents it
scores; here these are the candidates of a single question, so it is given the collections' statistics.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from rank_bm25 import BM25Okapi

from index.passages.scoring import K1, B


def idf(documents: int, frequency: int) -> float:
    """The inverse document frequency, in nats, of a word in `frequency` of `documents` documents.

    ln(1 + (N - df + 0.5) / (df + 0.5))

    Positive even for a word in every document.

    >>> round(idf(10, 1), 2), round(idf(10, 10), 2), round(idf(10, 0), 2)
    (1.99, 0.05, 3.09)
    """
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


class LibraryBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 has no types
    """BM25 over some documents with the statistics of a larger collection.

    `documents` has at least one document, each a list of term numbers, with None for terms outside the query. `idfs`
    maps term numbers to idfs. `mean_length` is in terms.

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
