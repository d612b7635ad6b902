"""Files that only their owner can open: modes 0600 and, for folders, 0700, whatever the umask of the process.

A file that has a wider mode already, as earlier versions made them, is narrowed when it is opened, with a line in the
log. A data directory that exists is the operator's: its mode is never changed, only reported by `verbatim check`.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

FILE, FOLDER = 0o600, 0o700
_OTHERS = 0o077
_BESIDES = ("-wal", "-shm", "-journal")
"""What SQLite puts behind the name of a database file; it gives them the mode of that file."""


def private(path: str | os.PathLike[str], flags: int) -> int:
    """Open a file that is made for its owner alone: an opener for `open`. Raises OSError."""
    return os.open(path, flags, FILE)


def make_private_database(path: Path) -> None:
    """Create an empty database file, or narrow the modes of an existing one and of the files beside it.

    What cannot be created is left to SQLite, which says why.
    """
    with suppress(OSError):
        os.close(private(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    narrow([path, *(path.with_name(path.name + ending) for ending in _BESIDES)])


def make_private_folder(path: Path) -> None:
    """Create a folder, or narrow the mode of an existing one. Folders above it have to exist. Raises OSError."""
    with suppress(FileExistsError):
        path.mkdir(FOLDER)
    narrow([path])


def narrow(paths: Iterable[Path], *, quietly: bool = False) -> None:
    """Narrow the modes of those of these files and folders that others may open. `quietly`: they were just made."""
    for path in paths:
        mode = _mode(path)
        if not mode & _OTHERS:
            continue
        try:
            path.chmod(mode & ~_OTHERS)
        except OSError as error:  # another user's
            log.warning("%s may be opened by other users (%s)", path, error.strerror or error)
            continue
        if not quietly:
            log.info("%s could be opened by other users; now only by its owner", path)


def open_to_others(paths: Iterable[Path]) -> list[str]:
    """Those of these files and folders that others may open, one line each."""
    found = ((path, _mode(path)) for path in paths)
    return [f"{path} may be opened by other users (mode {mode:04o})" for path, mode in found if mode & _OTHERS]


def _mode(path: Path) -> int:
    """The mode of a file; 0 if there is none."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0
