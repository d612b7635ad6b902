"""A question that follows another one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Library

Stock = Callable[..., Library]

KURSK = "In the Kursk region, Russia gathered 50,000 soldiers, including 10,000 from North Korea."
OTHERS = [f"North Korea sent {n} athletes to the games of {1950 + n}." for n in range(40)]


@pytest.fixture
def stock(tmp_path: Path) -> Iterator[Stock]:
    """Makes a library of these texts."""
    opened: list[Library] = []

    def make(*texts: str, **others: str) -> Library:
        library = Library.open(tmp_path / "library", create=True)
        opened.append(library)
        for collection, rows in {"public": texts, **{name: (text,) for name, text in others.items()}}.items():
            file = tmp_path / f"{collection}.jsonl"
            file.write_text("".join(json.dumps({"text": text}) + "\n" for text in rows))
            library.add(str(file), collection=collection, lang="en")
        return library

    yield make
    for library in opened:
        library.close()


def test_what_was_spoken_of_decides_between_sentences_that_both_answer(stock: Stock) -> None:
    library = stock(*OTHERS, KURSK)
    question = "And from North Korea?"
    assert library.ask(question).hits[0].quote.text != KURSK
    follow = library.ask(question, follows="Russia gathered soldiers Kursk")
    assert follow.answered
    assert follow.hits[0].quote.text == KURSK


def test_a_sentence_that_holds_every_word_of_a_follow_up_is_shown_and_no_other(stock: Stock) -> None:
    fares = [f"The {what} takes cyclists for {n} crowns." for n, what in enumerate(("ferry", "tram", "bus"), 2)]
    library = stock(*fares, "The tram takes drivers for nine crowns.", "The zoo opens at ten.")
    follow = library.ask("And cyclists?", follows="tram drivers crowns")
    assert (follow.shown > 0, follow.hits[0].quote.text) == (True, fares[1])
    assert library.ask("And cyclists at the theatre?", follows="tram drivers crowns").shown == 0


def test_it_never_makes_an_answer_more_trusted(stock: Stock) -> None:
    library = stock(*OTHERS, KURSK)
    for question in ("And how many from North Korea?", "And how many from Belarus?", "And when?", "And Korea's zoo?"):
        alone = library.ask(question)
        for context in (KURSK, "Russia", "Belarus", "zoo zoo zoo", "nothing of that kind"):
            follow = library.ask(question, follows=context)
            assert follow.confidence <= alone.confidence, (question, context)


def test_it_adds_no_sentence_of_its_own(stock: Stock) -> None:
    library = stock("Russia gathered soldiers. It rained.", "The zoo of Pyongyang is closed.")
    assert library.ask("And when?", follows="Russia gathered soldiers").hits == ()
    texts = [hit.quote.text for hit in library.ask("Which zoo?", follows="Russia gathered soldiers").hits]
    assert texts == ["The zoo of Pyongyang is closed."]


def test_words_that_the_question_has_too_count_once(stock: Stock) -> None:
    library = stock(*OTHERS, KURSK)
    question = "How many soldiers did Russia gather?"
    assert library.ask(question, follows=question).hits == library.ask(question).hits


def test_only_words_of_the_question_are_marked(stock: Stock) -> None:
    library = stock(KURSK)
    hit = library.ask("And from North Korea?", follows="Russia gathered soldiers").hits[0]
    assert [hit.quote.passage.text[slice(*span)] for span in hit.matches] == ["North", "Korea"]


def test_what_a_chat_may_not_ask_does_not_take_part(stock: Stock) -> None:
    library = stock(*OTHERS, KURSK, vault="Russia Russia Russia gathered soldiers Kursk North Korea.")
    with_vault = library.ask("And from North Korea?", follows="Russia gathered soldiers")
    library.remove(next(one.source.id for one in library.sources(["vault"])))
    assert library.ask("And from North Korea?", follows="Russia gathered soldiers").hits == with_vault.hits
