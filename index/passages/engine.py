"""What an engine has to offer: indexes of passages, one for each collection.

Written so that an engine may run elsewhere, on other machines too: whatever is asked of a snapshot is asked for many
words at once, and a plain question asks twice (frequencies, then candidates), one with typing errors a few times more.
What several collections hold together is added up by whoever asks; no collection's snapshot knows of another.

Here are two: `index.passages.tantivy_engine`, in folders, and `index.passages.memory_engine`, in dictionaries.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from index.passages.entries import Entry
from index.passages.scoring import Scored, Sought, Terms


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all passages of some collections."""

    passages: int = 0
    terms: int = 0
    sentences: int = 0
    sentence_terms: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.passages + other.passages,
            self.terms + other.terms,
            self.sentences + other.sentences,
            self.sentence_terms + other.sentence_terms,
        )


class Affixes(NamedTuple):
    """A beginning and an ending; a word is near that has one of them."""

    beginning: str
    ending: str


class Snapshot(Protocol):
    """A collection as it was after one commit. It never changes; several threads may ask it at once.

    Each of its methods raises IndexDamaged where what it was made of turns out to be damaged.
    """

    @property
    def mark(self) -> int:
        """What the commit left; 0 where nothing was ever committed."""

    @property
    def totals(self) -> Totals:
        """Sums over its passages."""

    @property
    def languages(self) -> Mapping[str, int]:
        """How many passages of each language it holds, by ISO 639-1."""

    def frequencies(self, words: Sequence[Sequence[Terms]]) -> list[int]:
        """For each word, given as its alternatives, how many passages hold all the terms of one of them."""

    def candidates(self, sought: Sought, limit: int) -> list[Scored]:
        """The `limit` best of the passages that hold any of what is sought, best first, by `sought.score` and id."""

    def spelt(self, near: Collection[Affixes]) -> dict[str, int]:
        """The words, as they are spelt, with one of these beginnings or endings; how many passages hold each."""

    def entries(self, ids: Collection[int]) -> dict[int, Entry]:
        """The entries of those of these passages that it holds."""

    def marks(self) -> dict[int, int]:
        """The id and mark of every passage that it holds."""


class Change(Protocol):
    """What is being changed of one collection; nobody sees any of it before it is committed."""

    def add(self, entry: Entry) -> None:
        """Put in a passage that is not there."""

    def remove(self, passage_id: int) -> None:
        """Take a passage out, whether it is there or not."""

    def snapshot(self) -> Snapshot | None:
        """The collection as it was committed; to be called after that."""


class Engine(Protocol):
    """Indexes of collections, which go by numbers."""

    def at_hand(self, collection: int, mark: int) -> Snapshot | None:
        """The snapshot of this mark, if it is the last that was taken and still there; nothing is read."""

    def snapshot(self, collection: int) -> Snapshot | None:
        """A collection as it is now; None where it has no index, or none that can be read."""

    def change(self, collection: int, mark: int) -> AbstractContextManager[Change]:
        """Change a collection's index, which is made where there is none.

        Committed at the end, with `mark` left in it, or not at all if anything is raised. One at a time for each
        collection: whoever calls sees to that. Raises StoreError where it cannot be written.
        """

    def forget(self, collection: int) -> None:
        """Throw a collection's index away."""

    def faults(self, collection: int) -> list[str]:
        """What is wrong with the files of an index that can be read, one line each."""
