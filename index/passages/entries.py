"""The index entry of a passage: its terms, serialized as one string.

A string instead of nested lists, because indexing builds thousands of entries a second, and a string is built, passed
between processes and written without a loop over its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.words.analysis import CAPITAL

LINE = "\n"
"""Begins every sentence. The terms before the first sentence are those of the titles: title, headings and lead-in."""


BYTES_OF_ENTRY = 64
"""The size of an entry without terms: ids, marks, lengths."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it is written to an index.

    `terms`: the terms of titles and sentences, each followed by a space; LINE begins a sentence, CAPITAL a name.
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
        """The terms without CAPITAL."""
        return self.terms.replace(CAPITAL, "")


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """The parsed terms of an entry.

    `written` is each sentence as in the entry: with CAPITAL, in one string.
    """

    id: int
    lang: str
    titles: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]
    written: tuple[str, ...]

    @classmethod
    def of(cls, passage_id: int, lang: str, terms: str) -> PassageTerms:
        """Parse the terms of an entry."""
        titles, *written = terms.split(LINE)
        return cls.put_together(passage_id, lang, titles.split(), written)

    @classmethod
    def put_together(cls, passage_id: int, lang: str, titles: Sequence[str], written: Sequence[str]) -> PassageTerms:
        """Build it from the terms of the titles and the serialized terms of each sentence."""
        sentences = tuple([tuple(sentence.replace(CAPITAL, "").split()) for sentence in written])
        return cls(passage_id, lang, tuple(titles), sentences, tuple(written))

    @property
    def length(self) -> int:
        """The number of terms, including titles."""
        return len(self.titles) + sum(map(len, self.sentences))

    def names(self, sentence: int) -> list[bool]:
        """For each term of the `sentence`-th sentence (from 0), whether its word is capitalized like a name."""
        return [term.startswith(CAPITAL) for term in self.written[sentence].split()]
