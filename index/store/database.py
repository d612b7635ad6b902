"""Connecting to a SQLite file and migrating its schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from sqlite_utils import Database, Migrations

from index.errors import StoreError
from index.store.failures import damaged
from index.store.private_files import make_private_database


def connect(path: Path | None, patience: float, *, any_thread: bool = False) -> Database:
    """A connection to the file at `path` (None: in memory) that waits `patience` seconds for a lock.

    By default only the connecting thread can use it; with `any_thread`, the caller must serialize access.
    Only the owner of the file can open it, and what is deleted is overwritten. Raises sqlite3.Error.
    """
    if path:
        make_private_database(path)
    database = Database(sqlite3.connect(path or ":memory:", timeout=patience, check_same_thread=not any_thread))
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("PRAGMA secure_delete = ON")
    # A damaged page is an error, instead of whatever its cells seem to hold.
    database.execute("PRAGMA cell_size_check = ON")
    return database


readable = partial(str, encoding="utf-8", errors="replace")
"""A text factory that reads text which is no UTF-8 any more, on a damaged disk, with replacements."""


@contextmanager
def readable_text(database: Database) -> Iterator[None]:
    """Meanwhile, text is read as by `readable`; it takes longer."""
    database.conn.text_factory = readable
    try:
        yield
    finally:
        database.conn.text_factory = str


def migrate(database: Database, migrations: Migrations, path: Path | None) -> None:
    """Create or upgrade the tables, and switch the file at `path` to WAL.

    Raises StoreError if they are of a newer version.
    """
    with closing(Database(memory=True)) as nothing:
        known = {migration.name for migration in migrations.pending(nothing)}
    try:
        applied = {migration.name for migration in migrations.applied(database)}
    except KeyError as error:
        raise damaged(path, f"its migrations have no {error}") from error
    # sqlite-utils accepts a database of a newer version silently.
    if applied - known:
        raise StoreError(f"{path} was written by a newer version of verbatim: update verbatim to use it")
    # Also for existing tables: a copy made by VACUUM INTO is not in WAL mode.
    if path:
        database.enable_wal()
    if applied == known:
        return
    # A migration that recreates a table would otherwise delete the rows that refer to it.
    database.execute("PRAGMA foreign_keys = OFF")
    # If two processes migrate at once, the second finds nothing pending.
    database.execute("BEGIN IMMEDIATE")
    with readable_text(database):
        migrations.apply(database)
    database.commit()
    database.execute("PRAGMA foreign_keys = ON")
