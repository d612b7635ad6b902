"""How good a passage can be at most, from the score that tantivy gives it.

tantivy ranks with k1 = 1.2 and b = 0.75, by lengths that are rounded down to one byte and by the statistics of its own
index, deleted passages included; candidates are wanted by `index.passages.scoring`. Both are sums over terms of

    idf * (k1 + 1) * f / (f + k1 * (1 - b + b * length / mean length))

Boosts make the idfs the same. The ratio of the rest lies, for a passage of known length, between what it is for f = 1
and for f without end: the larger of these, times tantivy's score, is the most that the exact score can be. Lengths that
are rounded down make tantivy's score larger, and so the bound.
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
"""How much too small a score may be, in 32 bits."""

_AVERAGE = re.compile(r'"value": ([0-9.e+]+),\s+"description": "avgdl')


def boosted(sought: Sought, searcher: Searcher, schema: Schema, documents: int) -> Query | None:
    """The query by whose scores `at_most` goes; None where no document holds anything that is sought.

    `documents` are all that tantivy counts, deleted ones included.
    """

    def counting(term: str, idf: float) -> Query:
        frequency = searcher.doc_freq("terms", term)
        its_own = math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
        return Query.boost_query(Query.term_query(schema, "terms", term, index_option="freq"), idf / its_own)

    def together(alias: Terms, idf: float) -> Query:
        # An alias stands there no more often than any of its terms.
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
    """The exact scores, at most, of passages to which tantivy gives these scores, and which have so many terms."""
    length = np.array(lengths, dtype=np.float64)
    tantivys = TANTIVY_K1 * (1 - TANTIVY_B + TANTIVY_B * length / tantivy_mean_length)
    exact = K1 * (1 - B + B * length / sought.mean_length)
    ratio = np.maximum(1.0, (1 + tantivys) / (1 + exact)) * (K1 + 1) / (TANTIVY_K1 + 1)
    return np.array(scores, dtype=np.float64) * ratio * ROUNDING


def mean_length(query: Query, searcher: Searcher, hit: DocAddress) -> float:
    """The mean length of a passage as tantivy has it, from how it explains the score of a hit."""
    explained = _AVERAGE.search(query.explain(searcher, hit).to_json())
    if explained is None:
        raise ValueError("tantivy explains its scores in other words than it did")
    return float(explained[1])
