"""Upper bounds of the exact score (`index.passages.scoring`), from tantivy's score.

tantivy ranks with k1 = 1.2 and b = 0.75, lengths rounded down to one byte, and the statistics of its own index,
including deleted passages. Both scores are sums over terms of

    idf * (k1 + 1) * f / (f + k1 * (1 - b + b * length / mean length))

Query boosts make the idfs equal. For a passage of known length, the ratio of the remaining factors lies between its
values at f = 1 and for large f: the larger of the two, times tantivy's score, bounds the exact score. Rounding lengths
down raises tantivy's score, and so keeps the bound valid.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Occur, Query, Schema, Searcher

from index.passages.scoring import K1, B, Sought, Terms

TANTIVY_K1 = 1.2
TANTIVY_B = 0.75

ROUNDING = 1.0001
"""Compensates for the rounding of scores to 32-bit floats."""

_AVERAGE = re.compile(r'"value": ([0-9.e+]+),\s+"description": "avgdl')


def boosted(sought: Sought, searcher: Searcher, schema: Schema, documents: int) -> Query | None:
    """The tantivy query whose scores `at_most` takes; None if nothing matches.

    `documents` is the number of documents in tantivy's statistics, including deleted ones.
    """

    def counting(term: str, idf: float) -> Query:
        frequency = searcher.doc_freq("terms", term)
        its_own = math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
        return Query.boost_query(Query.term_query(schema, "terms", term, index_option="freq"), idf / its_own)

    def together(alias: Terms, idf: float) -> Query:
        # An alias is no more frequent in a passage than any of its terms.
        terms = [counting(term, idf / len(alias)) for term in alias]
        return terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Must, term) for term in terms])

    ways: list[tuple[Terms, float]] = [((term,), idf) for term, idf in sought.idfs.items()]
    ways += [(alias, sum(sought.idfs[term] for term in asked)) for alias, asked in sought.aliases.items()]
    wanted = [
        (Occur.Should, together(terms, idf))
        for terms, idf in ways
        if all(searcher.doc_freq("terms", term) for term in terms)
    ]
    return Query.boolean_query(wanted) if wanted else None


def at_most(
    scores: Sequence[float], lengths: Sequence[int], sought: Sought, tantivy_mean_length: float
) -> NDArray[np.float64]:
    """Upper bounds of the exact scores of passages, from tantivy's scores and their lengths in terms."""
    length = np.array(lengths, dtype=np.float64)
    tantivys = TANTIVY_K1 * (1 - TANTIVY_B + TANTIVY_B * length / tantivy_mean_length)
    exact = K1 * (1 - B + B * length / sought.mean_length)
    ratio = np.maximum(1.0, (1 + tantivys) / (1 + exact)) * (K1 + 1) / (TANTIVY_K1 + 1)
    return np.array(scores, dtype=np.float64) * ratio * ROUNDING


def mean_length(query: Query, searcher: Searcher, hit: DocAddress) -> float:
    """Return tantivy's mean length of a passage, from its explanation of a hit. Raises ValueError if it has none."""
    explained = _AVERAGE.search(query.explain(searcher, hit).to_json())
    if explained is None:
        raise ValueError("tantivy explains its scores in other words than it did")
    return float(explained[1])
