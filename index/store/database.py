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

# Seconds to wait for the lock of a database that is only looked at: one that is being recovered has it.
_PATIENCE = 5.0


def connect(path: Path | None, patience: float, *, any_thread: bool = False, only_reads: bool = False) -> Database:
    """A connection to the file at `path` (None: in memory) that waits `patience` seconds for a lock.

    By default only the connecting thread can use it; with `any_thread`, the caller must serialize access.
    Only the owner of the file can open it, and what is deleted is overwritten. Whoever `only_reads` can also use a file
    in a directory that is read-only, or on a full disk. Raises sqlite3.Error.
    """
    if path:
        make_private_database(path)
    database = _opened(path or ":memory:", patience, any_thread)
    if path and only_reads:
        try:
            database.execute("PRAGMA schema_version")
        except sqlite3.OperationalError as error:
            if not _cannot_be_shared(error) or not path.exists() or _has_log(path):
                raise
            database.close()
            database = _opened(f"{path.absolute().as_uri()}?immutable=1", patience, any_thread)
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("PRAGMA secure_delete = ON")
    # A damaged page is an error, instead of whatever its cells seem to hold.
    database.execute("PRAGMA cell_size_check = ON")
    return database


def quick_faults(database: Database, most: int) -> list[str]:
    """The first faults, so many at most, that SQLite's quick check finds in the whole file. Raises sqlite3.Error."""
    found = database.execute(f"PRAGMA quick_check({most})").fetchall()
    return [fault for (fault,) in found if fault != "ok"]


def first_fault(path: Path) -> str | None:
    """The first fault of the database at `path`, or why it cannot be read; None if it is sound."""
    try:
        with closing(connect(path, _PATIENCE, only_reads=True)) as database:
            return next(iter(quick_faults(database, 1)), None)
    except sqlite3.Error as error:
        return str(error)


def is_read_alone(database: Database) -> bool:
    """Whether a connection to a migrated file does not notice what others write, because nothing could be shared."""
    return bool(database.execute("PRAGMA journal_mode").fetchone()[0] != "wal")


def _opened(place: Path | str, patience: float, any_thread: bool) -> Database:
    uri = str(place).startswith("file:")
    return Database(sqlite3.connect(place, timeout=patience, check_same_thread=not any_thread, uri=uri))


def _cannot_be_shared(error: sqlite3.OperationalError) -> bool:
    """Whether the files by which processes share a database cannot be made beside it: then no other one writes it."""
    return error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_FULL"))


def _has_log(path: Path) -> bool:
    """Whether some of the database is still in the write-ahead log."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


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
        try:
            database.enable_wal()
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_READONLY"):
                raise
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
