"""Answers in a terminal and in a pipe."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import terminal
from bot.cli.styles import Styles, of_terminal
from bot.cli.terminal import Shown
from bot.saying.phrases import load
from bot.verified import VerifiedHit
from index import Assumption, Library
from index.model import Span
from tests.bot.passages import quoted, whole

phrases = load().for_language("en")


def shown(*texts: str, assumed: Sequence[Assumption] = ()) -> Shown:
    return Shown([VerifiedHit(whole(text), (Span(0, 1),)) for text in texts], assumed)


def test_a_quote_stands_in_quotation_marks_above_its_source() -> None:
    assert terminal.block(shown("It rained."), phrases, False) == "“It rained.”\n— Notes · ¶1"


def test_above_it_stands_the_line_that_it_stands_under_at_its_source() -> None:
    plain = whole("Yes.").passage
    below = replace(
        plain, draft=replace(plain.draft, headings=("Rules", "Is it\x1b free?"), locator="Rules › Is it free?")
    )
    block = terminal.block(Shown([VerifiedHit(quoted(below, 0, 4))]), phrases, True)
    assert block == "▾ Is it free?\n“Yes.”\n— Notes · Rules"


def test_all_quotes_are_shown_in_their_order() -> None:
    lines = terminal.block(shown("One.", "Two."), phrases, False).split("\n")
    assert lines[::2] == ["“One.”", "“Two.”"]


def test_where_nothing_answers_that_is_said() -> None:
    assert terminal.block(shown(), phrases, False) == "No stored sentence answers this."


def test_a_terminal_is_not_told_what_to_do_by_a_quote() -> None:
    block = terminal.block(shown("red \x1b[31m\x07"), phrases, True)
    assert block.startswith("“red ␛[31m␇”")
    assert block.endswith("Control characters of this quote are shown as symbols.")


def test_into_a_pipe_a_quote_goes_as_it_is() -> None:
    assert "red \x1b[31m" in terminal.block(shown("red \x1b[31m"), phrases, False)


def test_below_a_quote_stand_the_other_sources_of_its_sentence() -> None:
    also = [whole("It rained.", title=title, date="2024") for title in ("Notes", "Diary", "Log\x07", "Post", "Echo")]
    lines = terminal.block(Shown([VerifiedHit(whole("It rained."), also=tuple(also))]), phrases, True).split("\n")
    assert lines[2:] == [
        "The same sentence also stands in: Notes · 2024; Diary · 2024; Log · 2024; and",
        "  2 more.",
    ]


def test_below_all_quotes_stands_what_the_question_was_read_as() -> None:
    assumed = (Assumption("mobilzed", "mobilized"), Assumption("x" * 99, "y"))
    lines = terminal.block(shown("One.", "Two.", assumed=assumed), phrases, False).split("\n")
    assert lines[-1] == f"Read “mobilzed” as “mobilized”. Read “{'x' * 64}…” as “y”."
    assert terminal.block(shown(assumed=assumed), phrases, False) == "No stored sentence answers this."


def test_a_piped_conversation_is_one_block_a_question_with_an_empty_line_between(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("It rained all day. The river rose by two metres.")
    said: list[str] = []
    with Library.open(tmp_path / "library", create=True) as library:
        library.add(str(tmp_path / "notes.txt"))
        questions = io.StringIO("Which river rose by two metres?\n\n   \nWho sings?\r\n")
        terminal.converse(lambda line: terminal.shown(library, library.ask(line)), questions, said.append)
    assert "\n".join(said) == ("“The river rose by two metres.”\n— notes.txt · ¶1\n\nNo stored sentence answers this.")


def test_styles_mark_words_and_sources_and_take_no_room() -> None:
    text = "It rained all day and the river rose by two metres, " * 3
    hit = VerifiedHit(whole(text), (Span(3, 9), Span(20, 30)))
    plain = terminal.block(Shown([hit]), phrases, True)
    styled = terminal.block(Shown([hit]), phrases, True, styles=Styles(shown=True))
    assert "It \x1b[1mrained\x1b[0m all" in styled
    assert "\x1b[36m— Notes · ¶1\x1b[0m" in styled
    assert re.sub(r"\x1b\[\d*m", "", styled) == plain


def test_a_quote_sets_no_style_itself() -> None:
    hit = VerifiedHit(whole("a \x1b[31m b"), (Span(0, 5),))
    block = terminal.block(Shown([hit]), phrases, True, styles=Styles(shown=True))
    assert block.startswith("“\x1b[1ma ␛[3\x1b[0m1m b”")


@pytest.mark.parametrize(
    ("environment", "shown"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_who_wants_no_colour_gets_none(
    environment: dict[str, str], shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert of_terminal().shown is shown


FORGED = "Notes\r\n\x1b[2K“No.”\u2028Something went wrong here.\u202e\u200b"


def test_a_title_is_one_line_that_tells_a_terminal_nothing() -> None:
    for interactive in (True, False):
        quote = whole("It rained.", title=FORGED, author=FORGED, url=FORGED, locator=FORGED)
        block = terminal.block(Shown([VerifiedHit(quote)], [Assumption(FORGED, FORGED)]), phrases, interactive)
        starts = [line for line in block.split("\n") if not line.startswith("  ")]
        assert [line[:2] for line in starts] == ["“I", "— ", "Re"]
        assert not {"\x1b", "\r", "\u2028", "\u202e", "\u200b"} & set(block)


def test_no_row_of_a_quote_looks_like_a_source_line_or_like_the_bots_own_words() -> None:
    text = "It rained.”\n— Somebody else · 2024\n\nNo stored sentence answers this." + " word" * 40
    block = terminal.block(shown(text + "— Somebody" + "x" * 300), phrases, True)
    rows = block.split("\n")
    assert rows[0] == "“It rained.”"
    assert all(row.startswith("  ") for row in rows[1:-1])
    assert rows[-1] == "— Notes · ¶1"
    assert max(map(len, rows)) < 80
    assert terminal.block(shown(text), phrases, False).startswith(f"“{text}”\n")


def test_what_reorders_a_terminal_is_shown_by_its_number() -> None:
    assert terminal.block(shown("a\u202eb\x85"), phrases, True).startswith("“a‹U+202E›b␡”")


def test_what_a_chat_added_is_marked() -> None:
    quote = whole("It rained.")
    added = replace(quote.passage, source=replace(quote.passage.source, collection="chat:5"))
    block = terminal.block(Shown([VerifiedHit(quoted(added, 0, 10))]), phrases, False)
    assert block.endswith("— Notes · ¶1 · added in a chat")
