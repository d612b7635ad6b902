"""Which sentence answers: the second of the two steps, over the few passages that the first one found.

A sentence is scored by rank-bm25 with the statistics of all that may be asked, and gets a share of its passage's
score besides: the passage tells *where* the answer is, the sentence holds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.bm25 import K1, B, LibraryBM25, idf
from index.passages import Entry, Totals
from index.question import Question

PASSAGES = 10
"""How many passages' sentences are scored."""

PASSAGE_SHARE = 0.5
"""How much of its passage's score a sentence gets. From 0.3 to 0.8 hit@1 hardly moves; 0 costs .017 (xquad-en)."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the collections that may be asked say of a question: `frequencies` of its words, in passages."""

    totals: Totals
    frequencies: Mapping[tuple[str, ...], int]

    def weight(self, terms: tuple[str, ...]) -> float:
        """The idf of one of the question's words."""
        return idf(self.totals.passages, min(self.frequencies[terms], self.totals.passages))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence and what speaks for it.

    `sentence` counts from 0 within its passage. `covered` and `passage_covered` are the shares of the question's
    weight, from 0 to 1, that the sentence and its whole passage (title and headings included) contain.
    """

    passage_id: int
    sentence: int
    score: float
    sentence_score: float
    passage_score: float
    covered: float
    passage_covered: float


def rank(question: Question, entries: Sequence[Entry], statistics: Statistics) -> list[Candidate]:
    """The sentences of the best of `entries`, best first; only those that share a word with the question."""
    weights = {_name(word.terms): statistics.weight(word.terms) for word in question.words}
    total = sum(weights.values())
    if not entries or not total:
        return []
    names = {term: _name(word.terms) for word in question.words for term in word.terms}
    passages = _best_passages(entries, names, weights, statistics.totals)

    # A sentence as rank-bm25 sees it: its own words, with one name for all the terms that stand for one asked word.
    places = [(entry, number) for entry, _ in passages for number in range(len(entry.sentences))]
    documents = [[names.get(term, term) for term in entry.sentences[number]] for entry, number in places]
    mean_length = statistics.totals.sentence_terms / max(1, statistics.totals.sentences)
    scores = LibraryBM25(documents, weights, mean_length).get_scores(list(weights))

    passage_scores = {entry.id: score for entry, score in passages}
    covered_by = {entry.id: _covered(entry_terms(entry), names, weights) / total for entry, _ in passages}
    candidates = [
        Candidate(
            passage_id=entry.id,
            sentence=number,
            score=float(score) + PASSAGE_SHARE * passage_scores[entry.id],
            sentence_score=float(score),
            passage_score=passage_scores[entry.id],
            covered=_covered(document, names, weights) / total,
            passage_covered=covered_by[entry.id],
        )
        for (entry, number), document, score in zip(places, documents, scores, strict=True)
        if score > 0
    ]
    return sorted(candidates, key=lambda c: (-c.score, c.passage_id, c.sentence))


def confidence(candidates: Sequence[Candidate]) -> float:
    """How far the best candidate can be trusted, from 0 to 1: how much of the question is really there.

    Half for the sentence, half for its passage. Shares of the question's own weight, so that they mean the same in a
    library of three sentences and in one of a million.
    """
    if not candidates:
        return 0.0
    best = candidates[0]
    return (best.covered + best.passage_covered) / 2


def entry_terms(entry: Entry) -> list[str]:
    """All terms of a passage, those of its title and headings first."""
    return [*entry.context, *(term for sentence in entry.sentences for term in sentence)]


def _best_passages(
    entries: Sequence[Entry], names: Mapping[str, str], weights: Mapping[str, float], totals: Totals
) -> list[tuple[Entry, float]]:
    """The best of `entries` with their BM25 scores by the statistics of all collections asked, best first.

    tantivy chose them by the statistics of one collection each, and counts what was deleted; here they are put right.
    """
    mean_length = totals.terms / max(1, totals.passages)
    scored = []
    for entry in entries:
        counts = dict.fromkeys(weights, 0)
        for term in entry_terms(entry):
            if name := names.get(term):
                counts[name] += 1
        norm = K1 * (1 - B + B * entry.length / mean_length)
        score = sum(weights[name] * tf * (K1 + 1) / (tf + norm) for name, tf in counts.items() if tf)
        scored.append((entry, score))
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].id))[:PASSAGES]


def _covered(terms: Sequence[str], names: Mapping[str, str], weights: Mapping[str, float]) -> float:
    return sum(weights[name] for name in {names.get(term, term) for term in terms} & weights.keys())


def _name(terms: tuple[str, ...]) -> str:
    return terms[0]
