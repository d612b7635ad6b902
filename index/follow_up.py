"""A question that follows another: "and how many from North Korea?" after one about troops that Russia mobilized.

What was spoken of before decides among sentences that have words of the question itself. It adds none of its own, and
lends them no trust: confidence is what the question's own words earn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.passages import Entry
from index.question import Question
from index.ranking import PASSAGE_SHARE, PASSAGES, Candidate, Statistics, confidence, rank

CONTEXT_SHARE = 0.4
"""How much a word of what was spoken of before counts, beside a word of the question."""

Find = Callable[[Question], tuple[list[Entry], Statistics]]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Sentences, best first, and how far the best can be trusted, from 0 to 1."""

    candidates: Sequence[Candidate]
    confidence: float


def follow_up(question: Question, context: Question, find: Find) -> Ranking:
    """The sentences that answer `question`, those first that also speak of what `context` does.

    `find` gives the passages to rank for some words, and their statistics.
    """
    found, statistics = find(question)
    alone = rank(question, found, statistics)
    asked = {word.terms for word in question.words}
    before = replace(context, words=tuple(word for word in context.words if word.terms not in asked))
    if not before.words:
        return Ranking(alone, confidence(alone))

    # Where many passages have the question's words, those of the context are not among its best: look for both.
    both, weights = find(replace(question, words=question.words + before.words))
    known = {entry.id for entry in found}
    more = rank(question, [entry for entry in both if entry.id not in known], statistics)
    candidates = {(one.passage_id, one.sentence): one for one in (*alone, *more)}

    entries = {entry.id: entry for entry in (*found, *both)}
    chosen = [entries[passage] for passage in dict.fromkeys(passage for passage, _ in candidates)]
    spoken_of: dict[tuple[int, int], float] = {}
    in_passage: dict[int, float] = {}
    for start in range(0, len(chosen), PASSAGES):  # `rank` looks at so many passages
        for one in rank(before, chosen[start : start + PASSAGES], weights):
            spoken_of[one.passage_id, one.sentence] = one.score
            in_passage[one.passage_id] = PASSAGE_SHARE * one.passage_score
    scored = [
        replace(one, score=one.score + CONTEXT_SHARE * spoken_of.get(place, in_passage.get(place[0], 0.0)))
        for place, one in candidates.items()
    ]
    best = sorted(scored, key=lambda one: (-one.score, one.passage_id, one.sentence))
    return Ranking(best, min(confidence(alone), confidence(best)))
