"""The index entry of a passage: its terms and what it is, serialized as one string.

A string instead of nested lists, because indexing builds thousands of entries a second, and a string is built, passed
between processes and written without a loop over its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from index.words.acts import MARKS
from index.words.analysis import CAPITAL

ABOVE = "\t"
"""Begins every line above a passage: its title, each of its headings, and its lead-in, which may be empty."""

LINE = "\n"
"""Begins every sentence."""


class Form(NamedTuple):
    """What a passage is, besides its words: the letters before its first title.

    `kind` is the first letter of `index.model.Kind`. `led`: whether its first sentence is its lead-in.
    """

    kind: str = "p"
    led: bool = False

    @property
    def written(self) -> str:
        """The form as a part of an entry; it has no space, so it counts as no term."""
        return f"{self.kind}{'+' if self.led else ''}"

    @classmethod
    def of(cls, written: str) -> Form:
        """Parse a form; that of an entry without one is prose."""
        return cls(written[0], led=written.endswith("+")) if written else cls()


def bare(written: str) -> str:
    """`written` terms without CAPITAL and marks.

    >>> bare("leech =card ^anki ")
    'leech card anki '
    """
    for mark in (CAPITAL, *MARKS):
        written = written.replace(mark, "")
    return written


BYTES_OF_ENTRY = 64
"""The size of an entry without terms: ids, marks, lengths."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it is written to an index.

    `terms`: its form, then the terms of titles and sentences, each followed by a space; ABOVE begins a title, LINE a
    sentence, CAPITAL a name; the marks of `index.words.acts` stand between the terms of a sentence.
    `spellings`: the unstemmed words, each followed by a space; empty in an entry that is read from an index.
    """

    id: int
    mark: int
    lang: str
    terms: str
    spellings: str = field(default="", compare=False)

    @property
    def size(self) -> int:
        """Its size in the index, in bytes; of an entry that is read from an index, without spellings."""
        return len(self.terms.encode()) + len(self.spellings.encode()) + BYTES_OF_ENTRY

    @property
    def length(self) -> int:
        """The number of terms, including titles."""
        return self.terms.count(" ")

    @property
    def sentences(self) -> int:
        """The number of sentences."""
        return self.terms.count(LINE)

    @property
    def sentence_terms(self) -> int:
        """The number of terms without titles."""
        return self.terms.partition(LINE)[2].count(" ")

    @property
    def searched(self) -> str:
        """The terms without the form, CAPITAL and marks."""
        return bare(self.terms[self.terms.find(ABOVE) + 1 :])


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """The parsed terms of an entry.

    `titles` are the lines above the passage: the title, headings from the outermost, and the lead-in (empty where there
    is none, or where the form says that it is the first sentence).
    `written` is each sentence as in the entry: with CAPITAL and marks, in one string.
    """

    id: int
    lang: str
    form: Form
    titles: tuple[tuple[str, ...], ...]
    sentences: tuple[tuple[str, ...], ...]
    written: tuple[str, ...]

    @classmethod
    def of(cls, passage_id: int, lang: str, terms: str) -> PassageTerms:
        """Parse the terms of an entry."""
        above, *written = terms.split(LINE)
        form, *titles = above.split(ABOVE)
        return cls.put_together(passage_id, lang, Form.of(form), [title.split() for title in titles], written)

    @classmethod
    def put_together(
        cls, passage_id: int, lang: str, form: Form, titles: Sequence[Sequence[str]], written: Sequence[str]
    ) -> PassageTerms:
        """Build it from the terms of each title and the serialized terms of each sentence."""
        sentences = tuple(
            [tuple(sentence.split()) for sentence in bare(LINE.join(written)).split(LINE)] if written else ()
        )
        return cls(passage_id, lang, form, tuple(map(tuple, titles)), sentences, tuple(written))

    @property
    def above(self) -> tuple[str, ...]:
        """The terms of all titles."""
        return tuple(chain.from_iterable(self.titles))

    @property
    def title(self) -> tuple[str, ...]:
        """The terms of the passage's or its source's title."""
        return self.titles[0] if self.titles else ()

    @property
    def headings(self) -> tuple[tuple[str, ...], ...]:
        """The terms of each heading, from the outermost."""
        return self.titles[1:-1]

    @property
    def lead_in(self) -> tuple[str, ...]:
        """The terms of the line that introduces the passage."""
        if self.form.led and self.sentences:
            return self.sentences[0]
        return self.titles[-1] if len(self.titles) > 1 else ()

    @property
    def length(self) -> int:
        """The number of terms, including titles."""
        return sum(map(len, self.titles)) + sum(map(len, self.sentences))

    def names(self, sentence: int) -> list[bool]:
        """For each term of the `sentence`-th sentence (from 0), whether its word is capitalized like a name."""
        return [CAPITAL in term for term in self.written[sentence].split() if term.strip(MARKS)]
