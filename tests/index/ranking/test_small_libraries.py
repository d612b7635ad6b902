"""A library of three sentences, of one, of none: the same rules, and still an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Library
from tests.index.conftest import Rows, Write, faults, quotes
from tests.index.copies import assert_as_if_built_anew


def test_an_empty_library_has_no_answer(library: Library) -> None:
    answer = library.ask("Who warned?")
    assert (answer.answered, answer.confidence, answer.hits) == (False, 0, ())
    assert library.is_empty()
    assert library.sources() == []
    assert faults(library) == []


def test_a_library_that_was_emptied_is_as_one_that_never_held_anything(library: Library, write: Write) -> None:
    library.remove(library.add(write("a.txt", "The river rose.")).source.id)
    assert library.is_empty()
    assert library.ask("river").hits == ()
    assert faults(library) == []
    library.add(write("a.txt", "The river rose."))
    assert quotes(library.ask("river")) == ["The river rose."]


def test_one_sentence_answers_what_it_says_and_nothing_else(library: Library, write: Write) -> None:
    library.add(write("a.txt", "Putin warned the West of consequences."), lang="en")
    assert library.ask("What did Putin warn?").answered
    assert quotes(library.ask("What did Putin warn?")) == ["Putin warned the West of consequences."]
    assert not library.ask("What is the capital of France?").answered


def test_of_three_sentences_the_right_one_comes_first(library: Library, write: Write) -> None:
    library.add(write("a.txt", "The river rose. The bridge closed. The river has a bridge and a harbour."), lang="en")
    assert quotes(library.ask("When did the bridge close?"))[0] == "The bridge closed."
    assert quotes(library.ask("How far did the river rise?"))[0].startswith("The river")
    assert quotes(library.ask("Which harbour?")) == ["The river has a bridge and a harbour."]


def test_a_word_that_stands_in_every_passage_still_finds_them(library: Library, rows: Rows) -> None:
    texts = [f"The river passes village number {n}." for n in range(12)]
    library.add(rows("a.jsonl", [{"text": text} for text in texts]), lang="en")
    answer = library.ask("river", limit=50)
    assert answer.answered
    assert len(answer.hits) >= 10
    assert all(hit.score > 0 for hit in answer.hits)
    assert quotes(library.ask("river village 7"))[0] == texts[7]


def test_where_all_passages_are_the_same_they_come_in_the_order_of_the_source(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"text": "The river rose."}] * 100), lang="en")
    answer = library.ask("What of the river?")
    (hit,) = answer.hits
    assert [quote.passage.ordinal for quote in (hit.quote, *hit.also)] == list(range(1, 11))


def test_passages_that_are_all_the_same_come_in_that_order_after_many_changes(
    library: Library, rows: Rows, directory: Path
) -> None:
    for n in (40, 5, 90, 60):
        library.add(rows("a.jsonl", [{"text": "It rained."}] * (n % 7) + [{"text": "The river rose."}] * n), lang="en")
        (hit,) = library.ask("river", limit=5).hits
        found = [quote.passage.id for quote in (hit.quote, *hit.also)][:5]
        kept = [p.id for i in range(1, 400) if (p := library.passage(i)) and p.text == "The river rose."]
        assert found == kept[:5]
        assert_as_if_built_anew(library, directory, ["river"])
    assert faults(library) == []


def test_as_many_quotes_as_asked_for_where_there_are_so_many(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"text": f"The river passes village number {n}."} for n in range(60)]), lang="en")
    for limit in (1, 5, 10, 50):
        assert len(library.ask("river village", limit=limit).hits) == limit


ODD = [
    "the of and is",
    "What is it?",
    "😀🎉👩‍👩‍👧",
    "?",
    "\u200b",
    "\u0301",
    "...!?",
    "ـ",
    "river " * 666,
    "x" * 4000,
    "河" * 4000,
    "สวัสดี" * 600,
    " ".join(f"word{n}" for n in range(570)),
    "Did the река rise to 河水 مترين 😀 river?",
    'river AND (bridge OR NOT terms:harbour)^2 "quoted',
    "* ? [a TO z] \\ / : ~",
    "'; DROP TABLE passages; --",
    "river\0bridge",
    "\ufeffriver\u2028\u202e",
    "half a character: \ud83d",
]


@pytest.mark.parametrize("question", ODD, ids=lambda question: ascii(question)[:30])
@pytest.mark.parametrize("content", ["", "The river rose.\n\n河水上涨。\n\n😀 😀.\n\nIt is what it is."])
def test_an_odd_question_is_a_question(library: Library, write: Write, question: str, content: str) -> None:
    if content:
        library.add(write("a.txt", content))
    answer = library.ask(question)
    assert answer.question == question
    assert 0 <= answer.confidence <= 1
    assert answer.answered <= bool(answer.hits)


@pytest.mark.parametrize("question", ["the of and is", "😀🎉", "?", "\u200b", "ـ"])
def test_a_question_without_a_word_has_no_answer(library: Library, write: Write, question: str) -> None:
    library.add(write("a.txt", "It is the river of the 😀 and it is ـ."), lang="en")
    assert library.ask(question).hits == ()


@pytest.mark.parametrize("text", ["😀 😀", "it is", "...", "a" * 100_000, "\u200b", "ـ", "\u0301 \u0302"])
def test_an_odd_text_is_stored_and_disturbs_nobody(library: Library, rows: Rows, text: str) -> None:
    library.add(rows("a.jsonl", [{"text": text}, {"text": "The river rose."}]), lang="en")
    assert quotes(library.ask("river")) == ["The river rose."]
    assert library.ask(text).hits == library.ask(text).hits
    assert faults(library) == []
