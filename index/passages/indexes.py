"""Consistency of the indexes with the store: current snapshots, repair, and changes of both.

SQLite is authoritative; an index is a cache. A small collection is indexed in memory when it is searched, in an LRU
cache, so that thousands of them cost nothing. A larger one has an index on disk. Only the size decides, and no answer
depends on it.

An index is up to date if it has the store's mark: a random number per transaction, so that no two histories share one.
A writer holds the store's write lock and commits the index first, then the store; if it is killed in between, the index
has a mark that the store never had. A reader that finds a mark other than the store's repairs the index first, or, if
another process holds the lock, or the index cannot be written, indexes the collection in memory, whatever its size, so
that no question waits.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakValueDictionary

from index.errors import IndexDamaged, NotFound, StoreBusy, StoreError
from index.passages.engine import Change, Engine, Snapshot
from index.passages.entries import Entry
from index.passages.reconciliation import agrees, entries_of, read, reconcile
from index.store import Collection, Reader, Store, Transaction

log = logging.getLogger(__name__)

SMALL = 200
"""Maximum number of passages of a collection without an index on disk; indexing them in memory takes 20 to 40 ms."""

SMALL_BYTES = 500_000
"""Maximum size of such a collection, in the store and in the index: few passages can be long, and then take seconds."""

AGREEMENT = 0.3
"""Seconds that a question waits for a writer that may be between its two commits."""

Found = TypeVar("Found")


class Indexes:
    """The current snapshots of collections, and transactions that change a collection in store and index."""

    def __init__(self, store: Store, folders: Engine, memory: Engine) -> None:
        self._store, self._folders, self._memory = store, folders, memory
        self._making: WeakValueDictionary[int, threading.Lock] = WeakValueDictionary()

    def ask(self, names: Iterable[str], look: Callable[[Sequence[Snapshot]], Found]) -> Found:
        """The result of `look` on snapshots of these collections. If it finds damage, rebuild the indexes and retry."""
        wanted = list(names)
        try:
            return look(self.snapshots(wanted))
        except IndexDamaged:
            for collection in self._store.collections(wanted):
                self._made(collection, anew=True)
            return look(self.snapshots(wanted))

    def snapshots(self, names: Iterable[str]) -> list[Snapshot]:
        """Up-to-date snapshots of these collections, without those that do not exist or never held a passage."""
        return [snapshot for one in self._store.collections(names) if (snapshot := self._current(one))]

    @contextmanager
    def change(self, name: str) -> Iterator[CollectionChange]:
        """Change a collection, created if needed: committed at the end, rolled back on an exception.

        Raises StoreError or StoreBusy.
        """
        with self._store.transaction() as transaction:
            collection = transaction.collection(name)
            had_folder = is_large(transaction, collection)
            if had_folder:
                reconcile(transaction, self._folders, collection)
            with ExitStack() as until_committed:
                change = CollectionChange(transaction, collection, had_folder, self._folders, until_committed)
                yield change
                needs_folder = is_large(transaction, collection)
                if change.touched and needs_folder:
                    change.complete()
            if change.touched:
                transaction.set_mark(collection.id, change.mark)
                if not needs_folder:
                    self._folders.forget(collection.id)

    def erase_removed(self, name: str, at_most: int | None = None) -> None:
        """Leave nothing of removed passages in a collection's index, unless it has more than `at_most` passages.

        Raises StoreError or StoreBusy.
        """
        with self._store.transaction() as transaction:
            for collection in transaction.collections([name]):
                self._memory.erase_removed(collection.id)
                if at_most is None or not transaction.holds_more(collection.id, at_most):
                    self._folders.erase_removed(collection.id)

    @contextmanager
    def moment(self, name: str) -> Iterator[Moment]:
        """The store and the index of a collection as of one moment, the index repaired if possible.

        Other processes may go on writing. Raises StoreBusy if they leave no moment for that, StoreError, or NotFound.
        """
        with ExitStack() as stack:
            reader = stack.enter_context(self._store.moment())
            collection = _the(name, reader)
            if not is_large(reader, collection):
                yield Moment(reader, collection, self._at_hand(collection) or read(reader, self._memory, collection))
                return
            snapshot = self._folders.snapshot(collection.id)
            if not agrees(snapshot, collection):
                # Nobody writes between its repair and the view that is opened then.
                with self._store.transaction() as transaction:
                    snapshot = reconcile(transaction, self._folders, _the(name, transaction))
                    reader = stack.enter_context(self._store.moment())
                    collection = _the(name, reader)
            yield Moment(reader, collection, snapshot, tuple(self._folders.faults(collection.id) if snapshot else ()))

    def _current(self, collection: Collection) -> Snapshot | None:
        if collection.mark == 0:
            return None
        return self._at_hand(collection) or self._made(collection)

    def _at_hand(self, collection: Collection) -> Snapshot | None:
        memory, folders = self._memory, self._folders
        return memory.at_hand(collection.id, collection.mark) or folders.at_hand(collection.id, collection.mark)

    def _made(self, collection: Collection, anew: bool = False) -> Snapshot | None:
        """Open, repair or build the snapshot of a collection, in one thread at a time per collection."""
        with self._making.setdefault(collection.id, threading.Lock()):
            if not anew and (snapshot := self._at_hand(collection)):
                return snapshot
            if not is_large(self._store, collection):
                return self._read(collection)
            snapshot = self._folders.snapshot(collection.id)
            if agrees(snapshot, collection) and not anew:
                return snapshot
            try:
                return self._mended(collection, AGREEMENT, anew)
            except IndexDamaged:
                raise
            except StoreError as error:
                if not isinstance(error, StoreBusy):
                    log.warning("%s is indexed in memory: %s", collection.name, error)
                current = self._store.current(collection)
                snapshot = self._folders.snapshot(current.id)
                return snapshot if agrees(snapshot, current) and not anew else self._read(current)

    def _mended(self, collection: Collection, patience: float, anew: bool = False) -> Snapshot | None:
        """Repair the index on disk, or rebuild it if `anew`. Raises StoreBusy after `patience` seconds."""
        with self._store.transaction(patience) as transaction:
            current = transaction.collection(collection.name)
            if anew:
                self._folders.forget(current.id)
            self._memory.forget(current.id)
            return reconcile(transaction, self._folders, current)

    def _read(self, collection: Collection) -> Snapshot | None:
        """Index a collection in memory."""
        with self._store.moment() as reader:
            current = reader.current(collection)
            return read(reader, self._memory, current)


@dataclass(frozen=True, slots=True)
class Moment:
    """A collection in the store, and its index, as of one moment. `faults`: those of the index's files."""

    reader: Reader
    collection: Collection
    snapshot: Snapshot | None
    faults: tuple[str, ...] = ()


