"""Votes, and /stats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.bot_api import BotApiServer, Group, PrivateChat, User
from tests.e2e.bots import Bot
from tests.e2e.test_settings import click

QUESTION = "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]


@pytest.mark.usefixtures("bot")
def test_each_has_one_vote_for_a_quote_and_can_change_it(group: Group, alice: User, bob: User) -> None:
    answer = group.ask(bob, f"/ask {QUESTION}")
    told = answer.press(bob, "👍")
    assert not told.alert
    assert told.text == "Thank you. 👍 1 · 👎 0"
    assert answer.press(alice, "👍").text == "Thank you. 👍 2 · 👎 0"
    assert answer.press(alice, "👎").text == "Thank you. 👍 1 · 👎 1"
    assert answer.press(alice, "👎").text == "Your vote is taken back. 👍 1 · 👎 0"
    # Votes on a quote are counted across answers.
    assert group.ask(alice, f"/ask {QUESTION}").press(bob, "👎").text == "Thank you. 👍 0 · 👎 1"
    assert not answer.edited


@pytest.mark.usefixtures("bot")
def test_each_quote_of_an_answer_is_counted_by_itself(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, QUESTION)
    assert answer.press(alice, "👍").text == "Thank you. 👍 1 · 👎 0"
    answer.press(alice, "Next")
    answer.wait_for_edit(1)
    assert answer.press(alice, "👎").text == "Thank you. 👍 0 · 👎 1"


@pytest.mark.usefixtures("bot")
def test_one_chat_knows_nothing_of_anothers_votes(chat: PrivateChat, group: Group, alice: User) -> None:
    chat.ask(alice, QUESTION).press(alice, "👍")
    assert group.ask(alice, f"/ask {QUESTION}").press(alice, "👎").text == "Thank you. 👍 0 · 👎 1"


@pytest.mark.usefixtures("bot")
def test_votes_never_change_which_quote_comes_first(chat: PrivateChat, alice: User, bob: User) -> None:
    for _ in range(3):
        answer = chat.ask(alice, QUESTION)
        assert answer.blockquotes == QUOTE
        answer.press(alice, "👎")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("forged", ["v1:+:99", "v1:*:0", "v1:+:-1", "v1:+", "v2:+:0", "v1:+:٠"])
def test_forged_votes_are_not_counted(chat: PrivateChat, alice: User, forged: str) -> None:
    answer = chat.ask(alice, QUESTION)
    assert answer.press(alice, forged, forged=True).text == "This button is not known any more."
    assert answer.press(alice, "👍").text == "Thank you. 👍 1 · 👎 0"


def test_a_vote_for_an_answer_that_is_not_remembered_says_so(
    launch: Callable[..., Bot], chat: PrivateChat, alice: User, data: Path
) -> None:
    first = launch()
    answer = chat.ask(alice, QUESTION)
    first.stop()
    for file in data.glob("conversations.db*"):
        file.unlink()
    launch()
    assert answer.press(alice, "👍").text == "This answer is too old for its buttons. Please ask again."


def test_votes_outlive_a_restart(launch: Callable[..., Bot], chat: PrivateChat, alice: User) -> None:
    first = launch()
    answer = chat.ask(alice, QUESTION)
    answer.press(alice, "👍")
    first.stop()
    launch()
    assert answer.press(alice, "👍").text == "Your vote is taken back. 👍 0 · 👎 0"


@pytest.mark.usefixtures("bot")
def test_admins_see_what_was_asked(server: BotApiServer, group: Group, alice: User, bob: User) -> None:
    assert group.ask(alice, "/stats").text == "Nothing has been asked here yet."
    group.ask(bob, f"/ask {QUESTION}").press(bob, "👍")
    group.ask(bob, "/ask What is the capital of France?")
    group.ask(bob, "/ask")  # asks nothing
    server.private_chat(alice).ask(alice, QUESTION)  # elsewhere
    group.say(bob, "/stats")
    lines = group.ask(alice, "/stats").text.split("\n")
    today = datetime.now(UTC)
    assert lines[:5] == [
        f"Since {today:%B} {today.day}, {today.year}",
        "Questions asked: 2",
        "Answered: 1",
        "Not answered: 1",
        "Helpful: 👍 1 · 👎 0",
    ]
    assert lines[5].startswith("Slowest: ")
    assert len(lines) == 6
    assert len(group.answers) == 5


@pytest.mark.usefixtures("bot")
def test_an_open_group_counts_what_it_answers(server: BotApiServer, group: Group, alice: User, bob: User) -> None:
    server.set_privacy(False)
    click(group.ask(alice, "/settings"), alice, "When I speak", "also when sure")
    group.say(bob, "What is the capital of France?")
    group.wait_for_reply(group.say(bob, QUESTION))
    assert "Questions asked: 1\nAnswered: 1" in group.ask(alice, "/stats").text


def test_refused_questions_are_kept_only_where_the_chat_wants_it(
    bot: Bot, group: Group, alice: User, bob: User, names: list[str], data: Path
) -> None:
    names += ["anything about xylophones @alice?", "and zeppelins?"]
    group.ask(bob, "/ask Anything about xylophones @alice?")
    assert "ylophone" not in group.ask(alice, "/stats").text
    assert "exception" not in group.ask(bob, "/privacy").text
    panel = click(group.ask(alice, "/settings"), alice, "Unanswered questions", "kept for /stats")
    for question in ("Anything about  XYLOPHONES @alice?", "anything about xylophones @alice?", "And zeppelins?"):
        group.ask(bob, f"/ask {question}")
    group.ask(bob, f"/ask {QUESTION}")
    shown = group.ask(alice, "/stats")
    assert shown.text.split("\n")[-3:] == [
        "Asked most often without an answer:",
        "• anything about xylophones @alice? · 2 times",
        "• and zeppelins? · once",
    ]
    assert {entity["type"] for entity in shown.entities} == {"code"}
    assert "This chat is an exception" in group.ask(bob, "/privacy").text
    click(panel, alice, "not kept")
    assert "ylophone" not in group.ask(alice, "/stats").text
    bot.stop()
    for file in data.glob("*.db*"):
        assert b"ylophone" not in file.read_bytes().lower(), file
