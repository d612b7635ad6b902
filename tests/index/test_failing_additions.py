"""An addition that fails leaves the library as it was: every row of the database, and every answer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from index import Library, LoadError, NotFound, StoreBusy, StoreError
from index.passages.tantivy_engine import TantivyChange

from .conftest import Rows, Write, dump, faults, told
from .copies import assert_as_if_built_anew

pytestmark = pytest.mark.usefixtures("in_folders")

GOOD = '{"text": "The river rose."}\n'
ASKED = ["river", "volcano", "river bridge"]


@pytest.fixture
def stocked(library: Library, write: Write) -> Library:
    library.add(write("a.jsonl", GOOD + '{"text": "The bridge closed."}\n'), lang="en")
    return library


@pytest.mark.parametrize(
    "broken",
    [
        '{"text": "The volcano',
        '{"text": 7}',
        '{"id": "1", "text": "x"}\n{"id": "1", "text": "y"}',
        '{"id": 5, "text": "x"}',
        '{"text": "\\ud800"}',
        '{"text": "a\\u0000b"}',
        "[]",
    ],
)
@pytest.mark.parametrize("where", ["a.jsonl", "b.jsonl"])
@pytest.mark.parametrize("collection", ["public", "new"])
def test_a_broken_row_at_the_end_of_a_file_leaves_everything_as_it_was(
    broken: str, where: str, collection: str, stocked: Library, directory: Path, write: Write
) -> None:
    before, said = dump(directory), [told(stocked.ask(question)) for question in ASKED]
    path = write(where, '{"text": "The volcano erupted."}\n' * 700 + broken)
    with pytest.raises(LoadError, match=r"line 70[12]") as caught:
        stocked.add(path, collection=collection, title="Rivers")
    assert len(str(caught.value).splitlines()) == 1
    assert dump(directory) == before
    assert [told(stocked.ask(question)) for question in ASKED] == said
    assert faults(stocked) == []


@pytest.mark.parametrize("content", ["", "  \n\n", "a\0b"])
def test_an_empty_or_binary_file_leaves_everything_as_it_was(
    content: str, stocked: Library, directory: Path, write: Write
) -> None:
    before = dump(directory)
    with pytest.raises(LoadError):
        stocked.add(write("b.txt", content))
    assert dump(directory) == before


def test_a_missing_file_and_a_folder_are_refused(stocked: Library, directory: Path, tmp_path: Path) -> None:
    before = dump(directory)
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(LoadError):
            stocked.add(str(path))
    assert dump(directory) == before


def test_a_source_that_is_not_there_cannot_be_removed(stocked: Library, directory: Path) -> None:
    before = dump(directory)
    with pytest.raises(NotFound, match="99"):
        stocked.remove(99)
    assert dump(directory) == before


def test_a_removal_that_is_interrupted_leaves_everything_as_it_was(stocked: Library, directory: Path) -> None:
    before = dump(directory)
    stocked.interrupt()
    with pytest.raises(StoreBusy):
        stocked.remove(1)
    assert dump(directory) == before


@pytest.mark.parametrize("failure", [KeyboardInterrupt, RuntimeError])
def test_whoever_interrupts_an_addition_leaves_everything_as_it_was(
    failure: type[BaseException], stocked: Library, directory: Path, rows: Rows
) -> None:
    before = dump(directory)

    def interrupt(passages: int) -> None:
        if passages > 500:
            raise failure

    path = rows("b.jsonl", [{"text": f"The volcano erupted {n} times."} for n in range(1200)])
    with pytest.raises(failure):
        stocked.add(path, progress=interrupt)
    assert dump(directory) == before
    assert_as_if_built_anew(stocked, directory, ASKED)
    stocked.add(path)
    assert_as_if_built_anew(stocked, directory, ASKED)


@pytest.mark.parametrize("committed", [True, False])
def test_a_full_disk_is_told_and_leaves_everything_as_it_was(
    committed: bool, stocked: Library, directory: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index fails to be written, or it is written and the store then is not."""
    before = dump(directory)
    commit = TantivyChange.commit

    def fail(change: TantivyChange, mark: int) -> None:
        if committed:
            commit(change, mark)
            raise sqlite3.OperationalError("database or disk is full")
        raise OSError(28, "No space left on device")

    stocked.ask("river")
    with monkeypatch.context() as patched:
        patched.setattr(TantivyChange, "commit", fail)
        with pytest.raises(StoreError) as caught:
            stocked.add(write("b.txt", "The volcano erupted."))
    assert "full" in str(caught.value) or "space" in str(caught.value)
    assert dump(directory) == before
    assert_as_if_built_anew(stocked, directory, ASKED)
    stocked.add(write("c.txt", "The harbour closed."))
    assert_as_if_built_anew(stocked, directory, ASKED)


@pytest.mark.parametrize("stated", [{"title": "half \ud83d"}, {"collection": "half \ud83d"}, {"author": "\udcff"}])
def test_words_that_cannot_be_stored_are_told(
    stated: dict[str, str], stocked: Library, directory: Path, write: Write
) -> None:
    """As a shell hands them over that is not set to UTF-8."""
    before = dump(directory)
    path = write("b.txt", "The volcano erupted.")
    with pytest.raises((LoadError, StoreError)):
        stocked.add(path, **stated)  # type: ignore[arg-type]
    assert dump(directory) == before
