"""Other ways to say what was asked, as terms: a passage that says it another way is read as if it said what was asked.

An alias is a sequence of terms that counts where all of it stands together. Where it does, the asked words are put in
behind it, so that whatever scores a sentence needs to know of no aliases, and one that says it in the words that were
asked, being shorter, comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from index.passages import Entry
from index.question import Word

Terms = tuple[str, ...]


def asked_by(words: Sequence[Word]) -> dict[Terms, Terms]:
    """Each alias of the words of a question, with the terms of all the words that it stands for."""
    found: dict[Terms, Terms] = {}
    for word in words:
        for alias in word.aliases:
            found[alias] = (*found.get(alias, ()), word.terms[0])
    return found


def as_asked(entries: Iterable[Entry], asked: Mapping[Terms, Terms]) -> Iterator[Entry]:
    """`entries` with the asked words behind every alias of theirs."""
    first = {alias[0] for alias in asked}
    for entry in entries:
        if first.isdisjoint(entry.context) and all(map(first.isdisjoint, entry.sentences)):
            yield entry
        else:
            changed = [_put_in(*sentence, asked) for sentence in zip(entry.sentences, entry.capitals, strict=True)]
            context, _ = _put_in(entry.context, "", asked)
            yield replace(
                entry,
                context=context,
                sentences=tuple(terms for terms, _ in changed),
                capitals=tuple(capitals for _, capitals in changed),
            )


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


def _put_in(terms: Terms, capitals: str, asked: Mapping[Terms, Terms]) -> tuple[Terms, str]:
    made: list[str] = []
    written = ""
    done = 0
    for _, end, words in places(terms, asked):
        made += [*terms[done:end], *words]
        written += capitals[done:end] + "0" * (len(words) if capitals else 0)
        done = end
    return (*made, *terms[done:]), written + capitals[done:]
