"""The chat action while an answer takes long."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.bot_api import BotApiServer, Group, PrivateChat, User
from tests.e2e.bots import Bot
from tests.e2e.test_settings import click

QUESTION = "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]


@pytest.fixture
def release(bot: Bot, data: Path) -> Iterator[Callable[[], None]]:
    """The next question takes until this is called: the library waits for its file of synonyms, as on a slow disk."""
    pipe = data / "synonyms.txt"
    os.mkfifo(pipe)

    def let_go() -> None:
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))

    yield let_go
    with suppress(OSError):  # nobody waits
        let_go()
    pipe.unlink()


@pytest.mark.usefixtures("bot")
def test_an_answer_that_comes_at_once_needs_none(server: BotApiServer, chat: PrivateChat, alice: User) -> None:
    chat.ask(alice, QUESTION)
    assert server.calls_of("sendChatAction") == []


def test_whoever_waits_sees_that_something_is_done(
    server: BotApiServer, chat: PrivateChat, alice: User, release: Callable[[], None]
) -> None:
    question = chat.say(alice, QUESTION)
    call = server.wait_for_call("sendChatAction")
    assert (call.params["chat_id"], call.params["action"]) == (str(alice.id), "typing")
    # Telegram shows it for five seconds.
    server.wait_for_call("sendChatAction", 2)
    assert chat.answers == []
    release()
    assert chat.wait_for_reply(question).blockquotes == QUOTE
    assert len(server.calls_of("sendChatAction")) == 2
    chat.ask(alice, QUESTION)
    assert len(server.calls_of("sendChatAction")) == 2


def test_in_a_topic_it_is_shown_in_that_topic(server: BotApiServer, alice: User, release: Callable[[], None]) -> None:
    topic = server.group("Forum", members=[alice], forum=True).topic("Bridges")
    question = topic.say(alice, f"/ask {QUESTION}")
    assert server.wait_for_call("sendChatAction").params["message_thread_id"] == str(topic.thread_id)
    release()
    assert topic.wait_for_reply(question).blockquotes == QUOTE


def test_a_sign_that_telegram_does_not_take_is_no_trouble(
    server: BotApiServer, chat: PrivateChat, alice: User, release: Callable[[], None]
) -> None:
    server.fail("sendChatAction", status=400)
    question = chat.say(alice, QUESTION)
    server.wait_for_call("sendChatAction")
    release()
    assert chat.wait_for_reply(question).blockquotes == QUOTE


def test_nobody_is_told_of_an_answer_that_nobody_asked_for(
    server: BotApiServer, group: Group, alice: User, bob: User, release: Callable[[], None]
) -> None:
    server.set_privacy(False)
    click(group.ask(alice, "/settings"), alice, "When I speak", "also when sure")
    question = group.say(bob, QUESTION)
    time.sleep(2)  # twice as long as it takes to see one
    assert server.calls_of("sendChatAction") == []
    release()
    assert group.wait_for_reply(question).blockquotes == QUOTE


def test_others_do_not_wait(
    server: BotApiServer, chat: PrivateChat, group: Group, alice: User, bob: User, release: Callable[[], None]
) -> None:
    question = chat.say(alice, QUESTION)
    server.wait_for_call("sendChatAction")
    assert group.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE
    release()
    assert chat.wait_for_reply(question).blockquotes == QUOTE
