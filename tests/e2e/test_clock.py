"""A machine whose clock is wrong: Telegram's counts."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.keeping.chats import ChatStore
from tests.bot_api import Group, PrivateChat, User
from tests.e2e.bots import Bot

QUESTION, QUOTE = "Who opened the new bridge?", ["Mayor Jones opened the new bridge on Monday."]
YEARS = 10 * 365.25 * 24 * 3600


@pytest.mark.parametrize("wrong", [3600, -3600, YEARS, -YEARS])
def test_whoever_asks_is_answered_and_mutes_end_in_time(
    launch: Callable[..., Bot], group: Group, chat: PrivateChat, alice: User, data: Path, wrong: float
) -> None:
    store = ChatStore.open(data)
    store.mutes.mute(group.id, None, time.time() + 1000)
    store.close()
    bot = launch(clock=Clock(lambda: time.time() + wrong))
    bot.wait_for_line("the clock of this machine is")
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    group.say(alice, f"/ask {QUESTION}")
    assert group.ask(alice, "/unmute").text
    assert len(group.answers) == 1
    assert chat.say(alice, QUESTION, ago=5000)
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    assert len(chat.answers) == 2
    bot.wait_for_line("is not answered, nor are others older than max_age")
