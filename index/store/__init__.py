"""The store: the SQLite database, through sqlite-utils. It is authoritative; indexes are caches of it.

Readers never wait (WAL). A writer holds the database's write lock for its whole transaction, and waits up to a minute
for another one. The lock also guards the indexes, which have none of their own.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import StoreBusy, StoreError
from index.store import identity
from index.store.database import connect, is_read_alone, migrate, quick_faults
from index.store.erasing import erase_deleted
from index.store.failures import clear_errors
from index.store.reader import Reader
from index.store.rows import BYTES_OF_ROW, Collection, Sizes, StoredDraft, stored_bytes
from index.store.schema import migrations
from index.store.transaction import Transaction

__all__ = [
    "BYTES_OF_ROW",
    "PATIENCE",
    "Collection",
    "Reader",
    "Sizes",
    "Store",
    "StoredDraft",
    "Transaction",
    "stored_bytes",
]

PATIENCE = 60.0
"""Seconds to wait for the write lock."""

_STEP = 0.2
"""Seconds after which a writer that waits looks whether it was interrupted."""

_INSTRUCTIONS = 100_000
"""Instructions of SQLite's, some milliseconds, after which a check looks whether it was interrupted."""

ERASING_PATIENCE = 2.0
"""Seconds to wait for other readers before what was deleted is erased."""


class Store(Reader):
    """The tables of a library. Reads are thread-safe; writes go through a transaction."""

    def __init__(self, path: Path | None) -> None:
        """Open the database at `path`, creating or migrating it; None: an empty read-only one in memory.

        Raises StoreError if the file cannot be opened or written, is not a database, or is of a newer version.
        """
        if path:
            identity.check_file(path)
        super().__init__(path, PATIENCE)
        self._interrupted = threading.Event()
        try:
            self._settle()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def moment(self) -> Iterator[Reader]:
        """A read transaction: a consistent view of all tables, unaffected by concurrent writes."""
        self._find_file(now=True)
        reader = Reader(self.path, PATIENCE)
        try:
            with clear_errors(self.path):
                reader.db.execute("BEGIN")
            yield reader
        finally:
            reader.db.rollback()
            reader.close()

    def _find_file(self, *, now: bool = False) -> None:
        with self._lock:
            if self._place.check(now=now) and self._is_alone:
                self._read_anew()

    def _read_anew(self) -> None:
        """Read what the file holds now: what is read alone changes unseen, and perhaps it can be shared again."""
        with clear_errors(self.path):
            before, self.db = self.db, connect(self.path, PATIENCE, any_thread=True, only_reads=True)
            before.close()
            self._is_alone = is_read_alone(self.db)

    def _settle(self) -> None:
        """Bring the tables up to date. Raises StoreError if this is not the library that the directory had."""
        with clear_errors(self.path):
            self._place = identity.Place(self.path)
            if self.path:
                identity.check_tables(self.db, self.path)
            migrate(self.db, migrations, self.path)
            if self.path:
                self._place.library = identity.settle(self.db, self.path)
            self._is_alone = self.path is not None and is_read_alone(self.db)

    def erase_deleted(self) -> None:
        """Erase from the file what was deleted from the tables; see `index.store.erasing`."""
        if self.path is None:
            return
        self._find_file(now=True)
        with clear_errors(self.path), closing(connect(self.path, ERASING_PATIENCE)) as database:
            erase_deleted(database)

    @contextmanager
    def transaction(self, patience: float = PATIENCE) -> Iterator[Transaction]:
        """A write transaction: committed at the end, rolled back on an exception.

        It has its own connection, so that reads do not wait for it.
        Raises StoreBusy if another writer still holds the lock after `patience` seconds, or when interrupted.
        """
        if self.path is None:
            raise StoreError("this library is not stored anywhere, so nothing can be added to it")
        self._find_file(now=True)
        transaction = Transaction(self.path, min(patience, _STEP), self._interrupted)
        try:
            self._begin(transaction, patience)
            with clear_errors(self.path):
                yield transaction
                transaction.db.commit()
        finally:
            transaction.db.rollback()
            transaction.close()

    def quick_check(self) -> list[str]:
        """The faults of the file that SQLite's quick check finds, at most ten; none if it is interrupted before."""
        with self.moment() as reader, clear_errors(self.path):
            connection = reader.db.conn
            connection.set_progress_handler(self._interrupted.is_set, _INSTRUCTIONS)
            try:
                return quick_faults(reader.db, 10)
            except sqlite3.OperationalError:
                if self._interrupted.is_set():
                    return []
                raise

    def interrupt(self) -> None:
        """From now on, no writer waits for another, and long ones give up: they raise StoreBusy."""
        self._interrupted.set()

    def _begin(self, transaction: Transaction, patience: float) -> None:
        """Take the write lock, in steps that can be interrupted."""
        until = time.monotonic() + patience
        while True:
            try:
                with clear_errors(self.path):
                    transaction.db.execute("BEGIN IMMEDIATE")
                    transaction.db.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
                return
            except StoreBusy:
                if time.monotonic() >= until or self._interrupted.is_set():
                    raise
