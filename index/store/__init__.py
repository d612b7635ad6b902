"""The truth: a SQLite database, reached through sqlite-utils.

Readers never wait (WAL). Writers hold the database's write lock for the whole of a change and wait for each other up
to a minute; the index is only ever written by whoever holds that lock, so it needs no lock of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import StoreError
from index.store.database import migrate
from index.store.reader import Reader, clear_errors
from index.store.rows import Collection, StoredDraft
from index.store.schema import migrations
from index.store.transaction import Transaction

__all__ = ["PATIENCE", "Collection", "Reader", "Store", "StoredDraft", "Transaction"]

PATIENCE = 60.0
"""Seconds that a writer waits for another one."""


class Store(Reader):
    """One library's tables. Reading is open to every thread at any time; to write, take a transaction."""

    def __init__(self, path: Path | None) -> None:
        """Open the database at `path`, making or migrating it; None is an empty one that is never written anywhere.

        Raises StoreError where the file cannot be opened or written, is no database, or is of a newer version.
        """
        super().__init__(path, PATIENCE)
        try:
            with clear_errors(path):
                migrate(self.db, migrations, path)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def moment(self) -> Iterator[Reader]:
        """Everything as it is at one moment, whatever is written meanwhile."""
        reader = Reader(self.path, PATIENCE)
        try:
            with clear_errors(self.path):
                reader.db.execute("BEGIN")
            yield reader
        finally:
            reader.db.rollback()
            reader.close()

    @contextmanager
    def transaction(self, patience: float = PATIENCE) -> Iterator[Transaction]:
        """Hold the write lock; commit at the end, or leave everything as it was if anything is raised.

        It has a connection of its own, so that whoever asks meanwhile is not kept waiting.
        Raises StoreBusy where another process still holds the lock after `patience` seconds.
        """
        if self.path is None:
            raise StoreError("this library is not stored anywhere, so nothing can be added to it")
        transaction = Transaction(self.path, patience)
        try:
            with clear_errors(self.path):
                transaction.db.execute("BEGIN IMMEDIATE")
                yield transaction
                transaction.db.commit()
        finally:
            transaction.db.rollback()
            transaction.close()
