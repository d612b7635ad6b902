"""Whether more than its confidence speaks for the first candidate: what is asked of an answer that nobody asked for.

In documents a wrong passage often holds every word of a question, and looks as sure as a right one. What is right there
leaves no word of the question out, has no rival, and is no answer to "how" or "why", which other words give.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.ranking.rank import Ranking

AHEAD = 0.5
"""Minimum share of the softmax of all candidates' scores: the first is likelier than all others together."""

ALL = 0.99
"""Minimum share of the question's words, by their rarity, in the sentence or above it: all, but for rounding."""

_TOLD_IN_OTHER_WORDS = frozenset({"manner", "reason"})


def stands_out(ranking: Ranking, evidence: Mapping[str, float] | None) -> bool:
    """Whether the first candidate stands out; `evidence` are the values of `index.ranking.confidence.EVIDENCE`."""
    return (
        evidence is not None
        and evidence["rare_context"] > ALL
        and evidence["belief"] > AHEAD
        and ranking.question.kind not in _TOLD_IN_OTHER_WORDS
    )
