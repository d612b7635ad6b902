"""SQLite is the truth: whatever is put beside it, whatever is put back, the next question is answered from it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index import Library
from index.passages.tantivy_engine import TantivyEngine
from tests.index.conftest import Write, quotes, told
from tests.index.copies import (
    answers,
    assert_as_if_built_anew,
    back_up_database,
    back_up_index,
    restore_database,
    restore_index,
)

pytestmark = pytest.mark.usefixtures("in_folders")

ASKED = ["river", "bridge closed", "volcano", "comet", "wheat", "barley closed", "closed"]
FIRST = "The river rose.\n\nThe bridge closed.\n\nThe harbour closed."
SECOND = "The volcano erupted.\n\nThe comet closed in.\n\nLava closed the road."
OTHER = "Wheat fell.\n\nBarley rose.\n\nRye closed the list."


def add(directory: Path, path: str, collection: str = "public") -> None:
    with Library.open(directory, create=True) as library:
        library.add(path, collection=collection, lang="en")


def assert_mended(directory: Path) -> None:
    with Library.open(directory) as library:
        assert_as_if_built_anew(library, directory, ASKED)
        assert any(hits for _, _, hits in answers(library, ASKED))
    with Library.open(directory) as library:
        assert_as_if_built_anew(library, directory, ASKED)


def test_a_deleted_index_comes_back(directory: Path, write: Write) -> None:
    add(directory, write("a.txt", FIRST))
    add(directory, write("b.txt", SECOND), "private")
    shutil.rmtree(directory / "index")
    assert_mended(directory)


@pytest.mark.parametrize("logged", [False, True])
def test_an_old_copy_of_the_database_is_what_counts(
    logged: bool, directory: Path, tmp_path: Path, write: Write
) -> None:
    with Library.open(directory, create=True) as library:
        library.add(write("a.txt", FIRST), lang="en")
        if logged:
            copy = back_up_database(directory, tmp_path / "copy")
            assert (copy / "library.db-wal").stat().st_size > 0
    if not logged:
        copy = back_up_database(directory, tmp_path / "copy")
    add(directory, write("b.txt", SECOND))
    restore_database(copy, directory)
    assert_mended(directory)
    with Library.open(directory) as library:
        assert quotes(library.ask("volcano")) == []


def test_an_old_copy_of_the_index_is_brought_up_to_date(directory: Path, tmp_path: Path, write: Write) -> None:
    add(directory, write("a.txt", FIRST))
    copy = back_up_index(directory, tmp_path / "copy")
    add(directory, write("b.txt", SECOND))
    add(directory, write("a.txt", OTHER))
    restore_index(copy, directory)
    assert_mended(directory)


def test_ids_and_counts_that_coincide_by_chance_deceive_nobody(directory: Path, tmp_path: Path, write: Write) -> None:
    add(directory, write("a.txt", FIRST))
    old = back_up_database(directory, tmp_path / "old database")
    add(directory, write("b.txt", SECOND))
    newer = back_up_index(directory, tmp_path / "newer index")
    restore_database(old, directory)
    add(directory, write("b.txt", OTHER))
    restore_index(newer, directory)
    assert_mended(directory)
    with Library.open(directory) as library:
        assert quotes(library.ask("volcano")) == []
        assert quotes(library.ask("wheat")) == ["Wheat fell."]


def test_a_collection_of_the_same_number_but_another_name_deceives_nobody(
    directory: Path, tmp_path: Path, write: Write
) -> None:
    add(directory, write("a.txt", FIRST))
    old = back_up_database(directory, tmp_path / "old database")
    add(directory, write("b.txt", SECOND), "volcanoes")
    newer = back_up_index(directory, tmp_path / "newer index")
    restore_database(old, directory)
    add(directory, write("b.txt", OTHER), "cereals")
    restore_index(newer, directory)
    assert_mended(directory)
    with Library.open(directory) as library:
        assert quotes(library.ask("volcano", ["cereals", "volcanoes"])) == []


def test_another_librarys_index_is_made_anew(directory: Path, tmp_path: Path, write: Write) -> None:
    add(directory, write("a.txt", FIRST))
    add(tmp_path / "another", write("b.txt", SECOND))
    restore_index(tmp_path / "another" / "index", directory)
    assert_mended(directory)


def test_a_database_put_back_by_vacuum_is_as_good_as_any(directory: Path, tmp_path: Path, write: Write) -> None:
    add(directory, write("a.txt", FIRST))
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        connection.execute("VACUUM INTO ?", [str(tmp_path / "library.db")])
    add(directory, write("b.txt", SECOND))
    restore_database(tmp_path, directory)
    assert_mended(directory)
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_index_made_by_other_rules_is_not_looked_at(
    directory: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("index.passages.tantivy_engine.code_version", lambda: "otherrules")
        add(directory, write("a.txt", FIRST))
    (folder,) = (directory / "index").iterdir()
    with Library.open(directory) as library:
        assert TantivyEngine(directory / "index").root != folder
        assert_as_if_built_anew(library, directory, ASKED)


@pytest.mark.parametrize("asked_before", [True, False])
@pytest.mark.parametrize("then", ["ask", "add", "remove"])
@pytest.mark.parametrize("what", ["deleted", "put back from an old copy"])
def test_an_index_that_changes_under_an_open_library_is_mended(
    asked_before: bool, then: str, what: str, directory: Path, tmp_path: Path, write: Write, library: Library
) -> None:
    first = library.add(write("a.txt", FIRST), lang="en").source
    copy = back_up_index(directory, tmp_path / "copy")
    library.add(write("b.txt", SECOND), lang="en")
    if asked_before:
        before = told(library.ask("closed"))
    shutil.rmtree(directory / "index")
    if what != "deleted":
        restore_index(copy, directory)
    if then == "add":
        library.add(write("c.txt", OTHER), lang="en")
    elif then == "remove":
        library.remove(first.id)
    elif asked_before:
        assert told(library.ask("closed")) == before
    with Library.open(directory) as reopened:
        assert_as_if_built_anew(reopened, directory, ASKED)
    assert_as_if_built_anew(library, directory, ASKED)
