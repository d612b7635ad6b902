"""Words that are alike though their stems differ: naturalised and naturalized, Jacksonville and Jacksonvile.

Two terms are alike by the share of their trigrams that they have in common (Dice). It finds what a stemmer leaves
apart: other spellings, prefixes that are written joined, compounds, derived words.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

SHORTEST = 5
"""Code points from which a term is compared: shorter ones are alike by chance."""

ALIKE = 0.4
"""The likeness from which two terms count as alike."""


def alike(asked: Sequence[str], terms: Set[str]) -> dict[str, tuple[int, float]]:
    """Those of `terms` that are like one of `asked`, but none of them: which (by its number), and how much (0 to 1).

    Only terms are looked at closely that share four letters in a row with it, at or near their beginning: a prefix may
    come before.

    >>> alike(["naturalis"], {"coloni", "naturaliz"})
    {'naturaliz': (0, 0.777...)}
    """
    holders: dict[str, list[int]] = {}
    for number, term in enumerate(asked):
        if len(term) >= SHORTEST:
            for i in range(len(term) - 3):
                holders.setdefault(term[i : i + 4], []).append(number)
    if not holders:
        return {}
    trigrams = [_trigrams(term) for term in asked]
    found = {}
    # Hundreds of terms are looked at for every question, and few are near: hence four lookups and no loop.
    for term in [t for t in terms if t[:4] in holders or t[1:5] in holders or t[2:6] in holders or t[3:7] in holders]:
        if len(term) < SHORTEST or term in asked:
            continue
        numbers = (
            holders.get(term[:4]) or holders.get(term[1:5]) or holders.get(term[2:6]) or holders.get(term[3:7]) or ()
        )
        best, nearest = 0.0, 0
        for number in numbers:
            likeness = _likeness(trigrams[number], term)
            if likeness > best:
                best, nearest = likeness, number
        if best >= ALIKE:
            found[term] = (nearest, best)
    return found


def _likeness(trigrams: Set[str], term: str) -> float:
    padded = f" {term} "
    return 2 * sum([trigram in padded for trigram in trigrams]) / (len(trigrams) + len(term))


def _trigrams(term: str) -> set[str]:
    padded = f" {term} "
    return {padded[i : i + 3] for i in range(len(term))}
