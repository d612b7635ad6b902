"""Whether the database in a data directory is the one that was there before: it has a random id, and a file beside it.

A file that is gone, empty, or another library's is then never taken for an empty library. A directory can be moved, and
an older copy of the same library put back; an id that earlier versions did not have is given when they are opened.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils import Database

from index.errors import StoreError
from index.store.database import connect
from index.store.failures import clear_errors
from index.store.private_files import narrow, private

NAME = "library.id"
"""The file that remembers that the directory has a library, and which."""

LOOKED_AT = 1.0
"""Seconds for which the place of a file is taken to be as it was."""

_LENGTH = 32


def remembered(directory: Path) -> str | None:
    """The id of the library that a directory has or had; None if it never had one. Raises StoreError."""
    try:
        found = (directory / NAME).read_text("ascii", "replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError(f"cannot read {directory / NAME}: {error.strerror or error}") from error
    return found if len(found) == _LENGTH else None  # else what a full disk or a power cut left of it


def forget(directory: Path) -> None:
    """Whatever library comes next belongs into this directory. Raises OSError."""
    (directory / NAME).unlink(missing_ok=True)


def check_file(path: Path) -> None:
    """Raise StoreError if a database is gone or empty, though its directory had one."""
    if remembered(path.parent):
        with suppress(FileNotFoundError):
            if path.stat().st_size:
                return
            raise _gone(path, "empty")
        raise _gone(path, "gone")


def check_tables(database: Database, path: Path) -> None:
    """Raise StoreError if a database has no tables, though its directory had a library."""
    if remembered(path.parent) and not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise _gone(path, "empty")


def settle(database: Database, path: Path) -> str | None:
    """Give a library that has none an id, and remember it beside the file, as far as both may be written; return it.

    Raises StoreError if it is another library than the directory had before.
    """
    before = remembered(path.parent)
    found = _id_in(database)
    if found is None:
        # Where nothing may be written, the library has no id yet.
        sql = "INSERT INTO library (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM library)"
        with suppress(sqlite3.OperationalError):
            database.execute(sql, [before or secrets.token_hex(_LENGTH // 2)])
            database.conn.commit()
        found = _id_in(database)
    if found is None:
        return None
    if before is None:
        with suppress(OSError):  # of a directory that may not be written, nothing is remembered
            _write(path.parent / NAME, found)
        return found
    narrow([path.parent / NAME])
    if found != before:
        raise StoreError(
            f"{path} is another library than {path.parent} had: put that one back;"
            f" or, to use this one from now on, delete {path.parent / NAME}"
        )
    return found


def _id_in(database: Database) -> str | None:
    row = database.execute("SELECT id FROM library").fetchone()
    return str(row[0]) if row else None


class Place:
    """Where an open database was found. Its file goes on to be read when its name is gone, or means another file."""

    def __init__(self, path: Path | None) -> None:
        """Remember the file that `path` names now. Raises OSError."""
        self._path = path
        self._file = _file_at(path) if path else None
        self._written: tuple[int, int] | None = None
        self._looked = time.monotonic()
        self.library: str | None = None
        """The id of the library that was opened; None as long as it has none."""

    def check(self, *, now: bool = False) -> bool:
        """Raise StoreError as long as the name means no file, an empty one, or another one.

        Looks once a second at most, unless `now`. Returns whether it looked.
        """
        if self._path is None or not (now or time.monotonic() - self._looked >= LOOKED_AT):
            return False
        try:
            status = self._path.stat()
        except OSError as error:
            raise _gone(self._path, "gone") from error
        if not status.st_size:
            raise _gone(self._path, "empty")
        if (status.st_dev, status.st_ino) != self._file:
            # Not opened instead: the log that SQLite keeps beside it belongs to the file that was there before.
            raise StoreError(
                f"{self._path} was replaced while it was open: stop what uses it, delete {self._path.name}-wal and"
                f" {self._path.name}-shm, put the file there again, and start anew"
            )
        written = status.st_size, status.st_mtime_ns
        if written != self._written and self.library:
            self._check_library(self._path)
        self._written = written
        self._looked = time.monotonic()
        return True

    def _check_library(self, path: Path) -> None:
        """Raise StoreError if another library was copied over the file."""
        # The open connection would go on to read its pages from memory.
        with clear_errors(path), suppress(sqlite3.OperationalError):
            with closing(connect(path, 0, only_reads=True)) as database:
                if _id_in(database) == self.library:
                    return
            raise StoreError(f"{path} was replaced by another library while it was open: start anew to use that one")


def _file_at(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _gone(path: Path, what: str) -> StoreError:
    return StoreError(
        f"{path} is {what}, though {path.parent} had a library: put the file back, or restore a backup into another"
        f" directory; to begin anew, delete {path.parent / NAME}"
    )


def _write(path: Path, content: str) -> None:
    """Write a small file as a whole, or not at all."""
    made = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(made, "x", opener=private) as file:
            file.write(f"{content}\n")
        os.replace(made, path)
    finally:
        made.unlink(missing_ok=True)
