"""Copies of a library: what somebody restores from a backup, and what a freshly built one would say."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from index import Library

from .conftest import Told, faults, told


def back_up_database(directory: Path, to: Path) -> Path:
    """A copy of the database's files as they lie there, what is still in the write-ahead log among them."""
    to.mkdir(parents=True, exist_ok=True)
    for name in ("library.db", "library.db-wal"):
        if (directory / name).exists():
            shutil.copy(directory / name, to / name)
    return to


def restore_database(copy: Path, directory: Path) -> None:
    for file in directory.glob("library.db*"):
        file.unlink()
    back_up_database(copy, directory)


def back_up_index(directory: Path, to: Path) -> Path:
    return Path(shutil.copytree(directory / "index", to))


def restore_index(copy: Path, directory: Path) -> None:
    shutil.rmtree(directory / "index", ignore_errors=True)
    shutil.copytree(copy, directory / "index")


def built_anew(directory: Path, asked: Sequence[str], scratch: Path) -> list[Told]:
    """What a library says whose index was made from nothing but this one's database."""
    with (
        closing(sqlite3.connect(directory / "library.db")) as source,
        closing(sqlite3.connect(_made(scratch) / "library.db")) as target,
    ):
        source.backup(target)
    try:
        with Library.open(scratch) as library:
            return answers(library, asked)
    finally:
        shutil.rmtree(scratch)


def answers(library: Library, asked: Sequence[str]) -> list[Told]:
    return [told(library.ask(question, collections_in(library), limit=50)) for question in asked]


def collections_in(library: Library) -> list[str]:
    return sorted({summary.source.collection for summary in library.sources()})


def assert_as_if_built_anew(library: Library, directory: Path, asked: Sequence[str]) -> None:
    """It says what its database says, and `check` agrees."""
    assert answers(library, asked) == built_anew(directory, asked, directory.with_name("anew"))
    assert faults(library) == []


def _made(directory: Path) -> Path:
    directory.mkdir()
    return directory
