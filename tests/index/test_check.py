"""`check` says what it looked at, and finds what somebody broke."""

from __future__ import annotations

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index import Library
from index.passages.tantivy_engine import TantivyEngine
from index.store.digests import passage_digest

from .conftest import Write, faults
from .copies import assert_as_if_built_anew
from .material import text

pytestmark = pytest.mark.usefixtures("in_folders")


@pytest.fixture
def stocked(library: Library, write: Write) -> Library:
    library.add(write("a.txt", "The river rose. It fell again.\n\nThe bridge closed."), lang="en")
    library.add(write("b.txt", "The volcano erupted."), collection="private", lang="en")
    library.ask("river", ["public", "private"])
    return library


def tamper(directory: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        assert connection.execute(sql, values).rowcount == 1
        connection.commit()


def seal(directory: Path) -> None:
    """As if the first passage had been stored as it is now."""
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute("SELECT * FROM passages WHERE id = 1").fetchone()
        connection.execute("UPDATE passages SET digest = ? WHERE id = 1", [passage_digest(row, ())])
        connection.commit()


def test_it_says_what_it_looked_at(stocked: Library) -> None:
    findings = stocked.check()
    assert [finding.faults for finding in findings] == [()] * 6
    looked_at = {finding.what: finding.checked for finding in findings}
    assert [count for what, count in looked_at.items() if "sentences" in what] == [3]
    assert [count for what, count in looked_at.items() if "public" in what] == [2]
    assert [count for what, count in looked_at.items() if "private" in what] == [1]
    assert any("integrity" in what for what in looked_at)


@pytest.mark.parametrize(
    ("spans", "word"),
    [
        ([0, 15, 16, 99], "inside"),
        ([0, 15, -14, 30], "inside"),
        ([0, 15, 20, 18], "inside"),
        ([0, 20, 16, 30], "overlap"),
        ([16, 30, 0, 15], "overlap"),
        ([0, 15], "belong to no sentence"),
        ([0, 15, 19, 30], "belong to no sentence"),
        ([], "no sentence"),
    ],
)
def test_it_finds_a_sentence_that_is_not_where_it_should_be(
    spans: list[int], word: str, stocked: Library, directory: Path
) -> None:
    tamper(directory, "UPDATE passages SET sentences = ? WHERE id = 1", json.dumps(spans))
    seal(directory)
    found = faults(stocked)
    assert any("passage 1" in fault and word in fault for fault in found), found


@pytest.mark.parametrize("broken", ["[0, 15, 16]", "[0", '{"a": 1}', '["0", "15"]', "[0.5, 15]"])
def test_it_finds_sentences_that_cannot_be_read(broken: str, stocked: Library, directory: Path) -> None:
    tamper(directory, "UPDATE passages SET sentences = ? WHERE id = 1", broken)
    seal(directory)
    assert any("passage 1" in fault for fault in faults(stocked))


def test_it_finds_a_changed_text(stocked: Library, directory: Path) -> None:
    tamper(directory, "UPDATE passages SET text = replace(text, 'river', 'ocean') WHERE id = 1")
    assert any("passage 1 has other terms" in fault for fault in faults(stocked))


def test_it_finds_an_index_entry_that_is_gone(stocked: Library, directory: Path) -> None:
    mark = _mark(directory)
    with TantivyEngine(directory / "index").change(1, mark) as change:
        change.remove(2)
    with Library.open(directory) as reopened:
        found = faults(reopened)
    assert any("passage 2 is missing" in fault for fault in found), found


def test_it_finds_an_index_entry_too_many(stocked: Library, directory: Path) -> None:
    index = TantivyEngine(directory / "index")
    snapshot = index.snapshot(1)
    assert snapshot is not None
    with index.change(1, _mark(directory)) as change:
        change.add(snapshot.entries([1])[1])
    with Library.open(directory) as reopened:
        found = faults(reopened)
    assert any("it holds 3 passages, the store 2" in fault for fault in found), found


def test_it_mends_the_index_of_a_collection_whose_mark_was_changed(stocked: Library, directory: Path) -> None:
    tamper(directory, "UPDATE collections SET mark = mark + 1 WHERE name = 'public'")
    assert faults(stocked) == []
    assert_as_if_built_anew(stocked, directory, ["river", "bridge"])


def test_it_finds_the_changed_mark_of_a_passage(stocked: Library, directory: Path) -> None:
    tamper(directory, "UPDATE passages SET mark = mark + 1 WHERE id = 2")
    assert any("passage 2" in fault for fault in faults(stocked))


def test_it_finds_a_row_that_points_nowhere(stocked: Library, directory: Path) -> None:
    tamper(directory, "DELETE FROM sources WHERE id = 2")
    assert any("points to no row of sources" in fault for fault in faults(stocked))


def test_it_finds_a_deleted_index(stocked: Library, directory: Path) -> None:
    """It is no fault, because the next question makes it anew; but then `check` has to have done so."""
    for file in (directory / "index").rglob("*"):
        if file.is_file():
            file.unlink()
    with Library.open(directory) as reopened:
        assert faults(reopened) == []


@pytest.mark.parametrize("seed", range(4))
def test_it_finds_a_broken_page_and_goes_on_with_the_rest(seed: int, directory: Path, write: Write) -> None:
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    with Library.open(directory, create=True) as library:
        library.add(write("a.txt", text(chance, 400)), lang="en")
    database = directory / "library.db"
    content = bytearray(database.read_bytes())
    page = chance.randrange(8, len(content) // 4096)
    content[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
    database.write_bytes(content)
    with Library.open(directory) as library:
        found = library.check()
    assert len(found) >= 1
    assert found[0].faults


def _mark(directory: Path) -> int:
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        return int(connection.execute("SELECT mark FROM collections WHERE id = 1").fetchone()[0])


def test_the_quick_check_logs_what_sqlite_finds_and_ends_when_it_is_told_to(
    directory: Path, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    with Library.open(directory, create=True) as library:
        library.add(write("a.txt", text(random.Random(1), 4_000)), lang="en")  # noqa: S311  # repeatable, not secret
        library.quick_check()
        assert caplog.messages == []
    database = directory / "library.db"
    content = bytearray(database.read_bytes())
    content[-4096:] = bytes(4096)
    database.write_bytes(content)
    with Library.open(directory) as library:
        library.quick_check()
        assert all("the library is damaged" in line and "verbatim check" in line for line in caplog.messages)
        assert caplog.messages
        caplog.clear()
        library.interrupt()
        library.quick_check()
        assert caplog.messages == []