def _the(name: str, store: Reader) -> Collection:
    """The collection with this name. The first query of a moment, this one, decides when it is. Raises NotFound."""
    for collection in store.collections([name]):
        return collection
    raise NotFound(f"there is no collection {name} any more")


def is_large(store: Reader, collection: Collection) -> bool:
    """Whether a collection has an index on disk."""
    return store.holds_more(collection.id, SMALL) or store.size(collection.id) > SMALL_BYTES


class CollectionChange:
    """A change of a collection: of its tables through `transaction`, of its index through `add` and `remove`.

    Passages whose index entries change must be stored with `mark`.
    """

    def __init__(
        self, transaction: Transaction, collection: Collection, had_folder: bool, folders: Engine, until: ExitStack
    ) -> None:
        self.transaction, self.collection = transaction, collection
        self.mark = secrets.randbits(62) | 1  # fits an SQLite integer, and is never 0
        self.touched = False
        self._had_folder, self._folders, self._until = had_folder, folders, until
        self._folder: Change | None = None
        self._waiting: dict[int, Entry] = {}

    def add(self, entry: Entry) -> None:
        """Add the entry of a passage that the index does not hold."""
        self.touched = True
        if self._had_folder or self._folder:
            self._opened().add(entry)
            return
        self._waiting[entry.id] = entry
        if len(self._waiting) > SMALL:
            self._opened()

    def remove(self, passage_id: int) -> None:
        """Remove the entry of a passage."""
        self.touched = True
        self._waiting.pop(passage_id, None)
        if self._had_folder or self._folder:
            self._opened().remove(passage_id)

    def complete(self) -> None:
        """Complete a new index on disk with the passages that were stored before this change."""
        folder = self._opened()
        if not self._had_folder:
            marks = self.transaction.marks(self.collection.id)
            for entry in entries_of(self.transaction, {i: mark for i, mark in marks.items() if mark != self.mark}):
                folder.add(entry)

    def _opened(self) -> Change:
        if self._folder is None:
            if not self._had_folder:
                self._folders.forget(self.collection.id)  # a killed process may have left one
            self._folder = self._until.enter_context(self._folders.change(self.collection.id, self.mark))
            for entry in self._waiting.values():
                self._folder.add(entry)
            self._waiting.clear()
        return self._folder
