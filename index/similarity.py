"""Words that are alike though their stems differ: naturalised and naturalized, Jacksonville and Jacksonvile.

Two terms are alike by the share of their trigrams that they have in common (Dice). It finds what a stemmer leaves
apart: other spellings, prefixes that are written joined, compounds, derived words.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

SHORTEST = 5
"""Code points from which a term is compared: shorter ones are alike by chance."""

ALIKE = 0.4
"""The likeness from which two terms count as alike. From 0.35 to 0.5 hit@1 does not move."""


class Likeness:
    """The likeness of other terms to those of a question.

    >>> Likeness(["naturalis"]).of(["coloni", "naturaliz"], set())
    {0: 0.777...}
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._grams: list[frozenset[str]] = []
        self._numbers: dict[str, list[int]] = {}
        self._known: dict[str, tuple[int, float] | None] = {}
        for number, term in enumerate(terms):
            grams = _grams(term) if len(term) >= SHORTEST else frozenset()
            self._grams.append(grams)
            self._known[term] = None
            for gram in grams:
                self._numbers.setdefault(gram, []).append(number)

    def of(self, terms: Iterable[str], without: Set[int]) -> dict[int, float]:
        """For each question term (by its number) that any of `terms` is like: how much, from 0 to 1."""
        found: dict[int, float] = {}
        known, numbers = self._known, self._numbers
        for term in terms:
            if term in known:
                best = known[term]
            elif len(term) >= SHORTEST and (term[:3] in numbers or term[1:4] in numbers or term[2:5] in numbers):
                best = known[term] = self._best(term)
            else:
                continue
            if best and best[0] not in without and best[1] > found.get(best[0], 0.0):
                found[best[0]] = best[1]
        return found

    def _best(self, term: str) -> tuple[int, float] | None:
        grams = _grams(term)
        shared: dict[int, int] = {}
        for gram in grams:
            for number in self._numbers.get(gram, ()):
                shared[number] = shared.get(number, 0) + 1
        likeness, number = max((2 * n / (len(grams) + len(self._grams[i])), -i) for i, n in shared.items())
        return (-number, likeness) if likeness >= ALIKE else None


def _grams(term: str) -> frozenset[str]:
    term = f" {term} "
    return frozenset([term[i : i + 3] for i in range(len(term) - 2)])
