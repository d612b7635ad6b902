"""Caches of what is made of a word: its terms, its spellings. All of them together are bounded by their bytes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from sys import getsizeof
from typing import Any, Generic, TypeVar
from weakref import WeakValueDictionary

MOST_BYTES = 100_000_000
"""Maximum size of all tables together. When they are full, they are all emptied."""

LONGEST_KEPT = 64
"""Maximum length of a word that is kept, in code points. Longer ones (base64, Chinese) are hardly met twice."""

_SLOT = 100  # bytes of an entry of a dict, about

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
            ROOM.take(_SLOT + getsizeof(word) + _size(made))
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
    """The room that all tables share, in bytes."""

    def __init__(self) -> None:
        self.tables: WeakValueDictionary[int, Table[Any]] = WeakValueDictionary()
        self.taken = 0
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        """Take `size` bytes; empty all tables if there are not as many."""
        with self._lock:
            self.taken += size
            if self.taken > MOST_BYTES:
                self.taken = size
                for table in list(self.tables.values()):
                    table.clear()


ROOM = Room()
"""The room of this process."""


def _size(made: str | tuple[str, ...]) -> int:
    return getsizeof(made) + (sum(map(getsizeof, made)) if isinstance(made, tuple) else 0)
