"""The truth: a SQLite database, reached through sqlite-utils.

Readers never wait (WAL). Writers hold the database's write lock for the whole of a change and wait for each other up
to a minute; the index is only ever written by whoever holds that lock, so it needs no lock of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from index.errors import StoreError
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
                self._migrate()
        except BaseException:
            self.close()
            raise

    def _migrate(self) -> None:
        with closing(Database(memory=True)) as nothing:
            known = {migration.name for migration in migrations.pending(nothing)}
        applied = {migration.name for migration in migrations.applied(self.db)}
        # sqlite-utils itself would take a database of a newer version silently.
        if applied - known:
            raise StoreError(f"{self.path} was written by a newer version of verbatim: update verbatim to use it")
        # Also where the tables are there: a copy made by VACUUM INTO comes back without it.
        if self.path:
            self.db.enable_wal()
        if applied == known:
            return
        # Two processes may find a new directory at once: the one that comes second finds nothing left to do.
        self.db.execute("BEGIN IMMEDIATE")
        migrations.apply(self.db)
        self.db.commit()

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
