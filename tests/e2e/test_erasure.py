"""What the bot says is removed or not kept any more is in none of its files."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.keeping.chats import ChatStore
from tests.bot_api import Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot
from tests.leftovers import holding, left

NONE = "No stored sentence answers this."
REMOVED = "It is taken out, and is not quoted here any more."


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    names += ["Harbour", "Alice", "Bob", "zebraquokka.txt", "¶2"]


def press(panel: Message, who: User, *labels: str) -> None:
    for label in labels:
        before = len(panel.versions)
        panel.press(who, label)
        panel.wait_for_edit(before)


@pytest.mark.attack("the words of unanswered questions are read from the files after they were given up")
@pytest.mark.usefixtures("bot")
def test_unanswered_questions_are_in_no_file_once_they_are_no_longer_kept(
    group: Group, alice: User, bob: User, data: Path
) -> None:
    panel = group.ask(alice, "/settings")
    press(panel, alice, "Unanswered questions", "kept for /stats")
    assert group.ask(bob, "/ask Where do zebraquokkas sleep?").text == NONE
    group.ask(bob, "/help")  # it is counted by then
    assert holding(data, ["zebraquokka"])
    press(panel, alice, "not kept")
    assert left(data, ["zebraquokka"]) == []


def test_nor_once_they_have_expired(
    launch: Callable[..., Bot], group: Group, alice: User, bob: User, data: Path
) -> None:
    bot = launch()
    press(group.ask(alice, "/settings"), alice, "Unanswered questions", "kept for /stats")
    assert group.ask(bob, "/ask Where do zebraquokkas sleep?").text == NONE
    bot.stop()
    later = time.time() + 91 * 24 * 3600
    with closing(ChatStore.open(data, lambda: later)) as chats:
        chats.feedback.purge(90)
        assert holding(data, ["zebraquokka"]) == []


@pytest.mark.usefixtures("bot")
def test_the_words_of_other_questions_are_in_no_file_once_they_are_answered(
    chat: PrivateChat, alice: User, data: Path
) -> None:
    assert chat.ask(alice, "Where do zebraquokkas sleep?").text == NONE
    assert chat.ask(alice, "Who opened the new bridge, zebraquokka?").blockquotes
    assert left(data, ["zebraquokka"]) == []


@pytest.mark.attack("a text that the bot says is taken out is read from the files")
@pytest.mark.usefixtures("bot")
def test_what_is_taken_out_is_in_no_file(chat: PrivateChat, alice: User, data: Path) -> None:
    file = chat.send_file(alice, "zebraquokka.txt", corpus.RULES.encode())
    notice = chat.say(alice, corpus.GATE, deliver=False)
    for added in (file, notice):
        chat.wait_for_reply(chat.say(alice, "/add", reply_to=added))
    assert chat.ask(alice, "Is fishing allowed from the east pier?").blockquotes
    words = ["zebraquokka.txt", "leash", "bell twice"]
    assert {line.rpartition(": ")[2] for line in holding(data, words)} == set(words)
    for added in (file, notice):
        assert chat.wait_for_reply(chat.say(alice, "/remove", reply_to=added)).text == REMOVED
    assert left(data, words) == []


def test_the_log_has_no_words_and_no_names(bot: Bot, group: Group, alice: User, bob: User) -> None:
    for name, content in (("zebraquokka.txt", corpus.RULES), ("zebraquokka.jsonl", "no")):
        group.wait_for_reply(group.say(alice, "/add", reply_to=group.send_file(alice, name, content.encode())))
    assert group.ask(bob, "/ask Where do zebraquokkas sleep?").text == NONE
    group.wait_for_reply(group.say(alice, "/remove", reply_to=group.ask(bob, "/ask Are dogs on the leash?")))
    assert "was added" in bot.log
    for word in ("zebraquokka", "leash", "Alice", "Bob", "Harbour"):
        assert word.lower() not in bot.log.lower()
