"""A library whose file is gone, empty, or another one than before is never taken for an empty one, nor quoted."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index import Library, StoreError
from index.store import identity

from .conftest import Write, quotes


def lose(directory: Path) -> None:
    for file in directory.glob("library.db*"):
        file.unlink()


def empty(directory: Path) -> None:
    lose(directory)
    (directory / "library.db").touch()


def empty_of_tables(directory: Path) -> None:
    lose(directory)
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        connection.execute("PRAGMA user_version = 1")


def replace_by_another(directory: Path) -> None:
    other = directory.with_name("other")
    Library.open(other, create=True).close()
    lose(directory)
    shutil.copy(other / "library.db", directory)


LOST: dict[str, tuple[Callable[[Path], None], str]] = {
    "gone": (lose, "is gone, though"),
    "empty": (empty, "is empty, though"),
    "a database without tables": (empty_of_tables, "is empty, though"),
    "another library": (replace_by_another, "is another library than"),
}


@pytest.fixture
def stocked(directory: Path, write: Write) -> Path:
    with Library.open(directory, create=True) as library:
        library.add(write("a.txt", "The river rose."))
    return directory


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("lost", LOST)
def test_it_is_told_at_the_start_until_the_operator_says_otherwise(lost: str, create: bool, stocked: Path) -> None:
    change, told = LOST[lost]
    change(stocked)
    before = sorted((path.name, path.read_bytes()) for path in stocked.iterdir() if path.is_file())
    with pytest.raises(StoreError, match=told) as refused:
        Library.open(stocked, create=create)
    assert len(str(refused.value).splitlines()) == 1
    assert f"delete {stocked / identity.NAME}" in str(refused.value)
    kept = [file for file in before if file[0] != "library.db-shm"]
    assert [one for one in kept if (stocked / one[0]).read_bytes() != one[1]] == []
    (stocked / identity.NAME).unlink()
    with Library.open(stocked, create=True) as library:
        assert library.is_empty()


@pytest.mark.parametrize("verb", ["ask", "sources", "passage", "add", "remove", "check"])
@pytest.mark.parametrize("lost", LOST)
def test_it_is_told_while_the_library_is_open(
    lost: str, verb: str, stocked: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "LOOKED_AT", 0.0)
    path = write("b.txt", "The lake rose.")
    verbs: dict[str, Callable[[Library], object]] = {
        "ask": lambda library: library.ask("river"),
        "sources": Library.sources,
        "passage": lambda library: library.passage(1),
        "add": lambda library: library.add(path),
        "remove": lambda library: library.remove(1),
    }
    with Library.open(stocked) as library:
        assert quotes(library.ask("river")) == ["The river rose."]
        LOST[lost][0](stocked)
        there = (stocked / "library.db").exists()
        told = "library.db (is gone|is empty|was replaced)"
        if verb == "check":
            assert any(re.search(told, fault) for finding in library.check() for fault in finding.faults)
        else:
            with pytest.raises(StoreError, match=told):
                verbs[verb](library)
        assert (stocked / "library.db").exists() is there


def test_it_goes_on_when_the_file_is_back(stocked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "LOOKED_AT", 0.0)
    with Library.open(stocked) as library:
        (stocked / "library.db").rename(stocked / "aside")
        with pytest.raises(StoreError, match="is gone"):
            library.ask("river")
        (stocked / "aside").rename(stocked / "library.db")
        assert quotes(library.ask("river")) == ["The river rose."]


def test_a_moved_directory_and_an_older_copy_of_the_same_library_are_it(
    stocked: Path, tmp_path: Path, write: Write
) -> None:
    shutil.copy(stocked / "library.db", tmp_path / "older.db")
    with Library.open(stocked) as library:
        library.add(write("b.txt", "The lake rose."))
    moved = stocked.rename(tmp_path / "moved")
    with Library.open(moved) as library:
        assert len(library.sources()) == 2
    lose(moved)
    shutil.copy(tmp_path / "older.db", moved / "library.db")
    with Library.open(moved) as library:
        assert len(library.sources()) == 1


def test_a_library_of_an_earlier_version_gets_an_id(stocked: Path) -> None:
    before = identity.remembered(stocked)
    with closing(sqlite3.connect(stocked / "library.db")) as connection, connection:
        connection.execute("DROP TABLE library")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'identity'")
    with Library.open(stocked) as library:  # put back by hand, where a newer one was
        assert quotes(library.ask("river")) == ["The river rose."]
    assert identity.remembered(stocked) == before
    (stocked / identity.NAME).unlink()
    Library.open(stocked).close()
    assert identity.remembered(stocked) == before


@pytest.mark.parametrize("content", ["", "half", "\0" * 33])
def test_an_id_of_which_a_full_disk_left_half_is_written_again(content: str, stocked: Path) -> None:
    before = identity.remembered(stocked)
    (stocked / identity.NAME).write_text(content)
    Library.open(stocked).close()
    assert identity.remembered(stocked) == before


def test_another_library_that_is_copied_over_the_open_file_is_told(
    stocked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the same file then, by its number; only what it holds is another library's."""
    monkeypatch.setattr(identity, "LOOKED_AT", 0.0)
    other = stocked.with_name("other")
    Library.open(other, create=True).close()
    with Library.open(stocked) as library:
        assert quotes(library.ask("river")) == ["The river rose."]
        (stocked / "library.db").write_bytes((other / "library.db").read_bytes())
        with pytest.raises(StoreError, match="was replaced by another library"):
            library.ask("river")
        (stocked / "library.db").write_bytes(b"no database" * 1000)
        with pytest.raises(StoreError, match="is damaged or no library"):
            library.ask("river")
