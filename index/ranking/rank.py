"""Sentence ranking: the second of two stages, over the candidate passages of the first.

A sentence's score is a linear combination of features (`index.ranking.features`), such as its own and its passage's
BM25, with the weights of `weights.toml`. BM25 uses the statistics of all collections searched.
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
"""Number of passages whose sentences are ranked together."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Statistics of the collections searched: totals, and document frequencies of the words with these terms."""

    totals: Totals
    frequencies: Mapping[Terms, int]

    def sought(self, question: Question) -> Sought:
        """The passage query of a question."""
        return Sought(
            tuple(SoughtWord(word.terms, word.aliases, self._idf(word.terms)) for word in question.words),
            mean_length=self.totals.terms / max(1, self.totals.passages),
        )

    def _idf(self, terms: Terms) -> float:
        return idf(self.totals.passages, min(self.frequencies[terms], self.totals.passages))


class Candidate(NamedTuple):
    """A scored sentence, the `sentence`-th (from 0) of its passage, with its features."""

    passage_id: int
    sentence: int
    score: float
    described: Described


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidate sentences for a question, best first.

    `idfs` are those of the question's words. `passages` is the number of passages in the collections searched.
    `in_documents`: whether most of the best passages stand below a heading or a lead-in, and are weighed as such.
    """

    question: Question
    passages: int
    idfs: tuple[float, ...]
    candidates: tuple[Candidate, ...]
    in_documents: bool = False

    @property
    def holds_all(self) -> bool:
        """Whether the first candidate holds every word of the question."""
        return bool(self.candidates) and len(self.candidates[0].described.held) == len(self.question.words)

    def parts(self, candidate: Candidate) -> dict[str, float]:
        """The summands of a candidate's score: weight times value of each feature that it has."""
        counts = weights().of_ranking(self.question.lang, self.in_documents)
        return {
            name: counts[name] * value
            for name, value in zip(FEATURES, candidate.described.values, strict=True)
            if value
        }


def rank(
    question: Question,
    passages: Sequence[Scored],
    statistics: Statistics,
    most: int = PASSAGES,
    ahead: int = 0,
    in_documents: bool | None = None,
) -> Ranking:
    """Rank the sentences of the `most` best passages, or of those that follow the `ahead` best ones.

    `in_documents`: how other sentences that these are compared with were weighed.
    """
    idfs = tuple(word.idf for word in statistics.sought(question).words)
    totals = statistics.totals
    if not passages or not sum(idfs):
        return Ranking(question, totals.passages, idfs, ())
    ordered = sorted(passages, key=lambda one: (-one.score, one.entry.id))
    if in_documents is None:
        in_documents = _in_documents(ordered[:PASSAGES])
    best = ordered[ahead : ahead + most]
    counts = tuple(map(weights().of_ranking(question.lang, in_documents).__getitem__, FEATURES))
    candidates = [
        Candidate(d.passage_id, d.sentence, sum(map(mul, counts, d.values)), d)
        for d in describe(question, idfs, best, totals.sentence_terms / max(1, totals.sentences), ahead)
    ]
    candidates.sort(key=lambda c: (-c.score, c.passage_id, c.sentence))
    return Ranking(question, totals.passages, idfs, tuple(candidates), in_documents)


def _in_documents(passages: Sequence[Scored]) -> bool:
    return 2 * sum(bool(one.entry.headings or one.entry.lead_in) for one in passages) >= len(passages)
