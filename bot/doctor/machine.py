"""The machine: versions, the data directory, its disk, what is stored and the indexes of it."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bot.doctor.examined import Examined, note, ok, problem
from bot.keeping import answers, chats
from index import Library
from index.errors import LibraryError
from index.store.database import first_fault
from index.store.private_files import open_to_others

_LITTLE = 100_000_000
"""Free bytes below which the next addition, or the next answer's buttons, may fail."""

_OWN = (answers.FILE_NAME, chats.FILE_NAME)


def examine_machine(directory: Path) -> Iterator[Examined]:
    """Examine all that needs no network. Nothing is changed but what every question may change: indexes are mended."""
    yield _versions()
    yield _directory(directory)
    if not (directory / "library.db").exists():
        return
    yield _disk(directory)
    yield from _library(directory)
    yield from (_database(directory / name) for name in _OWN if (directory / name).exists())


def _versions() -> Examined:
    names = {"verbatim": version("verbatim"), "Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
    names |= {name: version(name) for name in ("tantivy", "python-telegram-bot")}
    return ok("versions", ", ".join(f"{name} {number}" for name, number in names.items()))


def _directory(directory: Path) -> Examined:
    if not directory.is_dir():
        return note("directory", f"{directory} does not exist; `verbatim add PATH` makes it, or name another by --data")
    if not (directory / "library.db").exists():
        return note("directory", f"{directory} holds no library; `verbatim add PATH` makes one")
    if not os.access(directory, os.W_OK | os.X_OK):
        return problem("directory", f"{directory} cannot be written: chown or chmod it for the user of the bot")
    if wide := open_to_others([directory, *directory.glob("*.db*"), directory / "index"]):
        return note("directory", f"{wide[0]}: chmod go= it")
    return ok("directory", str(directory))


def _disk(directory: Path) -> Examined:
    free = shutil.disk_usage(directory).free
    used = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    said = f"{_megabytes(free)} free, {_megabytes(used)} used by {directory}"
    if free < _LITTLE:
        return problem("disk", f"{said}: make room, or additions and buttons will fail")
    if free < used:
        return note("disk", f"{said}: a backup, or an index that is written anew, may not fit")
    return ok("disk", said)


def _library(directory: Path) -> Iterator[Examined]:
    if fault := first_fault(directory / "library.db"):
        yield problem("library", f"library.db is damaged ({fault}): `verbatim check` says more; restore a backup")
        return
    try:
        with Library.open(directory) as library:
            sources = library.sources()
            said = f"{len(sources):,} sources, {sum(one.passages for one in sources):,} passages"
            yield ok("library", said) if sources else note("library", f"{said}: `verbatim add PATH` adds some")
            stocked = library.stocked()
            languages = library.languages(stocked)
            yield ok("indexes", f"of {len(stocked):,} collections, in {', '.join(languages) or 'no language'}")
    except LibraryError as error:
        yield problem("library", str(error))


def _database(path: Path) -> Examined:
    if fault := first_fault(path):
        return problem(path.name, f"it is damaged ({fault}): restore a backup, or move it away")
    return ok(path.name, _megabytes(path.stat().st_size))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
