"""Thanks, greetings and laughter get nothing that looks like an answer."""

from __future__ import annotations

from importlib.resources import files

import pytest

from bot.saying.phrases import load
from tests.bot_api import Group, PrivateChat, User

PHRASE = "I only look things up. Ask me something, and I quote the stored sentence that answers it, with its source."
QUOTE = ["Mayor Jones opened the new bridge on Monday."]

pytestmark = pytest.mark.usefixtures("bot")


@pytest.mark.parametrize("said", ["Thanks!", "lol", "how old are you", "😂", "Привет!"])
def test_in_private_it_gets_one_phrase_without_buttons(chat: PrivateChat, alice: User, said: str) -> None:
    answer = chat.ask(alice, said)
    assert (answer.text, answer.buttons, answer.blockquotes) == (PHRASE, [], [])


def test_in_a_group_it_gets_silence(group: Group, alice: User, bob: User) -> None:
    answer = group.ask(bob, "/ask Who opened the new bridge?")
    group.say(bob, "Thanks a lot!", reply_to=answer)
    group.say(alice, "/ask hello")
    assert group.ask(bob, "/ask thanks, who opened the new bridge?").blockquotes == QUOTE
    assert len(group.answers) == 2


def test_a_question_that_begins_with_thanks_is_a_question(chat: PrivateChat, alice: User) -> None:
    assert chat.ask(alice, "Thanks! And who opened the new bridge?").blockquotes == QUOTE


def test_its_answer_is_taken_back_when_it_becomes_small_talk(group: Group, bob: User) -> None:
    question = group.say(bob, "/ask Who opened the new bridge?")
    answer = group.wait_for_reply(question)
    group.edit(question, "/ask thanks")
    answer.wait_until_deleted()


def test_every_language_of_the_bot_has_small_talk() -> None:
    listed = {file.name.removesuffix(".toml") for file in files("index.asking.small_talk").iterdir()}
    assert set(load().languages) <= listed
