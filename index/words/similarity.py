"""String similarity of terms: naturalised and naturalized, Jacksonville and Jacksonvile.

The Dice coefficient of character trigrams. It matches what a stemmer does not conflate: spelling variants, attached
prefixes, compounds, derived words.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

SHORTEST = 5
"""Minimum length of a compared term, in code points; shorter ones are similar by chance."""

ALIKE = 0.4
"""Minimum Dice coefficient of similar terms."""


MOST_HOLDERS = 8
"""Maximum number of words of a question that a term is compared with: the first ones with the same four letters."""


def alike(asked: Sequence[str], terms: Set[str]) -> dict[str, tuple[int, float]]:
    """Those of `terms` that are similar, but not equal, to one of `asked`, each with its index and similarity (0 to 1).

    Only terms that share a 4-gram starting at one of their first four characters are compared: a prefix may precede.

    >>> alike(["naturalis"], {"coloni", "naturaliz"})
    {'naturaliz': (0, 0.777...)}
    """
    holders: dict[str, list[int]] = {}
    for number, term in enumerate(asked):
        if len(term) >= SHORTEST:
            for i in range(len(term) - 3):
                same = holders.setdefault(term[i : i + 4], [])
                if len(same) < MOST_HOLDERS and number not in same:
                    same.append(number)
    if not holders:
        return {}
    trigrams = [_trigrams(term) for term in asked]
    found = {}
    # Unrolled: every question compares hundreds of terms, of which few are similar.
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
