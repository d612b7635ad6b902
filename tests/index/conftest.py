"""What the tests of the library share: real files, and a real library to put them in."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import Answer, Library, Span
from index.passages import indexes

Write = Callable[[str, str], str]
Rows = Callable[[str, Sequence[Mapping[str, object]]], str]
Told = tuple[bool, float, tuple[tuple[str, int, int, float, tuple[Span, ...], str, str | None], ...]]


@contextmanager
def small(passages: int) -> Iterator[None]:
    """Collections of at most so many passages have no folder, as long as this lasts."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(indexes, "SMALL", passages)
        yield


@pytest.fixture
def in_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every collection has a folder, however small."""
    monkeypatch.setattr(indexes, "SMALL", 0)


@pytest.fixture(params=[0, indexes.SMALL], ids=["in folders", "in memory"])
def in_folders_and_in_memory(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same test for both kinds of indexes."""
    monkeypatch.setattr(indexes, "SMALL", request.param)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Where the library of a test is."""
    return tmp_path / "library"


@pytest.fixture
def library(directory: Path) -> Iterator[Library]:
    with Library.open(directory, create=True) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file and gives back its path, as one would type it."""

    def write_file(name: str, content: str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
        return str(path)

    return write_file


@pytest.fixture
def rows(write: Write) -> Rows:
    """Writes a JSONL file of these rows."""

    def write_rows(name: str, content: Sequence[Mapping[str, object]]) -> str:
        return write(name, "".join(json.dumps(row) + "\n" for row in content))

    return write_rows


def told(answer: Answer) -> Told:
    """All of an answer that must not depend on how the library came to be, nor on the ids that it gave."""
    hits = tuple(
        (
            hit.quote.text,
            hit.quote.start,
            hit.quote.end,
            hit.score,
            hit.matches,
            hit.quote.passage.citation.title,
            hit.quote.passage.draft.locator,
        )
        for hit in answer.hits
    )
    return answer.answered, answer.confidence, hits


def quotes(answer: Answer) -> list[str]:
    """The quoted sentences, best first."""
    return [hit.quote.text for hit in answer.hits]


def faults(library: Library) -> list[str]:
    """Everything that `check` finds wrong."""
    return [f"{finding.what}: {fault}" for finding in library.check() for fault in finding.faults]


def dump(directory: Path) -> list[str]:
    """All that the database holds, as SQL."""
    connection = sqlite3.connect(directory / "library.db")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()
