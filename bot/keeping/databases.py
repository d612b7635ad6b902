"""Opens the bot's own databases, and commits durably.

Each has two connections: one to read, in the event loop, which waits for nobody, and one to write, in a thread of its
own (`bot.keeping.keeper`), which may wait for another process or for the disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.errors import ConversationsError
from index.errors import StoreError
from index.store.database import connect, migrate
from index.store.private_files import FOLDER

_LOCK_TIMEOUT = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class OwnDatabase:
    """A database of the bot's. `reading` is for the thread that opened it, `writing` for one thread at a time."""

    reading: Database
    writing: Database

    def close(self) -> None:
        """Close both connections."""
        self.reading.conn.close()
        self.writing.conn.close()


def open_database(path: Path, migrations: Migrations) -> OwnDatabase:
    """Open, create or migrate the database at `path`.

    Raises ConversationsError for a database of a newer version, and OSError or sqlite3.Error for other failures.
    """
    path.parent.mkdir(FOLDER, parents=True, exist_ok=True)
    writing = _connection(path, migrations)
    try:
        return OwnDatabase(connect(path, _LOCK_TIMEOUT), writing)
    except BaseException:
        writing.close()
        raise


def _connection(path: Path, migrations: Migrations) -> Database:
    database = connect(path, _LOCK_TIMEOUT, any_thread=True)
    try:
        # In WAL mode, NORMAL never corrupts the file; a power cut can lose the last transactions.
        database.execute("PRAGMA synchronous = NORMAL")
        migrate(database, migrations, path)
    except StoreError as error:
        database.close()
        raise ConversationsError(str(error)) from None
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def durable(database: Database) -> Iterator[None]:
    """A transaction that survives a power cut once it is committed."""
    database.execute("PRAGMA synchronous = FULL")
    try:
        with database.atomic():
            yield
    finally:
        database.execute("PRAGMA synchronous = NORMAL")
