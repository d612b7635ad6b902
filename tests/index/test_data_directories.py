"""Data directories that are not as they should be: one clear line, and nothing in them is touched."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index import Library, StoreError

from .conftest import Write, dump, quotes
from .processes import PATIENCE, start

OPEN_AT = """
import sys, time
from pathlib import Path
from index import Library
sys.stdin.readline()
Library.open(Path(sys.argv[1]), create=True).add(sys.argv[2])
"""


def refused(directory: Path, *, create: bool = True) -> str:
    with pytest.raises(StoreError) as caught:
        Library.open(directory, create=create)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_a_missing_directory_reads_as_an_empty_library_and_is_not_made(tmp_path: Path, write: Write) -> None:
    with Library.open(tmp_path / "none") as library:
        assert library.is_empty()
        assert library.ask("river").answered is False
        assert all(finding.faults == () for finding in library.check())
        with pytest.raises(StoreError):
            library.add(write("a.txt", "The river rose."))
    assert not (tmp_path / "none").exists()


def test_an_empty_directory_stays_empty_unless_told_otherwise(directory: Path) -> None:
    directory.mkdir()
    Library.open(directory).close()
    assert list(directory.iterdir()) == []


def test_a_directory_is_made_with_all_above_it(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a" / "b" / "c", create=True) as library:
        assert library.is_empty()


@pytest.mark.parametrize("create", [True, False])
def test_a_library_of_a_newer_version_is_refused_and_left_alone(create: bool, directory: Path, write: Write) -> None:
    with Library.open(directory, create=True) as library:
        library.add(write("a.txt", "The river rose."))
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('verbatim.library', 'from_the_future', '2030-01-01')"
        )
        connection.commit()
    before = dump(directory)
    assert "newer version" in refused(directory, create=create)
    assert dump(directory) == before


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough" * 100, b"SQLite format 3\0" + b"?" * 5000]
)
def test_what_is_no_database_is_refused_and_left_alone(create: bool, content: bytes, directory: Path) -> None:
    directory.mkdir()
    (directory / "library.db").write_bytes(content)
    assert "library.db" in refused(directory, create=create)
    assert (directory / "library.db").read_bytes() == content


@pytest.mark.parametrize("create", [True, False])
def test_a_file_in_the_place_of_the_directory_is_refused(create: bool, directory: Path) -> None:
    directory.write_text("not a directory")
    assert str(directory) in refused(directory, create=create)
    assert directory.read_text() == "not a directory"


def test_a_directory_in_the_place_of_the_database_is_refused(directory: Path) -> None:
    (directory / "library.db").mkdir(parents=True)
    refused(directory)


def test_a_directory_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(tmp_path / "file" / "library")


def test_a_directory_that_may_not_be_written_is_refused(directory: Path) -> None:
    directory.mkdir(mode=0o500)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        refused(directory)
    finally:
        if root:
            os.seteuid(0)


def test_processes_that_make_the_same_library_at_once_all_succeed(directory: Path, write: Write) -> None:
    processes = [start(OPEN_AT, str(directory), write(f"{n}.txt", f"River {n} rose.")) for n in range(4)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, errors
    with Library.open(directory) as library:
        assert len(quotes(library.ask("river"))) == 4
