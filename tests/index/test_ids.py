"""An id means one passage for ever: the same text keeps it, and nothing else ever gets it."""

from __future__ import annotations

from pathlib import Path

from index import Library, Passage

from .conftest import Rows, Write, dump, faults, quotes, told


def passages(library: Library, source: int) -> list[Passage]:
    """The passages of a source, in order."""
    found = [p for i in range(1, 60) if (p := library.passage(i)) and p.source.id == source]
    return sorted(found, key=lambda p: p.ordinal)


def ids(library: Library, source: int) -> dict[str, int]:
    return {p.text: p.id for p in passages(library, source)}


def test_the_same_content_again_changes_nothing(library: Library, directory: Path, write: Write) -> None:
    path = write("a.txt", "The river rose.\n\nThe bridge fell.")
    first = library.add(path)
    before, told_before = dump(directory), told(library.ask("river bridge"))
    again = library.add(path)
    assert (again.added, again.removed, again.unchanged) == (0, 0, 2)
    assert again.source == first.source
    assert [line for line in dump(directory) if "sqlite_sequence" not in line] == [
        line for line in before if "sqlite_sequence" not in line
    ]
    assert told(library.ask("river bridge")) == told_before
    assert faults(library) == []


def test_the_same_content_again_uses_up_no_ids(library: Library, directory: Path, write: Write) -> None:
    path = write("a.txt", "The river rose.\n\nThe bridge fell.")
    library.add(path)
    before = dump(directory)
    library.add(path)
    assert dump(directory) == before


def test_a_changed_paragraph_leaves_the_others_their_ids(library: Library, write: Write) -> None:
    source = library.add(write("a.txt", "The river rose.\n\nThe bridge fell.\n\nThe harbour closed.")).source.id
    before = ids(library, source)
    added = library.add(write("a.txt", "The river rose.\n\nThe tunnel flooded.\n\nThe harbour closed."))
    after = ids(library, source)
    assert (added.added, added.removed, added.unchanged) == (1, 1, 2)
    assert after["The river rose."] == before["The river rose."]
    assert after["The harbour closed."] == before["The harbour closed."]
    assert after["The tunnel flooded."] not in before.values()
    assert quotes(library.ask("bridge")) == []
    assert faults(library) == []


def test_ids_are_never_used_twice(library: Library, write: Write) -> None:
    first = library.add(write("a.txt", "The river rose.\n\nThe bridge fell.")).source
    used = set(ids(library, first.id).values())
    library.remove(first.id)
    second = library.add(write("a.txt", "The river rose.\n\nThe bridge fell.")).source
    assert second.id != first.id
    assert used.isdisjoint(ids(library, second.id).values())
    library.add(write("a.txt", "The harbour closed."))
    assert used.isdisjoint(ids(library, second.id).values())


def test_a_passage_that_only_moved_keeps_its_id_and_gets_its_new_place(library: Library, write: Write) -> None:
    source = library.add(write("a.txt", "The river rose.\n\nThe bridge fell.")).source.id
    before = ids(library, source)
    added = library.add(write("a.txt", "The harbour closed.\n\nThe bridge fell.\n\nThe river rose."))
    assert (added.added, added.removed, added.unchanged) == (1, 0, 2)
    after = passages(library, source)
    assert [p.text for p in after] == ["The harbour closed.", "The bridge fell.", "The river rose."]
    assert [p.draft.locator for p in after] == ["¶1", "¶2", "¶3"]
    assert after[2].id == before["The river rose."]
    assert library.ask("river").hits[0].quote.passage.draft.locator == "¶3"
    assert faults(library) == []


def test_a_changed_title_is_searched_at_once(library: Library, write: Write) -> None:
    path = write("a.txt", "It rose by two metres.")
    first = library.add(path, title="Danube")
    before = ids(library, first.source.id)
    again = library.add(path, title="Vistula")
    assert (again.added, again.removed, again.unchanged) == (0, 0, 1)
    assert ids(library, first.source.id) == before
    vistula, danube = library.ask("Vistula rose metres"), library.ask("Danube rose metres")
    assert vistula.confidence > danube.confidence
    assert vistula.hits[0].quote.passage.citation.title == "Vistula"
    assert faults(library) == []


def test_a_changed_row_title_is_searched_at_once(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"id": "a", "title": "Danube", "text": "It rose by two metres."}]), lang="en")
    library.add(rows("a.jsonl", [{"id": "a", "title": "Vistula", "text": "It rose by two metres."}]), lang="en")
    assert library.ask("Vistula rose metres").confidence > library.ask("Danube rose metres").confidence
    assert faults(library) == []


def test_what_was_stated_of_a_source_stays_until_it_is_stated_anew(library: Library, write: Write) -> None:
    path = write("a.txt", "The river rose.")
    library.add(path, title="Danube", author="Ada", date="2024")
    source = library.add(path, author="Ben", date="").source
    assert (source.title, source.author, source.date) == ("Danube", "Ben", None)


def test_the_same_text_twice_in_a_source_is_two_passages(library: Library, rows: Rows) -> None:
    twice = [{"text": "The river rose."}, {"text": "The bridge fell."}, {"text": "The river rose."}]
    source = library.add(rows("a.jsonl", twice)).source.id
    before = [p.id for p in passages(library, source)]
    assert len(set(before)) == 3
    again = library.add(rows("a.jsonl", twice))
    assert (again.added, again.removed, again.unchanged) == (0, 0, 3)
    assert [p.id for p in passages(library, source)] == before
    fewer = library.add(rows("a.jsonl", twice[:2]))
    assert (fewer.added, fewer.removed, fewer.unchanged) == (0, 1, 2)
    assert [p.id for p in passages(library, source)] == before[:2]
    assert faults(library) == []


def test_another_language_finds_other_sentences_and_keeps_the_id(library: Library, write: Write) -> None:
    path = write("a.txt", "Die Häuser standen am Fluss.")
    source = library.add(path, lang="en").source.id
    before = ids(library, source)
    assert library.ask("Haus").hits == ()
    assert library.add(path, lang="de").unchanged == 1
    assert ids(library, source) == before
    assert quotes(library.ask("Haus")) == ["Die Häuser standen am Fluss."]
    assert faults(library) == []


def test_a_text_replaced_by_one_in_another_language_is_read_in_that_language(library: Library, write: Write) -> None:
    """Nobody stated a language, so the first guess binds nobody."""
    library.add(write("a.txt", "The river rose by two metres and the bridge was closed by the police."))
    library.add(write("a.txt", "Die Häuser standen am Ufer, und die Bewohner warteten auf die Feuerwehr."))
    assert library.ask("Haus").hits
    assert library.sources()[0].source.lang == "de"
