"""The indexes of what is stored: which snapshot is current, what is done where there is none, and who may commit.

SQLite is the truth, and an index a cache of it. They agree where they carry the same mark: a number drawn at random for
each transaction, so that two histories never agree by chance. Whoever changes a collection holds the store's write
lock, commits the index first and the store after it: a process that is killed in between leaves an index with a mark
that the store has never had. Whoever asks looks at the store's mark, and where the index has another one, it is mended
first. While another process holds the lock, the index is read into memory instead, so that no question waits.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

from index.errors import IndexDamaged, StoreBusy, StoreError
from index.passages.engine import Change, Engine, Snapshot
from index.passages.entries import Entry
from index.passages.reconciliation import agrees, reconcile
from index.store import PATIENCE, Collection, Store, Transaction

AGREEMENT = 0.3
"""Seconds that a question waits for another process which is between its commit of the index and that of the store."""

Found = TypeVar("Found")


class Indexes:
    """The current snapshot of every stored collection, and the way to change what a collection holds."""

    def __init__(self, store: Store, folders: Engine, memory: Engine) -> None:
        self._store, self._folders, self._memory = store, folders, memory
        self._making: dict[int, threading.Lock] = {}

    def ask(self, names: Iterable[str], look: Callable[[Sequence[Snapshot]], Found]) -> Found:
        """What `look` finds in these collections; once more, in indexes that are made anew, where it finds damage."""
        wanted = list(names)
        try:
            return look(self.snapshots(wanted))
        except IndexDamaged:
            for collection in self._store.collections(wanted):
                self._mended_or_read(collection, anew=True)
            return look(self.snapshots(wanted))

    def snapshots(self, names: Iterable[str]) -> list[Snapshot]:
        """These collections as the store has them now; those that do not exist, or never held anything, have none."""
        return [snapshot for one in self._store.collections(names) if (snapshot := self._current(one))]

    @contextmanager
    def change(self, name: str) -> Iterator[CollectionChange]:
        """Change what a collection, made where there is none, holds: all at the end, or nothing if anything is raised.

        Raises StoreError or StoreBusy.
        """
        with self._store.transaction() as transaction:
            collection = transaction.collection(name)
            reconcile(transaction, self._folders, collection)
            mark = secrets.randbits(62) | 1  # so that it fits an SQLite integer and is never 0
            with ExitStack() as committing:
                change = CollectionChange(
                    transaction,
                    collection,
                    mark,
                    lambda: committing.enter_context(self._folders.change(collection.id, mark)),
                )
                yield change
            if change.touched:
                transaction.set_mark(collection.id, mark)

    def look_again(self, collection: Collection) -> tuple[Snapshot | None, list[str]]:
        """A collection's index as it is now, mended where it can be, and what is wrong with its files."""
        snapshot = self._folders.snapshot(collection.id)
        if not agrees(snapshot, collection):
            with suppress(StoreError):
                snapshot = self._mend(collection, PATIENCE)
        return snapshot, self._folders.faults(collection.id) if snapshot else []

    def _current(self, collection: Collection) -> Snapshot | None:
        for engine in (self._folders, self._memory):
            if snapshot := engine.at_hand(collection.id, collection.mark):
                return snapshot
        snapshot = self._folders.snapshot(collection.id)
        return snapshot if agrees(snapshot, collection) else self._mended_or_read(collection)

    def _mended_or_read(self, collection: Collection, anew: bool = False) -> Snapshot | None:
        try:
            return self._mend(collection, AGREEMENT, anew)
        except StoreBusy:
            (current,) = self._store.collections([collection.name])
            snapshot = self._folders.snapshot(current.id)
            return snapshot if agrees(snapshot, current) and not anew else self._read(current)

    def _mend(self, collection: Collection, patience: float, anew: bool = False) -> Snapshot | None:
        """The index of a collection made to say what the store says."""
        with self._store.transaction(patience) as transaction:
            current = transaction.collection(collection.name)
            if anew:
                self._folders.forget(current.id)
            reconcile(transaction, self._folders, current)
        self._memory.forget(current.id)
        return self._folders.snapshot(current.id)

    def _read(self, collection: Collection) -> Snapshot | None:
        """The index of a collection in memory."""
        with self._store.moment() as reader:
            (current,) = reader.collections([collection.name])
            reconcile(reader, self._memory, current)
        return self._memory.snapshot(current.id)


@dataclass(slots=True)
class CollectionChange:
    """What is being changed of a collection: its tables by `transaction`, its index by `add` and `remove`.

    `mark` is what the passages whose entries change have to carry.
    """

    transaction: Transaction
    collection: Collection
    mark: int
    _open: Callable[[], Change]
    _change: Change | None = None

    @property
    def touched(self) -> bool:
        """Whether an entry was changed."""
        return self._change is not None

    def add(self, entry: Entry) -> None:
        """Put in the entry of a passage that is new."""
        self._index().add(entry)

    def remove(self, passage_id: int) -> None:
        """Take out the entry of a passage."""
        self._index().remove(passage_id)

    def _index(self) -> Change:
        if self._change is None:
            self._change = self._open()
        return self._change
