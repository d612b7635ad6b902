"""What stands above a sentence as evidence: the title, the headings and the lead-in of its passage.

A heading, or a question that introduces a passage, is a key to what follows: its words count for the sentences below,
the nearest first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.passages.entries import PassageTerms
from index.ranking.weighing import Weighing

DEEPEST = 6
"""Headings above a passage that are looked at, the nearest ones."""

_OF_WORDS_ABOVE = 6


class Above:
    """The question's words (as indices) in the title, the headings and the lead-in of a passage."""

    def __init__(self, entry: PassageTerms, number: Mapping[str, int], weighing: Weighing) -> None:
        self._weighing = weighing
        self.title = _held(entry.title, number)
        self._by_heading = [_held(heading, number) for heading in reversed(entry.headings[-DEEPEST:])]
        self.lead_in = _held(entry.lead_in, number)
        self.heading = self._by_heading[0] if self._by_heading else frozenset()
        self.headings = frozenset().union(*self._by_heading)
        self.near = self.headings | self.lead_in
        self.anywhere = self.near | self.title
        self._for: dict[frozenset[int], tuple[float, ...]] = {}
        self.heading_covered = self.title_covered = self.lead_in_covered = 0.0
        if not self.anywhere:
            return
        nearest = entry.headings[-1] if entry.headings else ()
        covered = ((nearest, self.heading), (entry.title, self.title), (entry.lead_in, self.lead_in))
        self.heading_covered, self.title_covered, self.lead_in_covered = [
            weighing.idf(held) * len({term for term in terms if term in number}) / len(set(terms)) if held else 0.0
            for terms, held in covered
        ]

    def features(self, held: frozenset[int]) -> tuple[float, ...]:
        """The values of FEATURES for a sentence that holds these words of the question."""
        if held not in self._for:
            self._for[held] = self._features(held)
        return self._for[held]

    def _features(self, held: frozenset[int]) -> tuple[float, ...]:
        weighing = self._weighing
        if not self.anywhere:  # most passages have no words of the question above them
            idf, rare = weighing.idf(held), weighing.rare(held)
            return (0.0,) * _OF_WORDS_ABOVE + (idf, idf, rare, rare, rare, 0.0)
        context = held | self.near
        titled = context | self.title
        nearness, seen = 0.0, held
        for distance, heading in enumerate(self._by_heading):
            nearness += weighing.idf(heading - seen) * 0.5**distance
            seen |= heading
        rare = weighing.rare(held)
        return (
            nearness,
            weighing.idf(self.title - held - self.headings),
            weighing.idf(self.lead_in - held),
            self.heading_covered,
            self.title_covered,
            self.lead_in_covered,
            weighing.idf(context),
            weighing.idf(titled),
            rare,
            weighing.rare(context) if self.near else rare,
            weighing.rare(titled) if self.anywhere else rare,
            weighing.rare(self.heading - held),
        )


FEATURES = {
    "headings": "words that it lacks and a heading above it holds, halved for each heading in between",
    "title": "words that it and its headings lack and the title holds",
    "lead_in": "words that it lacks and the lead-in holds",
    "heading_covered": "words in the nearest heading, times the share of the heading that they are",
    "title_covered": "the same of the title",
    "lead_in_covered": "the same of the lead-in",
    "context": "words that it, its headings or its lead-in hold",
    "context_titled": "words that these or the title hold",
    "rare": "words that it holds, weighted by their rarity in the language (index.words.rarity)",
    "rare_context": "the same of it, its headings and its lead-in",
    "rare_titled": "the same of these and the title",
    "rare_heading": "words that it lacks and the nearest heading holds, weighted by rarity",
}
"""The features, in the order of `Above.features`. Words are weighted by their share of the question's idf."""


def _held(terms: Sequence[str], number: Mapping[str, int]) -> frozenset[int]:
    return frozenset([number[term] for term in terms if term in number])
