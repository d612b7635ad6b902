"""Other ways to say what was asked, as terms: a passage that says it another way is read as if it said what was asked.

An alias is a sequence of terms that counts where all of it stands together. Where it does, the asked words are put in
behind it, so that whatever scores a sentence needs to know of no aliases, and one that says it in the words that were
asked, being shorter, comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from index.passages.entries import PassageTerms
from index.words.analysis import CAPITAL

Terms = tuple[str, ...]


class Named(Protocol):
    """A word of a question with what stands for it: terms of its own, and other ways to say it."""

    @property
    def terms(self) -> Terms:
        """What it may be in the languages of the collections asked."""

    @property
    def aliases(self) -> tuple[Terms, ...]:
        """Other ways to say it: terms that stand together."""


def asked_by(words: Iterable[Named]) -> dict[Terms, Terms]:
    """Each alias of the words of a question, with the terms of all the words that it stands for."""
    found: dict[Terms, Terms] = {}
    for word in words:
        for alias in word.aliases:
            found[alias] = (*found.get(alias, ()), word.terms[0])
    return found


def as_asked(passage: PassageTerms, asked: Mapping[Terms, Terms]) -> PassageTerms:
    """`passage` with the asked words behind every alias of theirs."""
    first = {alias[0] for alias in asked}
    if first.isdisjoint(passage.titles) and all(map(first.isdisjoint, passage.sentences)):
        return passage
    written = [" ".join(_put_in(one.split(), asked)) for one in passage.written]
    return PassageTerms.put_together(passage.id, passage.lang, _put_in(passage.titles, asked), written)


def places(terms: Sequence[str], asked: Mapping[Terms, Terms]) -> Iterator[tuple[int, int, Terms]]:
    """Where aliases stand in `terms`, from left to right, the longest where several begin; none overlap."""
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
    """`written`, with CAPITAL or without, and the asked words behind every alias in it."""
    made: list[str] = []
    done = 0
    for _, end, words in places([term.removeprefix(CAPITAL) for term in written], asked):
        made += [*written[done:end], *words]
        done = end
    return [*made, *written[done:]]
