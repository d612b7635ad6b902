"""Which sentence answers: the second of the two steps, over the few passages that the first one found.

A sentence is scored by rank-bm25 with the statistics of all that may be asked. That score, its passage's, and what
else tells the answering sentence from its neighbours (`index.ranking.features`) are added up with the weights of
`weights.toml`: a plain sum, so that every score can be taken apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import mul
from typing import NamedTuple

from index.asking.question import Question
from index.passages.entries import PassageTerms
from index.passages.tantivy_index import Totals
from index.ranking.bm25 import K1, B, idf
from index.ranking.features import FEATURES, Described, Scored, describe
from index.ranking.weights import weights

PASSAGES = 10
"""How many passages' sentences are scored, unless more are asked for than these have."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the collections that may be asked say of a question: `frequencies` of its words, in passages."""

    totals: Totals
    frequencies: Mapping[tuple[str, ...], int]

    def idf(self, terms: tuple[str, ...]) -> float:
        """That of one of the question's words."""
        return idf(self.totals.passages, min(self.frequencies[terms], self.totals.passages))


class Candidate(NamedTuple):
    """A sentence and what speaks for it. `sentence` counts from 0 within its passage."""

    passage_id: int
    sentence: int
    score: float
    described: Described


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sentences that may answer a question, best first.

    `idfs`: that of each of its words. `passages`: how many could have been among the best.
    """

    question: Question
    passages: int
    idfs: tuple[float, ...]
    candidates: tuple[Candidate, ...]

    def parts(self, candidate: Candidate) -> dict[str, float]:
        """What each feature adds to a candidate's score; together they are the score."""
        counts = weights().of_ranking(self.question.lang)
        return {name: counts[name] * value for name, value in zip(FEATURES, candidate.described.values, strict=True)}


def rank(question: Question, entries: Sequence[PassageTerms], statistics: Statistics, most: int = PASSAGES) -> Ranking:
    """The sentences of the best of `entries`, best first; only those that have something to do with the question.

    Of more passages than PASSAGES, up to `most`, the sentences come behind those of the first: who wants more quotes
    gets the same ones first.
    """
    idfs = tuple(statistics.idf(word.terms) for word in question.words)
    if not entries or not sum(idfs):
        return Ranking(question, statistics.totals.passages, idfs, ())
    totals = statistics.totals
    passages = _best_passages(entries, question, idfs, totals)[:most]
    late = {scored.entry.id for scored in passages[PASSAGES:]}
    counts = tuple(map(weights().of_ranking(question.lang).__getitem__, FEATURES))
    candidates = [
        Candidate(d.passage_id, d.sentence, sum(map(mul, counts, d.values)), d)
        for d in describe(question, idfs, passages, totals.sentence_terms / max(1, totals.sentences))
    ]
    candidates.sort(key=lambda c: (c.passage_id in late, -c.score, c.passage_id, c.sentence))
    return Ranking(question, totals.passages, idfs, tuple(candidates))


def _best_passages(
    entries: Sequence[PassageTerms], question: Question, idfs: Sequence[float], totals: Totals
) -> list[Scored]:
    """`entries` with their BM25 scores by the statistics of all collections asked, best first.

    tantivy chose them by the statistics of one collection each, and counts what was deleted; here they are put right.
    """
    mean_length = totals.terms / max(1, totals.passages)
    number = {term: n for n, word in reversed([*enumerate(question.words)]) for term in word.terms}
    scored = []
    for entry in entries:
        frequencies = Counter(map(number.get, chain(entry.titles, *entry.sentences)))
        norm = K1 * (1 - B + B * entry.length / mean_length)
        scored.append(
            Scored(
                entry, sum([idfs[n] * tf * (K1 + 1) / (tf + norm) for n, tf in frequencies.items() if n is not None])
            )
        )
    return sorted(scored, key=lambda s: (-s.score, s.entry.id))
