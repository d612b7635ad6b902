"""Which sentence answers: the second of the two steps, over the few passages that the first one found.

A sentence is scored by rank-bm25 with the statistics of all that may be asked. That score, its passage's, and what
else tells the answering sentence from its neighbours (`index.ranking.features`) are added up with the weights of
`weights.toml`: a plain sum, so that every score can be taken apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple

from index.asking.question import Question
from index.passages.engine import Totals
from index.passages.scoring import Scored, Sought, SoughtWord, Terms
from index.ranking.bm25 import idf
from index.ranking.features import FEATURES, Described, describe
from index.ranking.weights import weights

PASSAGES = 10
"""How many passages' sentences are scored, unless more are asked for than these have."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the collections that may be asked say of a question: `frequencies` of its words, in passages."""

    totals: Totals
    frequencies: Mapping[Terms, int]

    def sought(self, question: Question) -> Sought:
        """What passages are looked for by."""
        return Sought(
            tuple(SoughtWord(word.terms, word.aliases, self._idf(word.terms)) for word in question.words),
            mean_length=self.totals.terms / max(1, self.totals.passages),
        )

    def _idf(self, terms: Terms) -> float:
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


def rank(question: Question, passages: Sequence[Scored], statistics: Statistics, most: int = PASSAGES) -> Ranking:
    """The sentences of the best of `passages`, best first; only those that have something to do with the question.

    Of more passages than PASSAGES, up to `most`, the sentences come behind those of the first: who wants more quotes
    gets the same ones first.
    """
    idfs = tuple(word.idf for word in statistics.sought(question).words)
    totals = statistics.totals
    if not passages or not sum(idfs):
        return Ranking(question, totals.passages, idfs, ())
    best = sorted(passages, key=lambda one: (-one.score, one.entry.id))[:most]
    late = {scored.entry.id for scored in best[PASSAGES:]}
    counts = tuple(map(weights().of_ranking(question.lang).__getitem__, FEATURES))
    candidates = [
        Candidate(d.passage_id, d.sentence, sum(map(mul, counts, d.values)), d)
        for d in describe(question, idfs, best, totals.sentence_terms / max(1, totals.sentences))
    ]
    candidates.sort(key=lambda c: (c.passage_id in late, -c.score, c.passage_id, c.sentence))
    return Ranking(question, totals.passages, idfs, tuple(candidates))
