"""SQLite's errors in the words of whoever has to do something about them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils.db import NotFoundError

from index.errors import StoreBusy, StoreError, in_short

FULL = "the disk is full: nothing was changed; make room and try again"

_DAMAGED = "{path} is damaged or no library ({error}); restore a copy, or choose another directory"
_TOLD = {
    "SQLITE_FULL": "{path} cannot be written, because " + FULL,
    "SQLITE_READONLY": "{path} may not be written: check its owner and permissions, and those of its directory",
    "SQLITE_CANTOPEN": "cannot use {path}: it cannot be opened; check that the directory exists and may be written",
    "SQLITE_IOERR": "{path} cannot be read or written ({error}): the disk is full or fails; make room, or check it",
    "SQLITE_PERM": "{path} may not be opened: check its owner and permissions",
    "SQLITE_AUTH": "{path} may not be opened: check its owner and permissions",
    "SQLITE_NOMEM": "there is too little memory to use {path}",
}


@contextmanager
def clear_errors(path: Path | None) -> Iterator[None]:
    """Translate SQLite's errors into StoreError and StoreBusy, with messages that the user can act on."""
    try:
        yield
    except (sqlite3.Error, NotFoundError) as error:
        told = in_short(error)
        if "decode to UTF-8" in told:
            told = "a text is no UTF-8"  # which SQLite's error quotes
        if "locked" in told:
            raise StoreBusy(f"another process is writing to {path}; try again when it is done") from error
        # A code such as SQLITE_IOERR_SHMSIZE has that of its kind in front; errors of Python's module have none.
        kind = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        kind = "SQLITE_FULL" if "disk is full" in told else kind
        raise StoreError(_TOLD.get(kind, _DAMAGED).format(path=path, error=told)) from error
    except (OverflowError, UnicodeDecodeError) as error:  # of a number, or of an error that quotes a damaged schema
        raise damaged(path, error) from error


def damaged(path: Path | None, error: object) -> StoreError:
    """That a file is no database of a library any more, or never was one."""
    return StoreError(_DAMAGED.format(path=path, error=in_short(error)))
