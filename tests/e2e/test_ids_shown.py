"""What people see or send holds no number that counts what others stored, and confirms no guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User, keyboards
from tests.e2e import corpus
from tests.e2e.bots import Bot

QUESTION, UNKNOWN = "Who opened the new bridge?", "This button is not known any more."


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    names += ["Harbour", "Alice", "Bob", "Elsewhere"]


def payload_of(answer: Message) -> str:
    return next(link.url for link in answer.links if "↗" in link.text).rpartition("=")[2]


def add(room: Group | PrivateChat, who: User, text: str) -> None:
    room.wait_for_reply(room.say(who, "/add", reply_to=room.say(who, text, deliver=False)))


def buttons_of(panel: Message) -> list[str]:
    """The callback data of a message's buttons."""
    found = keyboards.buttons_of(panel.record.markup)
    return [button["callback_data"] for button in found if "callback_data" in button]


@pytest.mark.attack("a link to a quote confirms what it quotes to whoever guesses it")
def test_the_same_quote_of_the_same_library_has_another_link_at_another_bot(
    launch: Callable[..., Bot], server: BotApiServer, chat: PrivateChat, alice: User, data: Path
) -> None:
    """Whoever guesses a sentence could store it in a library of their own, and compare the links."""
    launch().stop()
    bot = launch()
    payload, result = payload_of(chat.ask(alice, QUESTION)), server.inline(alice, QUESTION).results[0]["id"]
    bot.stop()
    for file in data.glob("chats.db*"):
        file.unlink()
    launch()
    assert payload_of(chat.ask(alice, QUESTION)) != payload
    assert server.inline(alice, QUESTION).results[0]["id"] != result
    assert "leads to no quote" in chat.wait_for_reply(chat.start(payload)).text


@pytest.mark.attack("two links tell how much was stored between them")
@pytest.mark.usefixtures("bot")
def test_links_results_and_buttons_hold_no_number_of_what_is_stored(
    server: BotApiServer, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    add(chat, alice, corpus.GATE)
    corpus.store(data, "lanterns.jsonl", *({"text": text} for text in corpus.LANTERNS), collection="vault")
    add(chat, alice, corpus.GATE_AGAIN)
    with Library.open(data) as library:
        numbers = [one.source.id for one in library.sources([f"chat:{alice.id}"])]
    assert numbers == [2, 4]
    seen = [*buttons_of(chat.ask(alice, "/remove")), payload_of(chat.ask(alice, QUESTION))]
    seen += [result["id"] for result in server.inline(alice, QUESTION).results]
    for one in seen:
        assert re.fullmatch(r"r2:[A-Za-z0-9_-]{32}:0|q[A-Za-z0-9_-]{54}", one), one  # a tag, and what it covers


@pytest.mark.attack("a button of one chat removes what another chat added")
@pytest.mark.usefixtures("bot")
def test_a_button_taken_from_another_chat_removes_nothing(
    server: BotApiServer, group: Group, alice: User, bob: User, data: Path
) -> None:
    other = server.group("Elsewhere", members=[alice, bob])
    for room in (group, other):
        add(room, alice, corpus.GATE)
    (foreign,) = buttons_of(other.ask(alice, "/remove"))
    panel = group.ask(alice, "/remove")
    assert panel.press(alice, foreign, forged=True).text == UNKNOWN
    with Library.open(data) as library:
        assert len(library.sources()) == 3
