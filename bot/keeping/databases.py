"""Opens the bot's own databases, and commits durably."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.errors import ConversationsError
from index.errors import StoreError
from index.store.database import connect, migrate
from index.store.private_files import FOLDER

_LOCK_TIMEOUT = 5.0  # seconds


def open_database(path: Path, migrations: Migrations) -> Database:
    """Open, create or migrate the database at `path`, for use in this thread only.

    Raises ConversationsError for a database of a newer version, and OSError or sqlite3.Error for other failures.
    """
    path.parent.mkdir(FOLDER, parents=True, exist_ok=True)
    database = connect(path, _LOCK_TIMEOUT)
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
