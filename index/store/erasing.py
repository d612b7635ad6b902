"""Erasure: deleted rows leave no trace in the files of a database.

Every connection overwrites what it deletes (`PRAGMA secure_delete`, see `connect`). Two more places hold copies: the
write-ahead log, until it is truncated; and the unused parts of pages between which SQLite has moved rows, until the
file, or the table, is written anew. Measured: of 10,000 distinct words deleted, one was left in such a part.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable

from sqlite_utils import Database

log = logging.getLogger(__name__)

REWRITTEN = 64_000_000
"""Size up to which a file is written anew, in bytes; takes about half a second."""


def erase_deleted(database: Database) -> bool:
    """Erase from a database's files what was deleted, outside of a transaction. Returns whether that was possible.

    It is not while another connection reads or writes for longer than this one waits; the next time makes up for it.
    """

    def rewrite() -> None:
        if os.path.getsize(_file(database)) <= REWRITTEN:
            # In memory, so that no copy gets into a folder for temporary files.
            database.execute("PRAGMA temp_store = MEMORY")
            database.execute("VACUUM")

    return _erase(database, rewrite)


def erase_deleted_from(database: Database, table: str) -> bool:
    """Like `erase_deleted`, for one table without indexes, and in a time that depends on its size alone.

    A dropped table leaves nothing: its pages are overwritten as wholes, not cell by cell.
    """

    def rewrite() -> None:
        database.execute("PRAGMA temp_store = MEMORY")
        with database.atomic():
            made = database[table].schema
            database.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
            database.execute(made)
            database.execute(f"INSERT INTO {table} SELECT * FROM {table}_before")  # noqa: S608  # a name of our own
            database.execute(f"DROP TABLE {table}_before")

    return _erase(database, rewrite)


def empty_log(database: Database) -> bool:
    """Like `erase_deleted`, where numbers were deleted and no words: the write-ahead log is all that holds them."""
    return _erase(database, lambda: None)


def _erase(database: Database, rewrite: Callable[[], None]) -> bool:
    try:
        rewrite()
        (busy, *_) = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except (sqlite3.OperationalError, OSError) as error:
        log.warning("%s: what was deleted is not erased yet: %s", _file(database), error)
        return False
    if busy:
        log.warning("%s: what was deleted is not erased yet: another process is reading", _file(database))
    return not busy


def _file(database: Database) -> str:
    return str(database.execute("PRAGMA database_list").fetchone()[2])
