"""The sentences around a quote: two before, two after, every one of them stored words."""

from __future__ import annotations

import pytest

from index import Library, Quote

from .conftest import Rows, Write

FIVE = "One storm came. Two rivers rose. Three bridges fell. Four villages waited. Five boats left."
RUNNING = "One storm came. Two rivers rose.\n\nThree bridges fell.\n\nFour villages waited. Five boats left."


def around(library: Library, question: str) -> list[str]:
    quote = library.ask(question).hits[0].quote
    parts = library.context(quote)
    holding = [p for p in parts if p.passage.id == quote.passage.id and p.start <= quote.start and quote.end <= p.end]
    assert len(holding) == 1, "exactly one part holds the quote"
    for part in parts:
        assert library.verify(part)
    return [part.text for part in parts]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("storm", "One storm came. Two rivers rose. Three bridges fell."),
        ("rivers", "One storm came. Two rivers rose. Three bridges fell. Four villages waited."),
        ("bridges", FIVE),
        ("boats", "Three bridges fell. Four villages waited. Five boats left."),
    ],
)
def test_two_sentences_before_and_two_after(library: Library, write: Write, question: str, expected: str) -> None:
    library.add(write("a.txt", FIVE), lang="en")
    assert around(library, question) == [expected]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("storm", ["One storm came. Two rivers rose.", "Three bridges fell."]),
        ("rivers", ["One storm came. Two rivers rose.", "Three bridges fell.", "Four villages waited."]),
        (
            "bridges",
            ["One storm came. Two rivers rose.", "Three bridges fell.", "Four villages waited. Five boats left."],
        ),
        ("boats", ["Three bridges fell.", "Four villages waited. Five boats left."]),
    ],
)
def test_running_text_goes_on_over_the_borders_of_passages(
    library: Library, write: Write, question: str, expected: list[str]
) -> None:
    library.add(write("a.txt", RUNNING), lang="en")
    assert around(library, question) == expected


def test_two_sentences_are_two_also_where_every_passage_has_but_one(library: Library, write: Write) -> None:
    library.add(write("a.txt", FIVE.replace(". ", ".\n\n")), lang="en")
    assert " ".join(around(library, "bridges")) == FIVE


def test_the_rows_of_a_jsonl_file_are_no_running_text(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"text": part} for part in RUNNING.split("\n\n")]), lang="en")
    assert around(library, "bridges") == ["Three bridges fell."]
    assert around(library, "storm") == ["One storm came. Two rivers rose."]


def test_the_text_between_two_sentences_is_kept_as_it_is(library: Library, rows: Rows) -> None:
    text = "One storm came.\n\t Two rivers rose.  Three bridges fell. "
    library.add(rows("a.jsonl", [{"text": text}]), lang="en")
    assert around(library, "rivers") == [text.strip()]


def test_another_source_is_no_neighbour(library: Library, write: Write) -> None:
    library.add(write("a.txt", "One storm came."), lang="en")
    library.add(write("b.txt", "Two rivers rose."), lang="en")
    library.add(write("c.txt", "Three bridges fell."), lang="en")
    assert around(library, "rivers") == ["Two rivers rose."]


def test_a_part_of_a_sentence_has_the_sentences_around_the_whole(library: Library, write: Write) -> None:
    library.add(write("a.txt", FIVE), lang="en")
    passage = library.ask("bridges").hits[0].quote.passage
    start = FIVE.index("bridges")
    (part,) = library.context(Quote(passage, start, start + len("bridges")))
    assert part.start <= start
    assert start + len("bridges") <= part.end
    assert part.text == FIVE


def test_the_neighbours_of_a_passage_that_was_removed_are_none(library: Library, write: Write) -> None:
    source = library.add(write("a.txt", RUNNING), lang="en").source
    quote = library.ask("bridges").hits[0].quote
    library.remove(source.id)
    assert [part.text for part in library.context(quote)] == ["Three bridges fell."]
    assert not library.verify(quote)


def test_a_quote_from_before_its_passage_moved_has_its_present_neighbours(library: Library, write: Write) -> None:
    library.add(write("a.txt", RUNNING), lang="en")
    quote = library.ask("bridges").hits[0].quote
    library.add(write("a.txt", "Zero clouds formed.\n\nA wind blew.\n\n" + RUNNING), lang="en")
    assert [part.text for part in library.context(quote)] == [
        "One storm came. Two rivers rose.",
        "Three bridges fell.",
        "Four villages waited. Five boats left.",
    ]
