"""Follow-up questions: "and how many from North Korea?" after one about troops that Russia mobilized.

The topic of the previous answer reranks sentences that match the follow-up itself. It adds no candidates that match
the topic alone, and does not raise the confidence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from index.asking.question import Question
from index.passages.scoring import Scored
from index.ranking.rank import Ranking, Statistics, rank

BEFORE_SHARE = 0.4
"""Weight of the score by the previous topic, relative to the score by the question."""

Find = Callable[[Question], tuple[list[Scored], Statistics]]


def follow_up(question: Question, follows: Question, find: Find) -> tuple[Ranking, Ranking]:
    """The ranking of `question` by itself, and its ranking with the previous topic `follows`.

    `find` retrieves candidate passages and statistics.
    """
    found, statistics = find(question)
    alone = rank(question, found, statistics)
    asked = {word.terms for word in question.words}
    before = replace(follows, words=tuple(word for word in follows.words if word.terms not in asked))
    if not before.words:
        return alone, alone

    # If many passages match the question, those that match both need not be among the best.
    both, of_both = find(replace(question, words=question.words + before.words))
    known = {one.entry.id: one.entry for one in found}
    new = {one.entry.id: one.entry for one in both if one.entry.id not in known}
    rescored = [*map(statistics.sought(question).rescored, new.values())]
    more = rank(question, rescored, statistics, in_documents=alone.in_documents)
    candidates = {(one.passage_id, one.sentence): one for one in (*alone.candidates, *more.candidates)}

    entries = known | new
    chosen = [entries[passage] for passage in dict.fromkeys(passage for passage, _ in candidates)]
    of_before = [*map(of_both.sought(before).rescored, chosen)]
    spoken = rank(before, of_before, of_both, len(chosen), in_documents=alone.in_documents)
    spoken_of = {(one.passage_id, one.sentence): one.score for one in spoken.candidates}
    scored = [
        one._replace(score=one.score + BEFORE_SHARE * spoken_of.get(place, 0.0)) for place, one in candidates.items()
    ]
    best = sorted(scored, key=lambda one: (-one.score, one.passage_id, one.sentence))
    return alone, replace(alone, candidates=tuple(best))
