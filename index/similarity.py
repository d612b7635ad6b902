"""Words that are alike though their stems differ: naturalised and naturalized, Jacksonville and Jacksonvile.

Two terms are alike by the share of their trigrams that they have in common (Dice). It finds what a stemmer leaves
apart: other spellings, prefixes that are written joined, compounds, derived words.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

SHORTEST = 5
"""Code points from which a term is compared: shorter ones are alike by chance."""

ALIKE = 0.4
"""The likeness from which two terms count as alike."""


class Likeness:
    """The likeness of other terms to those of a question.

    >>> Likeness(["naturalis"]).of(["coloni", "naturaliz"], set())
    {0: 0.777...}
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._sizes: list[int] = []
        self._holders: dict[str, list[int]] = {}
        self._stretches: set[str] = set()
        self._known: dict[str, tuple[int, float] | None] = {}
        for number, term in enumerate(terms):
            self._known[term] = None
            grams = set(_grams(term)) if len(term) >= SHORTEST else set()
            self._sizes.append(len(grams))
            for gram in grams:
                self._holders.setdefault(gram, []).append(number)
            if grams:
                self._stretches.update([term[i : i + 4] for i in range(len(term) - 3)])

    def of(self, terms: Iterable[str], without: Set[int]) -> dict[int, float]:
        """For each question term (by its number) that any of `terms` is like: how much, from 0 to 1.

        Only terms are looked at closely that share four letters in a row with one of the question's, at or near
        their beginning: a prefix may come before.
        """
        found: dict[int, float] = {}
        stretches = self._stretches
        if not stretches:
            return found
        for term in terms:
            if (
                term[:4] in stretches or term[1:5] in stretches or term[2:6] in stretches or term[3:7] in stretches
            ) and len(term) >= SHORTEST:
                best = self._known[term] if term in self._known else self._learn(term)
                if best and best[0] not in without and best[1] > found.get(best[0], 0.0):
                    found[best[0]] = best[1]
        return found

    def _learn(self, term: str) -> tuple[int, float] | None:
        grams = _grams(term)
        shared: dict[int, int] = {}
        for gram in grams:
            for number in self._holders.get(gram, ()):
                shared[number] = shared.get(number, 0) + 1
        best, number = 0.0, 0
        for candidate, count in shared.items():
            likeness = 2 * count / (len(grams) + self._sizes[candidate])
            if likeness > best:
                best, number = likeness, candidate
        self._known[term] = (number, best) if best >= ALIKE else None
        return self._known[term]


def _grams(term: str) -> list[str]:
    term = f" {term} "
    return [term[i : i + 3] for i in range(len(term) - 2)]
