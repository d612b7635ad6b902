"""What stands above a sentence, and what the sentence does, decide which one answers."""

from __future__ import annotations

import pytest

from index import Library
from tests.index.conftest import Write

GUIDE = """# Kiln guide

The studio has two kilns. Everybody who fires glazes in a kiln pays for the gas.

## What is bisque?

Some members bring their bisque on Fridays.

Bisque is clay that was fired once and has no glaze yet.

## Before the market

There is room for all. Some book a kiln a month before the market. To book a kiln, write your name on the list.

## Is the clay included?

Yes, five kilos a month.

Further bags are sold at the desk.

## Opening hours

Members have a key.
"""


@pytest.fixture
def guide(library: Library, write: Write) -> Library:
    library.add(write("guide.md", GUIDE), lang="en")
    return library


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("bisque", "Bisque is clay that was fired once and has no glaze yet."),
        ("what is bisque", "Bisque is clay that was fired once and has no glaze yet."),
        ("how do i book a kiln", "To book a kiln, write your name on the list."),
        ("is the clay included", "Yes, five kilos a month."),
        ("opening hours", "Members have a key."),
    ],
)
def test_the_sentence_that_answers_comes_first(guide: Library, question: str, answer: str) -> None:
    assert guide.ask(question).hits[0].quote.text == answer


def test_a_sentence_below_a_heading_needs_none_of_the_words_asked(guide: Library) -> None:
    ranking = guide.rank("opening hours")
    first = ranking.candidates[0].described
    assert not first.held
    assert first.passage_held == {0, 1}
    assert ranking.in_documents


def test_passages_without_headings_are_weighed_as_such(library: Library, write: Write) -> None:
    library.add(write("a.txt", "The kiln is hot.\n\nThe kiln is cold."), lang="en")
    assert not library.rank("is the kiln hot").in_documents


def test_parts_of_a_score_are_those_of_its_weights(guide: Library) -> None:
    for question in ("bisque", "how do i book a kiln"):
        answer = guide.ask(question)
        for hit in answer.hits:
            assert sum(hit.parts.values()) == pytest.approx(hit.score, abs=1e-3)
