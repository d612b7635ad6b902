"""What is removed is in no byte of any file of the data directory any more."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index import Library
from index.passages.indexes import SMALL
from tests.leftovers import holding

# The word of a text, its stem, a word of a title, and a file name.
WORDS = ["zebraquokkas", "zebraquokka", "Quaggamuffin", "aardwolfish"]
TEXT = "Nobody saw the zebraquokkas that night."


def fill(tmp_path: Path, library: Library, passages: int) -> None:
    """Store so many other passages."""
    rows = [json.dumps({"text": f"Lantern number {number} hangs at the pier."}) for number in range(passages)]
    (tmp_path / "lanterns.jsonl").write_text("\n".join(rows))
    library.add(str(tmp_path / "lanterns.jsonl"))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "aardwolfish.jsonl"
    file.write_text(json.dumps({"text": TEXT, "title": "Quaggamuffin"}))
    return file


@pytest.mark.attack("a removed text is read from the files")
@pytest.mark.parametrize("others", [3, 2 * SMALL], ids=["in memory", "on disk"])
def test_a_removed_text_is_in_no_file(tmp_path: Path, directory: Path, secret: Path, others: int) -> None:
    with Library.open(directory, create=True) as library:
        fill(tmp_path, library, others)
        added = library.add(str(secret))
        assert library.ask("Who saw the zebraquokkas?").answered
        assert {line.rpartition(": ")[2] for line in holding(directory, WORDS)} == set(WORDS)
        library.remove(added.source.id)
        assert holding(directory, WORDS) == []
        assert not library.ask("Who saw the zebraquokkas?").answered
        assert all(finding.faults == () for finding in library.check())
        assert len(library.ask("Which lantern hangs at the pier?").hits) > 0
        assert holding(directory, WORDS) == []


@pytest.mark.attack("a replaced text is read from the files")
@pytest.mark.parametrize("others", [3, 2 * SMALL], ids=["in memory", "on disk"])
def test_a_replaced_text_is_in_no_file(tmp_path: Path, directory: Path, secret: Path, others: int) -> None:
    with Library.open(directory, create=True) as library:
        fill(tmp_path, library, others)
        library.add(str(secret))
        secret.write_text(json.dumps({"text": "Nobody saw anything that night."}))
        library.add(str(secret))
        assert holding(directory, WORDS[:-1]) == []
        assert all(finding.faults == () for finding in library.check())


@pytest.mark.attack("a removed text is read from the index of an earlier version")
def test_it_is_in_no_index_of_another_version_either(tmp_path: Path, directory: Path, secret: Path) -> None:
    with Library.open(directory, create=True) as library:
        fill(tmp_path, library, 2 * SMALL)
        added = library.add(str(secret))
    (now,) = (directory / "index").iterdir()
    now.rename(directory / "index" / "terms-1-abc")
    with Library.open(directory) as library:
        assert library.ask("Who saw the zebraquokkas?").answered
        library.remove(added.source.id)
    assert holding(directory, WORDS) == []


def test_a_file_that_a_killed_process_left_is_deleted_too(tmp_path: Path, directory: Path, secret: Path) -> None:
    with Library.open(directory, create=True) as library:
        fill(tmp_path, library, 2 * SMALL)
        added = library.add(str(secret))
        (meta,) = directory.rglob("meta.json")
        left = meta.parent / f"{'0' * 32}.store"
        left.write_bytes(TEXT.encode())
        library.remove(added.source.id)
        assert not left.exists()
        assert holding(directory, WORDS) == []


def test_where_another_process_reads_it_is_erased_with_the_next_removal(
    tmp_path: Path, directory: Path, secret: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Library.open(directory, create=True) as library:
        fill(tmp_path, library, 3)
        added = library.add(str(secret))
        other = library.add(str(tmp_path / "lanterns.jsonl"))
        with closing(sqlite3.connect(directory / "library.db")) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM passages").fetchone()
            library.remove(added.source.id)
        assert "what was deleted is not erased yet" in caplog.text
        library.remove(other.source.id)
        assert holding(directory, WORDS) == []


@pytest.mark.parametrize("seed", range(3))
def test_nor_is_anything_of_many_sources_added_and_removed_in_any_order(
    tmp_path: Path, directory: Path, seed: int
) -> None:
    """SQLite moves rows between pages; the copies that it leaves behind count, too."""
    choose = random.Random(seed)  # noqa: S311  # no secret
    words = _words(choose)
    held: dict[int, list[str]] = {}
    gone: list[str] = []
    with Library.open(directory, create=True) as library:
        for number in range(60):
            if held and choose.random() < 0.4:
                source_id = choose.choice(list(held))
                gone += held.pop(source_id)
                library.remove(source_id)
            mine = [next(words) for _ in range(choose.choice([3, 30, 900]))]
            file = tmp_path / f"{number}.txt"
            file.write_text("\n\n".join(" ".join(mine[start : start + 20]) for start in range(0, len(mine), 20)))
            held[library.add(str(file), title=mine[0], lang="en").source.id] = mine
        library.remove(next(iter(held)))
        files = {file.name: file.read_bytes() for file in directory.rglob("*") if file.is_file()}
    assert {(name, word) for word in gone for name, content in files.items() if word.encode() in content} == set()


def _words(choose: random.Random) -> Iterator[str]:
    while True:
        yield "z" + "".join(choose.choices("bcdfghjklmnpqrstvwx", k=11))


def test_deleted_rows_are_overwritten_by_every_connection(directory: Path) -> None:
    """A build of SQLite may do so of its own accord; not every build does."""
    with Library.open(directory, create=True) as library:
        store = library._store
        with store.transaction() as transaction, store.moment() as moment:
            for connection in (store, transaction, moment):
                assert connection.db.execute("PRAGMA secure_delete").fetchone() == (1,)


@pytest.mark.parametrize("replaced", [False, True], ids=["removed", "replaced"])
def test_nor_is_a_heading(tmp_path: Path, directory: Path, replaced: bool) -> None:
    """Headings have a table of their own."""
    notes = tmp_path / "notes.md"
    notes.write_text("# Night\n\n## The zebraquokkas\n\nNobody saw anything that night.\n")
    with Library.open(directory, create=True) as library:
        fill(tmp_path, library, 3)
        added = library.add(str(notes))
        assert holding(directory, WORDS[:1])
        if replaced:
            notes.write_text("# Night\n\n## The others\n\nNobody saw anything that night.\n")
            library.add(str(notes))
        else:
            library.remove(added.source.id)
        assert holding(directory, WORDS[:2]) == []
