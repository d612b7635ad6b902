"""One bot for a data directory: two would answer everybody twice, and take each other's questions."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.errors import ConversationsError
from index.store.private_files import FILE, FOLDER

FILE_NAME = "bot.lock"


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Be the only bot of a data directory. The death of the process ends it. Raises ConversationsError.

    It is held by an open file, so a lock file that is there means nothing. Not SQLite's own lock: others read and copy
    the databases meanwhile.
    """
    path = directory / FILE_NAME
    try:
        directory.mkdir(FOLDER, parents=True, exist_ok=True)
        held = os.open(path, os.O_RDWR | os.O_CREAT, FILE)
    except OSError as error:
        raise ConversationsError(f"{path}: {error.strerror}; the bot must be able to write there") from error
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConversationsError(
                f"another bot answers from {directory}{_by(held)}: stop it, or give this one a directory of its own "
                "with --data"
            ) from None
        with suppress(OSError):  # only so that others can name it; the disk may be full
            os.ftruncate(held, 0)
            os.pwrite(held, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(held)


def _by(held: int) -> str:
    written = os.pread(held, 20, 0)
    return f" (process {written.decode()})" if written.isdigit() else ""
