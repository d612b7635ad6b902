"""Questions for those who do not know what to ask: in stored words, and answered."""

from index import Library

from .conftest import Rows, Write

GUIDE = """\
The lighthouse on the eastern pier was lit in 1874.

## Opening hours

The opening hours are 10 to 6.

Q: May dogs come along?

A: Dogs may come along on a lead.

## Gulls

Gulls are loud.
"""


def test_headings_and_lead_ins_that_ask_come_first_then_other_headings_then_first_sentences(
    library: Library, write: Write
) -> None:
    library.add(write("a.md", GUIDE), lang="en")
    assert library.examples(count=9) == [
        "May dogs come along?",
        "Opening hours",
        "The lighthouse on the eastern pier",
        "The opening hours are 10",
        "Dogs may come along",
        "Gulls are loud",
    ]
    assert library.examples() == ["May dogs come along?", "Opening hours"]
    for question in library.examples(count=9):
        assert library.ask(question).answered


def test_what_is_not_answered_by_what_it_is_made_of_is_no_example(library: Library, write: Write) -> None:
    text = "## The old bridge\n\nSee the map.\n\n## Gulls\n\nThe old bridge is a home of gulls. The old bridge shut.\n"
    library.add(write("a.md", text), lang="en")
    assert "The old bridge" not in library.examples(count=9)


def test_only_the_collections_that_are_asked_are_looked_at(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"text": "The password of the vault is swordfish."}]), collection="vault")
    assert library.examples() == []
    assert library.examples(["vault"]) == ["The password of the vault"]


def test_none_is_long_or_could_be_a_command(library: Library, write: Write) -> None:
    headings = ["/remove everything now?", "Who is @alice?", "Is it " + "very " * 20 + "late?", "?", "<b> or `x`?"]
    library.add(write("a.txt", "\n\n".join(f"{heading}\n\nYes, {n}." for n, heading in enumerate(headings))))
    assert library.examples(count=9) == []
    assert Library.examples(library, ["nowhere"]) == []
