"""The one way to open a SQLite file: how it is connected to, and how older tables become those of today."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from index.errors import StoreError


def connect(path: Path | None, patience: float, *, any_thread: bool = False) -> Database:
    """A connection that waits `patience` seconds for a lock; None is nothing but memory.

    SQLite refuses every thread but the one that connects; with `any_thread`, the caller sees to it that only one is in
    it at a time. What SQLite finds wrong is raised as it comes, as sqlite3.Error.
    """
    database = Database(sqlite3.connect(path or ":memory:", timeout=patience, check_same_thread=not any_thread))
    database.execute("PRAGMA foreign_keys = ON")
    return database


def migrate(database: Database, migrations: Migrations, path: Path | None) -> None:
    """Make the tables, or bring them up to date; readers never wait for a writer from now on (WAL).

    Raises StoreError where they are of a newer version.
    """
    with closing(Database(memory=True)) as nothing:
        known = {migration.name for migration in migrations.pending(nothing)}
    applied = {migration.name for migration in migrations.applied(database)}
    # sqlite-utils itself would take a database of a newer version silently.
    if applied - known:
        raise StoreError(f"{path} was written by a newer version of verbatim: update verbatim to use it")
    # Also where the tables are there: a copy made by VACUUM INTO comes back without it.
    if path:
        database.enable_wal()
    if applied == known:
        return
    # A migration that makes a table anew would delete all that refers to it.
    database.execute("PRAGMA foreign_keys = OFF")
    # Two processes may find a new directory at once: the one that comes second finds nothing left to do.
    database.execute("BEGIN IMMEDIATE")
    migrations.apply(database)
    database.commit()
    database.execute("PRAGMA foreign_keys = ON")
