"""The interface of a search engine: one index per collection, read through immutable snapshots.

An engine may be remote, so snapshots are queried in batches: two calls per question (frequencies, candidates), and a
few more for spelling correction. The caller sums statistics over collections; a snapshot covers a single one.

Two implementations: `index.passages.tantivy_engine`, on disk, and `index.passages.memory_engine`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from index.passages.entries import Entry
from index.passages.scoring import Scored, Sought, Terms

NEAR = 10_000
"""Maximum number of words with an affix that a snapshot gives: the most frequent ones, then in alphabetical order (of
the reversed words for a suffix)."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals over the passages of some collections; `terms` counts titles, `sentence_terms` does not."""

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
    """A prefix and a suffix; a word matches if it has either."""

    beginning: str
    ending: str


class Snapshot(Protocol):
    """An immutable, thread-safe view of a collection's index after a commit.

    Every method raises IndexDamaged if it finds the index damaged.
    """

    @property
    def mark(self) -> int:
        """The mark of the commit; 0 if there was none."""

    @property
    def totals(self) -> Totals:
        """Totals over its passages."""

    @property
    def languages(self) -> Mapping[str, int]:
        """The number of passages in each language, by ISO 639-1 code."""

    def frequencies(self, words: Sequence[Sequence[Terms]]) -> list[int]:
        """The document frequency of each word: the number of passages with all terms of one of its alternatives."""

    def candidates(self, sought: Sought, limit: int) -> list[Scored]:
        """The `limit` best passages with any match, by exact `sought.score` (descending) and id."""

    def spelt(self, near: Collection[Affixes]) -> dict[str, int]:
        """The unstemmed words with one of these affixes, at most NEAR for each, and their document frequencies."""

    def entries(self, ids: Collection[int]) -> dict[int, Entry]:
        """The entries of these passages, as far as the index holds them."""

    def marks(self) -> dict[int, int]:
        """The mark of every passage, by id."""


class Change(Protocol):
    """An uncommitted change of a collection's index."""

    def add(self, entry: Entry) -> None:
        """Add a passage that the index does not hold."""

    def remove(self, passage_id: int) -> None:
        """Remove a passage, if the index holds it."""

    def snapshot(self) -> Snapshot | None:
        """The index after the commit; not to be called before."""


class Engine(Protocol):
    """The indexes of collections, by collection id."""

    def at_hand(self, collection: int, mark: int) -> Snapshot | None:
        """The cached snapshot, if it has this mark; nothing is read from disk."""

    def snapshot(self, collection: int) -> Snapshot | None:
        """A snapshot of the current index; None if there is none or it is unreadable."""

    def change(self, collection: int, mark: int) -> AbstractContextManager[Change]:
        """Change a collection's index, created if needed: committed with `mark` at the end, discarded on an exception.

        The caller must allow one change of a collection at a time. Raises StoreError if the index cannot be written.
        """

    def forget(self, collection: int) -> None:
        """Delete a collection's index."""

    def erase_removed(self, collection: int) -> None:
        """Leave nothing of removed passages in the files of a collection's index; what it answers stays the same.

        Like a change, to be called by one caller at a time. Raises StoreError if the index cannot be written.
        """

    def faults(self, collection: int) -> list[str]:
        """The damaged files of a readable index, one line each."""
