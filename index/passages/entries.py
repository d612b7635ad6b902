"""What the index holds of a passage: its terms, as one text that is written at once and taken apart when asked.

A text and not a list of lists: a passage has a hundred words, adding is measured in thousands of passages a second, and
joined text is made, handed between processes and written without a loop over its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.words.analysis import CAPITAL

LINE = "\n"
"""Begins every sentence. What comes before the first one are its titles: its own or its source's, and its headings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it is written to an index.

    `terms`: those of its titles and its sentences, each followed by a space; LINE begins a sentence, CAPITAL a name.
    `spellings`: its words as they are spelt, each followed by a space; an entry that is read back has none.
    """

    id: int
    mark: int
    lang: str
    terms: str
    spellings: str = field(default="", compare=False)

    @property
    def length(self) -> int:
        """How many terms the passage has, its titles among them."""
        return self.terms.count(" ")

    @property
    def sentences(self) -> int:
        """How many sentences it has."""
        return self.terms.count(LINE)

    @property
    def sentence_terms(self) -> int:
        """How many terms its sentences have."""
        return self.terms.partition(LINE)[2].count(" ")

    @property
    def searched(self) -> str:
        """Its terms and nothing else."""
        return self.terms.replace(CAPITAL, "")


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """A passage as its sentences are ranked.

    `written` has the terms of each sentence as the entry has them: with CAPITAL, in one text.
    """

    id: int
    lang: str
    titles: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]
    written: tuple[str, ...]

    @classmethod
    def of(cls, passage_id: int, lang: str, terms: str) -> PassageTerms:
        """Take the terms of an entry apart."""
        titles, *written = terms.split(LINE)
        return cls.put_together(passage_id, lang, titles.split(), written)

    @classmethod
    def put_together(cls, passage_id: int, lang: str, titles: Sequence[str], written: Sequence[str]) -> PassageTerms:
        """From the terms of the titles, and those of each sentence with CAPITAL in one text."""
        sentences = tuple([tuple(sentence.replace(CAPITAL, "").split()) for sentence in written])
        return cls(passage_id, lang, tuple(titles), sentences, tuple(written))

    @property
    def length(self) -> int:
        """How many terms the passage has, its titles among them."""
        return len(self.titles) + sum(map(len, self.sentences))

    def names(self, sentence: int) -> list[bool]:
        """For each term of a sentence, which counts from 0, whether it is written as a name would be."""
        return [term.startswith(CAPITAL) for term in self.written[sentence].split()]
