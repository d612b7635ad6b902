"""What a disk, or somebody, made of a stored row is never shown; `check` names it, and adding its source mends it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index import Library
from index.store.digests import PASSAGE_COLUMNS, passage_digest

from .conftest import Rows, Write, faults, quotes

ROW = {
    "id": "p1",
    "text": "The harbour cost 50,000 crowns. It opened in May.",
    "title": "Harbour",
    "url": "https://example.org/harbour",
    "date": "1904-05-01",
    "author": "A clerk",
    "telegram": {"chat_id": -100, "message_id": 7, "entities": []},
}
QUESTION = "What did the harbour cost?"


@pytest.fixture
def path(rows: Rows) -> str:
    return rows("towns.jsonl", [ROW, {"text": "The bridge cost 20,000 crowns."}])


@pytest.fixture
def stocked(library: Library, path: str) -> Library:
    library.add(path, title="Towns", lang="en")
    return library


def alter(directory: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        assert connection.execute(sql, values).rowcount >= 1
        connection.commit()


ALTERED = {
    "its text": ("UPDATE passages SET text = replace(text, '50,000', '50.000') WHERE id = 1",),
    "its sentences": ("UPDATE passages SET sentences = '[0,31,32,48]' WHERE id = 1",),
    "sentences outside of it": ("UPDATE passages SET sentences = '[0,31,32,4900]' WHERE id = 1",),
    "its language": ("UPDATE passages SET lang = 'de' WHERE id = 1",),
    "its own id": ("UPDATE passages SET external_id = 'p2' WHERE id = 1",),
    "its title": ("UPDATE passages SET title = 'Harbor' WHERE id = 1",),
    "its URL": ("UPDATE passages SET url = 'https://example.com/harbour' WHERE id = 1",),
    "its date": ("UPDATE passages SET date = '1905-05-01' WHERE id = 1",),
    "its author": ("UPDATE passages SET author = NULL WHERE id = 1",),
    "its message": ("UPDATE passages SET telegram = replace(telegram, '7', '8') WHERE id = 1",),
    "a message that is none": ("UPDATE passages SET telegram = '{' WHERE id = 1",),
    "its lead-in": ("UPDATE passages SET lead_in = 'Costs:' WHERE id = 1",),
    "its kind": ("UPDATE passages SET kind = 'kitsch' WHERE id = 1",),
    "its locator": ("UPDATE passages SET locator = 'row 9' WHERE id = 1",),
    "its place": ("UPDATE passages SET ordinal = 'x' WHERE id = 1",),
    "text that is no text": ("UPDATE passages SET text = CAST(text AS BLOB) WHERE id = 1",),
    "text that is no UTF-8": ("UPDATE passages SET text = CAST(x'54C368' AS TEXT) WHERE id = 1",),
    "a number for its text": ("UPDATE passages SET text = x'', digest = NULL WHERE id = 1",),
    "its digest": ("UPDATE passages SET digest = x'00' WHERE id = 1",),
}


@pytest.mark.parametrize("altered", ALTERED)
def test_an_altered_passage_is_refused_told_and_mended(
    altered: str, stocked: Library, directory: Path, path: str
) -> None:
    found = stocked.ask(QUESTION)
    alter(directory, *ALTERED[altered])
    assert not stocked.verify(found.hits[0].quote)
    assert not any(stocked.verify(hit.quote) for hit in stocked.ask(QUESTION).hits if hit.quote.passage.id == 1)
    told = [fault for fault in faults(stocked) if "passage 1 of 'Towns'" in fault]
    assert len(told) == 1, faults(stocked)
    assert path in told[0]
    assert "verbatim add" in told[0]
    stocked.add(path)
    assert faults(stocked) == []
    mended = stocked.ask(QUESTION).hits[0].quote
    assert (mended.text, mended.passage.citation) == (found.hits[0].quote.text, found.hits[0].quote.passage.citation)
    assert stocked.verify(mended)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE sources SET title = 'Cities'",
        "UPDATE sources SET url = 'https://example.org'",
        "UPDATE sources SET date = x'31'",
        "UPDATE sources SET author = 'Nobody'",
        "UPDATE sources SET lang = 'de'",
        "UPDATE sources SET running = 1",
        "UPDATE sources SET digest = NULL",
        "UPDATE sources SET title = CAST(x'C3' AS TEXT)",
    ],
)
def test_an_altered_source_is_refused_told_and_mended(sql: str, stocked: Library, directory: Path, path: str) -> None:
    quote = stocked.ask(QUESTION).hits[0].quote
    alter(directory, sql)
    assert not stocked.verify(quote)
    told = [fault for fault in faults(stocked) if fault.startswith("sources: source 1")]
    assert len(told) == 1
    assert path in told[0]
    assert "verbatim remove 1" in told[0]
    stocked.add(path)
    assert faults(stocked) == []
    assert stocked.verify(stocked.ask(QUESTION).hits[0].quote)
    assert stocked.sources()[0].source.title == "towns.jsonl"  # not what was altered, and nobody says what it was


def test_a_source_under_another_key_or_in_another_collection_is_refused(
    stocked: Library, directory: Path, path: str
) -> None:
    quote = stocked.ask(QUESTION).hits[0].quote
    for sql in (
        "UPDATE sources SET key = '/another' WHERE collection = 1",
        "UPDATE collections SET name = 'chat' WHERE id = 1",
        "UPDATE passages SET source = (SELECT max(id) FROM sources)",
    ):
        stocked.add(path, collection="other")
        alter(directory, sql)
        assert not stocked.verify(quote)
        assert any("is not what was stored" in fault for fault in faults(stocked))
        for summary in stocked.sources():
            stocked.remove(summary.source.id)
        stocked.add(path, title="Towns", lang="en")
        assert faults(stocked) == []
        quote = stocked.ask(QUESTION).hits[0].quote


def test_an_altered_heading_is_refused_with_all_below_it(library: Library, directory: Path, write: Write) -> None:
    path = write("guide.md", "# Costs\n\n## Of the harbour\n\nIt cost 50,000 crowns.\n\n# Else\n\nNothing is known.\n")
    library.add(path, lang="en")
    found = library.ask("What did the harbour cost?").hits[0].quote
    alter(directory, "UPDATE headings SET text = 'Gains' WHERE text = 'Costs'")
    assert not library.verify(found)
    assert [fault for fault in faults(library) if "passage 2" in fault] == []
    library.add(path)
    assert faults(library) == []
    assert (
        library.ask("What did the harbour cost?").hits[0].quote.passage.draft.headings == found.passage.draft.headings
    )


def test_a_passage_that_was_altered_when_it_was_found_is_refused_after_it_was_mended(
    stocked: Library, directory: Path, path: str
) -> None:
    alter(directory, "UPDATE passages SET title = 'Harbor' WHERE id = 1")
    found = stocked.ask(QUESTION).hits[0].quote
    assert found.passage.citation.title == "Harbor"
    stocked.add(path)
    assert not stocked.verify(found)


def test_an_altered_text_is_replaced_under_a_new_id(stocked: Library, directory: Path, path: str) -> None:
    alter(directory, *ALTERED["its text"])
    added = stocked.add(path)
    assert (added.added, added.removed, added.unchanged) == (1, 1, 1)
    assert quotes(stocked.ask(QUESTION))[0] == "The harbour cost 50,000 crowns."


def test_the_values_of_a_row_cannot_be_mistaken_for_each_other() -> None:
    row: dict[str, object] = dict.fromkeys(PASSAGE_COLUMNS, "")
    assert passage_digest(row | {"text": "ab", "title": "c"}, ()) != passage_digest(
        row | {"text": "a", "title": "bc"}, ()
    )
    assert passage_digest(row | {"text": None}, ()) != passage_digest(row, ())
    assert passage_digest(row | {"text": "1"}, ()) != passage_digest(row | {"text": 1}, ())
    assert passage_digest(row, ("a", "b")) != passage_digest(row, ("ab",))


def test_what_was_stored_before_there_were_digests_gets_them(stocked: Library, directory: Path) -> None:
    stocked.close()
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        for table in ("passages", "sources"):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN digest")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'digests'")
        connection.commit()
    with Library.open(directory) as upgraded:
        assert faults(upgraded) == []
        assert upgraded.verify(upgraded.ask(QUESTION).hits[0].quote)
