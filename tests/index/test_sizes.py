"""What a source takes is counted, bounded, and in proportion to what was added."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index import ChatLimits, Document, Library, LimitExceeded, Limits, OperatorLimits, SourceSummary
from index.loaders import read
from index.store.reader import Reader
from index.words.sentences import LONGEST

from .conftest import Rows, Write, dump, faults, quotes

LONG = "".join(f"{'#' * level} Chapter {level}, {'in which much is said ' * 40}\n\n" for level in range(2, 7))


def document(content: str, name: str = "a.md", limits: Limits | None = None) -> Document:
    return read(io.BytesIO(content.encode()), name, f"/{name}", limits=limits or Limits())


def bytes_of(directory: Path) -> int:
    return sum(file.stat().st_size for file in directory.rglob("*") if file.is_file())


def summary(library: Library) -> SourceSummary:
    (found,) = library.sources()
    return found


def headings(directory: Path) -> list[str]:
    with sqlite3.connect(directory / "library.db") as connection:
        return [text for (text,) in connection.execute("SELECT text FROM headings ORDER BY id")]


@pytest.mark.attack("100 kB of text below long headings become 490 MB on disk")
def test_headings_are_stored_once(library: Library, directory: Path) -> None:
    below = "".join(f"###### Number {n}\n\nIt rained {n} times.\n\n" for n in range(2_000))
    added = library.take(document("# Title\n\n# Other\n\n" + LONG + below))
    assert added.added == 2_000
    stored = headings(directory)
    assert len(stored) == len(set(stored)) == 2_005
    assert max(len(" ".join(hit.quote.passage.draft.headings)) for hit in library.ask("It rained 7 times").hits) > 3_000
    assert bytes_of(directory) < 2_000_000
    assert not faults(library)


@pytest.mark.attack("100 kB of text below long headings become 490 MB on disk")
def test_headings_that_are_longer_together_than_any_are_refused(library: Library, directory: Path) -> None:
    before = dump(directory)
    with pytest.raises(LimitExceeded) as caught:
        library.take(document(LONG.replace("much", "much and more " * 20) + "It rained."))
    assert caught.value.limit == "heading_length"
    assert dump(directory) == before


DEEP = "".join(
    f"{':' * (70 - n)} c\n\n" + "".join(f"{'#' * level} {level}\n\n" for level in range(1, 7)) for n in range(60)
)
BELOW = "".join(f"###### Pier {n}\n\n```\nharbour {n}\n```\n\n" for n in range(400))


@pytest.mark.attack("small passages below a thousand headings of a letter take seconds to remove")
def test_of_headings_of_a_letter_few_stand_above_a_passage(library: Library) -> None:
    with pytest.raises(LimitExceeded) as caught:
        library.take(document(DEEP + BELOW, limits=ChatLimits()))
    assert caught.value.limit == "heading_length"


@pytest.mark.attack("small passages below a thousand headings of a letter take seconds to remove")
def test_a_heading_above_many_passages_is_read_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    added = library.take(document(DEEP + BELOW))
    assert added.added == 400
    (hit,) = library.ask("Where is harbour 7?", limit=1).hits
    assert hit.quote.passage.draft.headings == (*"123456" * 59, *"12345", "Pier 7")
    read, rows = [], Reader._rows

    def counted(reader: Reader, *arguments: Any) -> list[dict[str, Any]]:
        found = rows(reader, *arguments)
        read.append(len(found))
        return found

    monkeypatch.setattr(Reader, "_rows", counted)
    library.remove(added.source.id)
    assert sum(read) < 2_000


def test_headings_that_nothing_stands_below_any_more_are_gone(library: Library, directory: Path) -> None:
    library.take(document("# Rain\n\n## Here\n\nIt rained.\n\n## There\n\nIt hailed.\n\n# Snow\n\nIt snowed."))
    (kept,) = library.ask("What rained?", limit=1).hits
    library.take(document("# Weather\n\n## Here\n\nIt rained.\n\n# Snow\n\nIt snowed."))
    (now,) = library.ask("What rained?", limit=1).hits
    assert now.quote.passage.id == kept.quote.passage.id
    assert now.quote.passage.draft.headings == ("Weather", "Here")
    assert sorted(headings(directory)) == ["Here", "Snow", "Weather"]
    library.remove(summary(library).source.id)
    assert headings(directory) == []
    assert not faults(library)


def test_a_library_of_the_old_schema_keeps_its_headings(directory: Path, write: Write) -> None:
    directory.mkdir(0o700)
    (directory / "library.db").touch(0o600)
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        connection.executescript((Path(__file__).parent / "old_schema.sql").read_text("utf-8"))
    with Library.open(directory) as library:
        (hit,) = library.ask("How much did the river rise?", limit=1).hits
        assert hit.quote.text == "The river rose by two metres."
        assert hit.quote.passage.draft.headings == ("Floods", "The river")
        assert hit.quote.passage.citation.locator == "Floods › The river"
        assert headings(directory) == ["Floods", "The river", "The lake", "Droughts"]
        assert not faults(library)
        (one,) = library.sources()
        assert (one.stored_bytes > 0, one.index_bytes > 0) == (True, True)
        source = one.source
        again = library.take(
            read(io.BytesIO((Path(__file__).parent / "old_schema.md").read_bytes()), source.title, source.key)
        )
        assert (again.added, again.removed, again.unchanged) == (0, 0, 4)
        (found,) = library.ask("How much did the river rise?", limit=1).hits
        assert found.quote == hit.quote


@pytest.mark.parametrize("limit", ["stored_bytes", "index_bytes", "library_bytes"])
def test_a_collection_holds_no_more_bytes_than_its_limit(
    library: Library, directory: Path, rows: Rows, limit: str, in_folders_and_in_memory: None
) -> None:
    limits = OperatorLimits(**{limit: 15_000 if limit == "library_bytes" else 10_000})
    one = rows("one.jsonl", [{"text": f"It rained {n} times in the valley of the river."} for n in range(40)])
    other = rows("other.jsonl", [{"text": f"It snowed {n} times on the mountain by the lake."} for n in range(80)])
    library.add(one, limits=limits)
    before = dump(directory)
    with pytest.raises(LimitExceeded) as caught:
        library.add(other, limits=limits)
    assert (caught.value.limit, caught.value.most) == (limit, getattr(limits, limit))
    assert dump(directory) == before
    assert library.add(one, limits=limits).unchanged == 40
    library.add(other, collection="another", limits=OperatorLimits())
    assert quotes(library.ask("How often did it rain?"))
    if limit == "library_bytes":
        with pytest.raises(LimitExceeded):
            library.add(one, collection="a third", limits=limits)
    else:
        library.add(one, collection="a third", limits=limits)
    assert not faults(library)


def test_sizes_are_those_of_adding_it_at_once(library: Library, write: Write, rows: Rows) -> None:
    path = write("a.md", "# Rain\n\n## Here\n\nIt rained.\n\n## There\n\nIt hailed in the street.")
    library.add(path, title="Short")
    library.add(path, title="A much longer title than before", author="The board")
    changed = summary(library)
    library.remove(changed.source.id)
    library.add(path, title="A much longer title than before", author="The board")
    anew = summary(library)
    assert (changed.stored_bytes, changed.index_bytes) == (anew.stored_bytes, anew.index_bytes)
    assert library.add(path).unchanged == 2
    assert summary(library) == anew


@pytest.mark.attack("a title of a megabyte is indexed with each passage")
@pytest.mark.parametrize("field", ["title", "author", "url", "date"])
def test_no_field_is_long(library: Library, directory: Path, write: Write, field: str) -> None:
    before = dump(directory)
    with pytest.raises(LimitExceeded) as caught:
        library.add(write("a.txt", "It rained.\n\nIt snowed."), **{field: "x" * 1_000_000})  # type: ignore[arg-type]
    assert caught.value.limit == "field_length"
    assert dump(directory) == before


@pytest.mark.attack("10 MB without punctuation are one sentence, for each question to read")
def test_the_text_of_a_row_is_never_cut_but_its_sentences_are(library: Library, rows: Rows) -> None:
    text = "and so on " * 10_000 + "until the bell rang"
    library.add(rows("a.jsonl", [{"text": text}]))
    (hit, *_) = library.ask("Who rang the bell?").hits
    assert hit.quote.passage.text == text
    assert len(hit.quote.text) <= LONGEST
