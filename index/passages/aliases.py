"""Query expansion within passages: the question's words are inserted after their aliases.

An alias is a sequence of terms that matches as a phrase. After the insertion, scoring needs no notion of aliases; and a
sentence in the question's own words, being shorter, ranks above one with an alias.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from index.passages.entries import PassageTerms
from index.words.acts import MARKS
from index.words.analysis import CAPITAL

Terms = tuple[str, ...]

ByFirstTerm = Mapping[str, Sequence[tuple[Terms, Terms]]]
"""Aliases by their first term, longest first, each with the first terms of the words it is an alias of."""


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


def by_first_term(asked: Mapping[Terms, Terms]) -> ByFirstTerm:
    """An index of aliases, made once per question: a passage can have thousands of sentences."""
    table: dict[str, list[tuple[Terms, Terms]]] = {}
    for alias, words in sorted(asked.items(), key=lambda one: (-len(one[0]), one[0])):
        table.setdefault(alias[0], []).append((alias, words))
    return table


def as_asked(passage: PassageTerms, aliases: ByFirstTerm) -> PassageTerms:
    """`passage` with the question's words inserted after their aliases."""
    first = aliases.keys()
    if first.isdisjoint(passage.above) and all(map(first.isdisjoint, passage.sentences)):
        return passage
    written = [" ".join(_put_in(one.split(), aliases)) for one in passage.written]
    titles = [_put_in(line, aliases) for line in passage.titles]
    return PassageTerms.put_together(passage.id, passage.lang, passage.form, titles, written)


def places(terms: Sequence[str], aliases: ByFirstTerm) -> Iterator[tuple[int, int, Terms]]:
    """The matches of aliases in `terms` as (start, end, words), from left to right, longest first, without overlaps."""
    done = 0
    for start, term in enumerate(terms):
        if start < done:
            continue
        for alias, words in aliases.get(term, ()):
            if tuple(terms[start : start + len(alias)]) == alias:
                done = start + len(alias)
                yield start, done, words
                break


def _put_in(written: Sequence[str], aliases: ByFirstTerm) -> list[str]:
    """The terms `written`, some with CAPITAL or marks, with the question's words inserted after their aliases."""
    made: list[str] = []
    done = 0
    for _, end, words in places([term.lstrip(CAPITAL + MARKS) for term in written], aliases):
        made += [*written[done:end], *words]
        done = end
    return [*made, *written[done:]]
