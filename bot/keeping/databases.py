"""Opening a file of the bot's own, and changing it so that the change outlives a power cut."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.errors import ConversationsError


def open_database(path: Path, migrations: Migrations) -> Database:
    """The database at `path`, made or migrated. Raises ConversationsError for one of a newer version.

    It belongs to the thread that opens it: SQLite refuses every other one. Whatever else is wrong with it is raised as
    it comes, OSError or sqlite3.Error: whoever opens a file knows what is lost with it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=5)
    connection.execute("PRAGMA journal_mode = WAL")
    # In WAL mode NORMAL never damages the file; at worst the last changes before a power cut are forgotten.
    connection.execute("PRAGMA synchronous = NORMAL")
    database = Database(connection)
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    # sqlite-utils itself would take a database of a newer version without a word.
    if any(migration.name not in known for migration in migrations.applied(database)):
        raise ConversationsError(f"{path} was written by a newer version of verbatim; please install that one")
    migrations.apply(database)
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
