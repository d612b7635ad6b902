"""Where nobody knows whether a message has arrived, an answer is sent again, and a notice is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot_api import BotApiServer, PrivateChat, User
from tests.e2e.bots import Bot

QUESTION, QUOTE = "Who opened the new bridge?", ["Mayor Jones opened the new bridge on Monday."]


@pytest.mark.parametrize("how", [{"status": 502}, {"drop": True}])
def test_the_buttons_of_both_copies_work(
    server: BotApiServer, bot: Bot, chat: PrivateChat, alice: User, how: dict[str, Any]
) -> None:
    server.fail("sendMessage", afterwards=True, **how)
    question = chat.say(alice, QUESTION)
    chat.wait_for(lambda _: len(chat.answers) == 2)
    first, second = chat.answers
    assert [copy.reply_to for copy in (first, second)] == [question, question]
    for copy in (first, second, first):
        before = len(copy.versions)
        copy.press(alice, "Back" if any("Back" in one for one in copy.buttons) else "Context")
        copy.wait_for_edit(before)


def test_an_answer_that_never_gets_through_is_sent_three_times_at_most(
    server: BotApiServer, bot: Bot, chat: PrivateChat, alice: User
) -> None:
    fault = server.fail("sendMessage", times=10, status=502, afterwards=True)
    chat.say(alice, QUESTION)
    bot.wait_for_line("NetworkError")
    server.wait_for_call("sendMessage", 3)
    server.wait_until_taken()
    fault.times = 0
    assert chat.ask(alice, "/help").text
    assert len([answer for answer in chat.answers if answer.blockquotes]) == 3


@pytest.mark.parametrize("body", [b'{"ok":true,"result":{}}', b'{"ok":true,"result":[]}', b'{"ok":true}', b"<html>"])
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.usefixtures("bot")
def test_an_answer_of_nonsense_loses_no_second_message(
    server: BotApiServer, chat: PrivateChat, alice: User, body: bytes, times: int
) -> None:
    server.fail("sendMessage", times=times, status=200, body=body)
    chat.say(alice, f"{QUESTION} And what will the new bridge cost?")
    chat.wait_for(lambda answer: any("cost" in quote for quote in answer.blockquotes))
    assert (QUOTE in [answer.blockquotes for answer in chat.answers]) is (times == 1)
