"""The indexes of what is stored: which snapshot is current, what is done where there is none, and who may commit.

SQLite is the truth, and an index a cache of it. A collection of few passages has none: it is read into memory when it
is asked, and let go when others are asked more, so that thousands of them cost nothing. A larger one has a folder. Its
size alone decides which, and no answer depends on it.

Store and folder agree where they carry the same mark: a number drawn at random for each transaction, so that two
histories never agree by chance. Whoever changes a collection holds the store's write lock, commits the index first and
the store after it: a process that is killed in between leaves an index with a mark that the store has never had.
Whoever asks looks at the store's mark, and where the folder has another one, it is mended first. While another process
holds the lock, the collection is read into memory, however large, so that no question waits.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TypeVar
from weakref import WeakValueDictionary

from index.errors import IndexDamaged, StoreBusy, StoreError
from index.passages.engine import Change, Engine, Snapshot
from index.passages.entries import Entry
from index.passages.reconciliation import agrees, entries_of, read, reconcile
from index.store import PATIENCE, Collection, Store, Transaction

SMALL = 200
"""Passages, at most, of a collection that has no folder: reading so many takes 20 to 40 ms."""

AGREEMENT = 0.3
"""Seconds that a question waits for another process which is between its commit of the index and that of the store."""

Found = TypeVar("Found")


class Indexes:
    """The current snapshot of every stored collection, and the way to change what a collection holds."""

    def __init__(self, store: Store, folders: Engine, memory: Engine) -> None:
        self._store, self._folders, self._memory = store, folders, memory
        self._making: WeakValueDictionary[int, threading.Lock] = WeakValueDictionary()

    def ask(self, names: Iterable[str], look: Callable[[Sequence[Snapshot]], Found]) -> Found:
        """What `look` finds in these collections; once more, in indexes that are made anew, where it finds damage."""
        wanted = list(names)
        try:
            return look(self.snapshots(wanted))
        except IndexDamaged:
            for collection in self._store.collections(wanted):
                self._made(collection, anew=True)
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
            had_folder = transaction.holds_more(collection.id, SMALL)
            if had_folder:
                reconcile(transaction, self._folders, collection)
            with ExitStack() as until_committed:
                change = CollectionChange(transaction, collection, had_folder, self._folders, until_committed)
                yield change
                needs_folder = transaction.holds_more(collection.id, SMALL)
                if change.touched and needs_folder:
                    change.complete()
            if change.touched:
                transaction.set_mark(collection.id, change.mark)
                if not needs_folder:
                    self._folders.forget(collection.id)

    def look_again(self, collection: Collection) -> tuple[Snapshot | None, list[str]]:
        """A collection's index as it is now, mended where it can be, and what is wrong with its files."""
        if not self._store.holds_more(collection.id, SMALL):
            return self._current(collection), []
        snapshot = self._folders.snapshot(collection.id)
        if not agrees(snapshot, collection):
            with suppress(StoreError):
                snapshot = self._mended(collection, PATIENCE)
        return snapshot, self._folders.faults(collection.id) if snapshot else []

    def _current(self, collection: Collection) -> Snapshot | None:
        if collection.mark == 0:
            return None
        return self._at_hand(collection) or self._made(collection)

    def _at_hand(self, collection: Collection) -> Snapshot | None:
        memory, folders = self._memory, self._folders
        return memory.at_hand(collection.id, collection.mark) or folders.at_hand(collection.id, collection.mark)

    def _made(self, collection: Collection, anew: bool = False) -> Snapshot | None:
        """A snapshot of a collection of which none is at hand. Threads that want the same one wait for each other."""
        with self._making.setdefault(collection.id, threading.Lock()):
            if not anew and (snapshot := self._at_hand(collection)):
                return snapshot
            if not self._store.holds_more(collection.id, SMALL):
                return self._read(collection)
            snapshot = self._folders.snapshot(collection.id)
            if agrees(snapshot, collection) and not anew:
                return snapshot
            try:
                return self._mended(collection, AGREEMENT, anew)
            except StoreBusy:
                (current,) = self._store.collections([collection.name])
                snapshot = self._folders.snapshot(current.id)
                return snapshot if agrees(snapshot, current) and not anew else self._read(current)

    def _mended(self, collection: Collection, patience: float, anew: bool = False) -> Snapshot | None:
        """The folder of a collection, made to say what the store says."""
        with self._store.transaction(patience) as transaction:
            current = transaction.collection(collection.name)
            if anew:
                self._folders.forget(current.id)
            self._memory.forget(current.id)
            return reconcile(transaction, self._folders, current)

    def _read(self, collection: Collection) -> Snapshot | None:
        """What the store says of a collection, in memory."""
        with self._store.moment() as reader:
            (current,) = reader.collections([collection.name])
            return read(reader, self._memory, current)


class CollectionChange:
    """What is being changed of a collection: its tables by `transaction`, its index by `add` and `remove`.

    `mark` is what the passages whose entries change have to carry.
    """

    def __init__(
        self, transaction: Transaction, collection: Collection, had_folder: bool, folders: Engine, until: ExitStack
    ) -> None:
        self.transaction, self.collection = transaction, collection
        self.mark = secrets.randbits(62) | 1  # so that it fits an SQLite integer and is never 0
        self.touched = False
        self._had_folder, self._folders, self._until = had_folder, folders, until
        self._folder: Change | None = None
        self._waiting: dict[int, Entry] = {}

    def add(self, entry: Entry) -> None:
        """Put in the entry of a passage that is not there."""
        self.touched = True
        if self._had_folder or self._folder:
            self._opened().add(entry)
            return
        self._waiting[entry.id] = entry
        if len(self._waiting) > SMALL:
            self._opened()

    def remove(self, passage_id: int) -> None:
        """Take out the entry of a passage."""
        self.touched = True
        self._waiting.pop(passage_id, None)
        if self._had_folder or self._folder:
            self._opened().remove(passage_id)

    def complete(self) -> None:
        """See to it that the folder holds all of the collection, also what was there when it had none."""
        folder = self._opened()
        if not self._had_folder:
            marks = self.transaction.marks(self.collection.id)
            for entry in entries_of(self.transaction, {i: mark for i, mark in marks.items() if mark != self.mark}):
                folder.add(entry)

    def _opened(self) -> Change:
        if self._folder is None:
            if not self._had_folder:
                self._folders.forget(self.collection.id)  # what a process may have left that was killed
            self._folder = self._until.enter_context(self._folders.change(self.collection.id, self.mark))
            for entry in self._waiting.values():
                self._folder.add(entry)
            self._waiting.clear()
        return self._folder
