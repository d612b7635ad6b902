"""Query expansion within passages: the question's words are inserted after their aliases.

An alias is a sequence of terms that matches as a phrase. After the insertion, scoring needs no notion of aliases; and a
sentence in the question's own words, being shorter, ranks above one with an alias.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from index.passages.entries import PassageTerms
from index.words.analysis import CAPITAL

Terms = tuple[str, ...]


class Named(Protocol):
    """A word of a question, with its terms and aliases."""

    @property
    def terms(self) -> Terms:
        """Its terms in the languages of the collections searched."""

    @property
    def aliases(self) -> tuple[Terms, ...]:
        """Its equivalent phrases."""


def asked_by(words: Iterable[Named]) -> dict[Terms, Terms]:
    """The aliases of a question's words, each with the first terms of the words it is an alias of."""
    found: dict[Terms, Terms] = {}
    for word in words:
        for alias in word.aliases:
            found[alias] = (*found.get(alias, ()), word.terms[0])
    return found


def as_asked(passage: PassageTerms, asked: Mapping[Terms, Terms]) -> PassageTerms:
    """`passage` with the question's words inserted after their aliases."""
    first = {alias[0] for alias in asked}
    if first.isdisjoint(passage.titles) and all(map(first.isdisjoint, passage.sentences)):
        return passage
    written = [" ".join(_put_in(one.split(), asked)) for one in passage.written]
    return PassageTerms.put_together(passage.id, passage.lang, _put_in(passage.titles, asked), written)


def places(terms: Sequence[str], asked: Mapping[Terms, Terms]) -> Iterator[tuple[int, int, Terms]]:
    """The matches of aliases in `terms` as (start, end, words), from left to right, longest first, without overlaps."""
    if not asked:
        return
    longest_first = sorted(asked, key=lambda alias: (-len(alias), alias))
    start = 0
    while start < len(terms):
        for alias in longest_first:
            end = start + len(alias)
            if terms[start] == alias[0] and tuple(terms[start:end]) == alias:
                yield start, end, asked[alias]
                start = end
                break
        else:
            start += 1


def _put_in(written: Sequence[str], asked: Mapping[Terms, Terms]) -> list[str]:
    """The terms `written`, some with CAPITAL, with the question's words inserted after their aliases."""
    made: list[str] = []
    done = 0
    for _, end, words in places([term.removeprefix(CAPITAL) for term in written], asked):
        made += [*written[done:end], *words]
        done = end
    return [*made, *written[done:]]
