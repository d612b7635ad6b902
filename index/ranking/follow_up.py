"""A question that follows another: "and how many from North Korea?" after one about troops that Russia mobilized.

What was spoken of before decides among sentences that have words of the question itself. It adds none of its own, and
lends them no trust: confidence is what the question's own words earn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from index.asking.question import Question
from index.passages.scoring import Scored
from index.ranking.rank import Ranking, Statistics, rank

BEFORE_SHARE = 0.4
"""How much what was spoken of before counts, beside the question."""

Find = Callable[[Question], tuple[list[Scored], Statistics]]


def follow_up(question: Question, follows: Question, find: Find, most: int) -> tuple[Ranking, Ranking]:
    """The sentences that answer `question`: as they are by themselves, and those first that also speak of `follows`.

    `find` gives the passages to rank for some words, and their statistics; `most` is how many are ranked.
    """
    found, statistics = find(question)
    alone = rank(question, found, statistics, most)
    asked = {word.terms for word in question.words}
    before = replace(follows, words=tuple(word for word in follows.words if word.terms not in asked))
    if not before.words:
        return alone, alone

    # Where many passages have the question's words, those that speak of both are not among its best.
    both, of_both = find(replace(question, words=question.words + before.words))
    known = {one.entry.id: one.entry for one in found}
    new = {one.entry.id: one.entry for one in both if one.entry.id not in known}
    more = rank(question, [*map(statistics.sought(question).rescored, new.values())], statistics, most)
    candidates = {(one.passage_id, one.sentence): one for one in (*alone.candidates, *more.candidates)}

    entries = known | new
    chosen = [entries[passage] for passage in dict.fromkeys(passage for passage, _ in candidates)]
    of_before = [*map(of_both.sought(before).rescored, chosen)]
    spoken_of = {
        (one.passage_id, one.sentence): one.score for one in rank(before, of_before, of_both, len(chosen)).candidates
    }
    scored = [
        one._replace(score=one.score + BEFORE_SHARE * spoken_of.get(place, 0.0)) for place, one in candidates.items()
    ]
    best = sorted(scored, key=lambda one: (-one.score, one.passage_id, one.sentence))
    return alone, replace(alone, candidates=tuple(best))
