"""How an answer looks in a terminal and in a pipe."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from bot.cli import terminal
from bot.saying.phrases import load
from index import Answer, Assumption, Hit, Library
from index.model import Span
from tests.bot.passages import whole

phrases = load().for_language("en")


def answer(*texts: str, answered: bool = True) -> Answer:
    return Answer("Who?", answered, 1.0, 1.0, tuple(Hit(whole(text), 1.0, (Span(0, 1),)) for text in texts))


def test_a_quote_stands_in_quotation_marks_above_its_source() -> None:
    assert terminal.block(answer("It rained."), 1, phrases, False) == "“It rained.”\n— Notes · undated · ¶1"


def test_as_many_quotes_are_shown_as_were_asked_for() -> None:
    shown = terminal.block(answer("One.", "Two.", "Three."), 2, phrases, False)
    assert "One." in shown
    assert "Two." in shown
    assert "Three." not in shown


def test_where_nothing_answers_no_quote_is_shown() -> None:
    shown = terminal.block(answer("It rained.", answered=False), 1, phrases, False)
    assert shown == "No stored sentence answers this."


def test_a_terminal_is_not_told_what_to_do_by_a_quote() -> None:
    shown = terminal.block(answer("red \x1b[31m\x07"), 1, phrases, True)
    assert shown.startswith("“red ␛[31m␇”")
    assert shown.endswith("Control characters of this quote are shown as symbols.")


def test_into_a_pipe_a_quote_goes_as_it_is() -> None:
    assert "red \x1b[31m" in terminal.block(answer("red \x1b[31m"), 1, phrases, False)


def test_below_a_quote_stand_the_other_sources_of_its_sentence() -> None:
    also = [whole("It rained.", title=title, date="2024") for title in ("Notes", "Diary", "Log\x07", "Post", "Echo")]
    found = replace(answer("It rained."), hits=(Hit(whole("It rained."), 1.0, also=tuple(also)),))
    shown = terminal.block(found, 1, phrases, True).split("\n")
    assert shown[2:] == [
        "The same sentence also stands in: Notes · 2024; Diary · 2024; Log␇ · 2024; and 2 more.",
    ]


def test_below_all_quotes_stands_what_the_question_was_read_as() -> None:
    found = replace(answer("One.", "Two."), assumed=(Assumption("mobilzed", "mobilized"), Assumption("x" * 99, "y")))
    shown = terminal.block(found, 2, phrases, False).split("\n")
    assert shown[-1] == f"Read “mobilzed” as “mobilized”. Read “{'x' * 64}…” as “y”."
    assert terminal.block(replace(found, answered=False), 2, phrases, False) == "No stored sentence answers this."


def test_a_piped_conversation_is_one_block_a_question_with_an_empty_line_between(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("It rained all day. The river rose by two metres.")
    shown: list[str] = []
    with Library.open(tmp_path / "library", create=True) as library:
        library.add(str(tmp_path / "notes.txt"))
        questions = io.StringIO("Which river rose by two metres?\n\n   \nWho sings?\r\n")
        terminal.converse(lambda line: library.ask(line), questions, shown.append, False)
    assert "\n".join(shown) == (
        "“The river rose by two metres.”\n— notes.txt · undated · ¶1\n\nNo stored sentence answers this."
    )
