"""Opening a file of the bot's own, and changing it so that the change outlives a power cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.errors import ConversationsError
from index.errors import StoreError
from index.store.database import connect, migrate

_PATIENCE = 5.0  # seconds


def open_database(path: Path, migrations: Migrations) -> Database:
    """The database at `path`, made or migrated. Raises ConversationsError for one of a newer version.

    It belongs to the thread that opens it: SQLite refuses every other one. Whatever else is wrong with it is raised as
    it comes, OSError or sqlite3.Error: whoever opens a file knows what is lost with it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    database = connect(path, _PATIENCE)
    try:
        # In WAL mode NORMAL never damages the file; at worst the last changes before a power cut are forgotten.
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
    """A change that outlives a power cut from the moment it is made."""
    database.execute("PRAGMA synchronous = FULL")
    try:
        with database.atomic():
            yield
    finally:
        database.execute("PRAGMA synchronous = NORMAL")
