"""What tantivy fails with, as errors of the library. It raises ValueError for most of it, and panics for the rest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import IndexDamaged, StoreError, in_short
from index.store.failures import FULL

_NEARLY_FULL = 1_000_000
"""Bytes that are free on a disk which has no room for an index."""


@contextmanager
def telling_damage() -> Iterator[None]:
    """Translate tantivy's errors and panics on damaged files into IndexDamaged."""
    try:
        yield
    except (ValueError, KeyError) as error:
        raise IndexDamaged(f"the index cannot be read: {error}") from error
    except BaseException as error:
        if not _is_panic(error):
            raise
        raise IndexDamaged(f"the index cannot be read: {error}") from error


@contextmanager
def telling_failure(folder: Path) -> Iterator[None]:
    """Translate what stops the writing of an index in a folder into StoreError."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise _failure(folder, error) from error
    except BaseException as error:
        if not _is_panic(error):
            raise
        raise _failure(folder, error) from error


def _is_panic(error: BaseException) -> bool:
    # Its type cannot be imported, and is not an Exception.
    return type(error).__name__ == "PanicException"


def _failure(folder: Path, error: BaseException) -> StoreError:
    told = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    why = in_short(told)
    # What stopped a thread of tantivy's is not told.
    if "No space left" in told or ("thread" in told and _is_nearly_full(folder)):
        why = FULL
    return StoreError(f"cannot write the index in {folder}: {why}")


def _is_nearly_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NEARLY_FULL
    except OSError:
        return False
