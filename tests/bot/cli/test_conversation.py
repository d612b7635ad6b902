"""`verbatim chat` at a prompt: questions, keys that act at an empty line, and the history."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.cli import history, prompt
from bot.cli.conversation import Conversation, Key
from bot.cli.history import History
from bot.cli.styles import PLAIN, Styles
from bot.saying.phrases import load
from index import Library

NONE = "No stored sentence answers this."
SMALL_TALK = (
    "I only look things up. Ask me something, and I quote the stored sentence that answers it, with its source."
)
DAYS = [f"On day {n} the ferry to the island sailed." for n in range(1, 6)]
TEXT = " ".join(DAYS) + "\n\nThe toll is four crowns. Dogs travel free of charge."
Type = Callable[..., list[str]]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "notes.txt").write_text(TEXT)
    with Library.open(tmp_path / "library", create=True) as opened:
        opened.add(str(tmp_path / "notes.txt"))
        yield opened


@pytest.fixture
def type_(library: Library, tmp_path: Path) -> Type:
    """Types keys at the prompt of a new conversation; what was shown after the first line."""

    def type_keys(keys: str, styles: Styles = PLAIN) -> list[str]:
        said: list[str] = []
        conversation = Conversation(library, load().for_language(None), styles)
        with create_pipe_input() as terminal, create_app_session(input=terminal, output=DummyOutput()):
            terminal.send_text(keys + "\x04")
            prompt.converse(conversation, History(tmp_path / "library"), said.append, terminal, DummyOutput())
        assert said[0].startswith("Ask a question")
        return said[1:]

    return type_keys


RIGHT, LEFT, UP, TAB = "\x1b[C", "\x1b[D", "\x1b[A", "\t"


def quotes(said: str) -> list[str]:
    return re.findall("“(.*?)”", said, re.DOTALL)


def test_a_question_is_answered_and_an_empty_line_is_passed_over(type_: Type) -> None:
    assert type_("What is the toll?\r\r  \rWho sings?\r") == ["“The toll is four crowns.”\n— notes.txt · ¶2", NONE]


def test_the_arrows_turn_quotes_and_none_is_shown_twice_on_the_way(type_: Type) -> None:
    said = type_("When did the ferry sail to the island?\r" + RIGHT * 9 + LEFT)
    turned = [quote for one in said[:-1] for quote in quotes(one)]
    assert sorted(turned) == sorted(DAYS)
    assert quotes(said[-1]) == turned[-2:-1]


def test_tab_shows_what_stands_around_the_quote_with_the_quote_in_bold(type_: Type) -> None:
    said = type_("What is the toll?\r" + TAB, Styles(shown=True))
    around = re.sub(r"\n  ", " ", said[1])
    assert f"{DAYS[3]} {DAYS[4]}”\n“\x1b[1mThe toll is four crowns.\x1b[0m Dogs travel free of charge.”" in around
    assert said[1].endswith("\x1b[36m— notes.txt · ¶2\x1b[0m")


def test_an_equals_sign_shows_what_comes_closest_to_a_refused_question_once(type_: Type) -> None:
    said = type_("Did Paris, Rome and London toll a bell by crowns?\r==\r")
    assert said[0] == NONE
    assert said[1].startswith(f"{NONE}\nThese come closest, and are no answers:\n“The toll is four crowns.”")
    assert said[2:] == [NONE]  # the second one is a question


def test_a_question_mark_says_that_words_were_meant(type_: Type) -> None:
    asked, answered = type_("tol crwns\r??\r")[:2]
    assert asked.startswith(f"{NONE}\nDid you mean “")
    assert answered.startswith("“")
    assert "\nRead “tol” as “toll”." in answered


def test_a_plus_sign_goes_on_about_the_answer(library: Library) -> None:
    conversation = Conversation(library, load().for_language(None), PLAIN)
    conversation.ask("What is the toll?")
    conversation.press(Key.FOLLOW_UP)
    assert conversation.follows
    conversation.press(Key.FOLLOW_UP)
    assert not conversation.follows
    conversation.press(Key.FOLLOW_UP)
    conversation.ask("and crowns?")
    assert not conversation.follows
    expected = library.ask("and crowns?", follows="toll")
    assert conversation._answer is not None
    assert (conversation._answer.hits, conversation._answer.confidence) == (expected.hits, expected.confidence)


def test_keys_are_letters_of_a_question_that_has_begun_or_where_there_is_nothing_to_show(type_: Type) -> None:
    assert type_("+=\r") == [NONE]
    assert type_("What is the toll?\rWhat is the t=oll+\r")[1] != ""
    assert len(type_("What is the toll?\rx" + RIGHT + LEFT + TAB + "\r")) == 2


def test_small_talk_gets_one_phrase_and_no_keys(type_: Type) -> None:
    assert type_("thanks!\r=\r") == [SMALL_TALK, NONE]


def test_ctrl_c_clears_the_line_and_ends_nothing(type_: Type) -> None:
    assert type_("Who sings\x03What is the toll?\r\x03") == ["“The toll is four crowns.”\n— notes.txt · ¶2"]


def test_what_is_gone_meanwhile_is_not_shown(library: Library) -> None:
    conversation = Conversation(library, load().for_language(None), PLAIN)
    conversation.ask("What is the toll?")
    library.remove(1)
    assert conversation.press(Key.CONTEXT) == "The source of this quote is no longer here."


def test_what_was_typed_comes_back_in_the_next_conversation(type_: Type, tmp_path: Path) -> None:
    type_("What is the toll?\rWhat is the toll?\rWho  sings?\r")
    kept = tmp_path / "library" / "history"
    assert kept.read_text() == "What is the toll?\nWho sings?\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert type_(UP + UP + "\r")[0].startswith("“The toll is four crowns.”")


def test_the_history_is_bounded_and_a_conversation_does_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST", 10)
    kept = History(tmp_path)
    for number in range(25):
        kept.add(f"Question {number}?" + "?" * 9_000)
    again = History(tmp_path).lines
    assert 5 <= len(again) <= 10
    assert again[-1].startswith("Question 24?")
    assert len(again[-1]) == 4_000
    (tmp_path / "folder" / "history").mkdir(parents=True)
    unusable = History(tmp_path / "folder")
    unusable.add("Who?")
    assert unusable.lines == ["Who?"]
