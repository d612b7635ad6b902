"""Caches of what is made of a word: its terms, its spellings. All of them together are bounded by their bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar
from weakref import WeakValueDictionary

MOST_BYTES = 100_000_000
"""Maximum size of all tables together. When they are full, they are all emptied."""

LONGEST_KEPT = 64
"""Maximum length of a word that is kept, in code points. Longer ones (base64, Chinese) are hardly met twice."""

# Bytes, about: an entry of a dict with the objects of a short word, one more term of it, and a character.
_ENTRY, _TERM, _CHARACTER = 60, 70, 2

Made = TypeVar("Made", bound="str | tuple[str, ...]")


class Table(dict[str, Made], Generic[Made]):
    """A cache of `make(word)` by word. A dict subclass, because look-ups dominate the time of indexing a passage."""

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self.make = make
        ROOM.tables[id(self)] = self

    def __missing__(self, word: str) -> Made:
        made = self.make(word)
        if len(word) <= LONGEST_KEPT:
            each = _TERM if made.__class__ is tuple else _CHARACTER
            ROOM.take(_ENTRY + len(word) * _CHARACTER + len(made) * each)
            self[word] = made
        return made


class Passing(dict[str, Made], Generic[Made]):
    """A table for one text whose words are not to be kept: it reads from another, and writes nothing to it."""

    def __init__(self, table: Table[Made]) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, word: str) -> Made:
        kept = self._table.get(word)
        made = self[word] = self._table.make(word) if kept is None else kept
        return made


class Room:
    """The room that all tables share. Its bytes are counted without a lock: threads may lose a few."""

    def __init__(self) -> None:
        self.tables: WeakValueDictionary[int, Table[Any]] = WeakValueDictionary()
        self.taken = 0

    def take(self, size: int) -> None:
        """Take `size` bytes; empty all tables if there are not as many."""
        self.taken += size
        if self.taken > MOST_BYTES:
            self.taken = size
            for table in list(self.tables.values()):
                table.clear()


ROOM = Room()
"""The room of this process."""
