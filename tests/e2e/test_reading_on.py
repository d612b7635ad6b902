"""Links to the source, copying, and shared links, also after weeks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.saying.links import Pointer
from index import Library, Quote
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot
from tests.e2e.seals import seal_of

FIRST = "Mayor Jones opened the new bridge on Monday."
QUESTION = "Who opened the new bridge?"
NOWHERE = "This link leads to no quote that can be shown here. Send me a question."
WEEK = 7 * 24 * 3600


def payload_of(message: Message) -> str:
    """The payload of the link of the share button."""
    link = next(link for link in message.links if "↗" in link.text)
    assert link.url.startswith("https://t.me/share/url?url=https://t.me/verbatim_bot?start=")
    return link.url.rpartition("=")[2]


def copied(message: Message) -> str:
    return str(message.button("Copy")["copy_text"]["text"])


@pytest.mark.usefixtures("bot")
def test_the_source_is_a_link_at_the_sentence(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "Was it raining all night?")
    assert answer.blockquotes == ["It had rained all night."]
    assert answer.links[0] == ("The Harbour Post", "https://example.org/bridge#:~:text=It%20had%20rained%20all%20night")


@pytest.mark.usefixtures("bot")
def test_the_context_is_folded_and_marks_the_quote(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, QUESTION)
    answer.press(alice, "Context")
    answer.wait_for_edit(1)
    kinds = [entity["type"] for entity in answer.entities]
    assert "expandable_blockquote" in kinds
    assert "blockquote" not in kinds
    assert answer.bold == [FIRST]
    assert answer.blockquotes == [corpus.ROWS[0]["text"]]


@pytest.mark.usefixtures("bot")
def test_the_quote_on_the_page_can_be_copied(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, QUESTION)
    assert copied(answer) == FIRST
    answer.press(alice, "Next")
    answer.wait_for_edit(1)
    assert [copied(answer)] == answer.blockquotes


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "question", ["What does the chronicle of the drawbridge keeper list?", "What does the lighthouse keeper count?"]
)
def test_what_no_button_can_hold_word_for_word_has_none_to_copy(chat: PrivateChat, alice: User, question: str) -> None:
    chat.say(alice, question)
    last = chat.wait_for(lambda message: bool(message.buttons))
    assert any("↗" in label for label in last.buttons)
    assert not any("⧉" in label for label in last.buttons)


@pytest.mark.usefixtures("bot")
def test_a_shared_link_opens_the_same_quote_and_one_can_read_on(
    server: BotApiServer, group: Group, alice: User, bob: User
) -> None:
    payload = payload_of(group.ask(alice, f"/ask {QUESTION}"))
    assert len(payload) <= 64
    reader = server.private_chat(bob)
    opened = reader.wait_for_reply(reader.start(payload))
    assert opened.blockquotes == [FIRST]
    assert copied(opened) == FIRST
    assert payload_of(opened) == payload
    opened.press(bob, "Context")
    opened.wait_for_edit(1)
    assert opened.bold == [FIRST]


@pytest.mark.usefixtures("bot")
def test_a_link_of_a_later_page_opens_that_page(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, QUESTION)
    answer.press(alice, "Next")
    answer.wait_for_edit(1)
    opened = chat.wait_for_reply(chat.start(payload_of(answer)))
    assert opened.blockquotes == answer.blockquotes != [FIRST]


@pytest.mark.attack("a link handed to somebody who may not ask its collection")
@pytest.mark.usefixtures("bot")
def test_only_who_may_ask_the_collection_can_open_the_link(
    server: BotApiServer, group: Group, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    corpus.store(data, "secret.txt.jsonl", corpus.SECRET | {"title": "secret.txt"}, collection="vault")
    with Library.open(data) as library:
        library.set_collections_of(group.id, ["vault"])
        library.set_collections_of(alice.id, ["public", "vault"])
    payload = payload_of(group.ask(bob, "/ask What is the password of the vault?"))
    assert chat.wait_for_reply(chat.start(payload)).blockquotes == [corpus.SECRET["text"]]
    stranger = server.private_chat(bob)
    assert stranger.wait_for_reply(stranger.start(payload)).text == NOWHERE


@pytest.mark.usefixtures("bot")
def test_a_link_to_a_removed_source_leads_nowhere(chat: PrivateChat, alice: User, data: Path) -> None:
    answer = chat.ask(alice, QUESTION)
    with Library.open(data) as library:
        library.remove(1)
    assert chat.wait_for_reply(chat.start(payload_of(answer))).text == NOWHERE
    assert answer.press(alice, "Context").text == "The source of this quote is no longer here."


@pytest.mark.attack("a forged link")
@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "payload",
    [
        *("q", "q1-0-44-00000000", "q999-0-5-9f3a1c02", "Q1-0-44", "../../etc/passwd", "🦉", "q1 0 44", "null"),
        *("q1-0-999999999-9f3a1c02", "a" * 64, "x" * 4000, "ask Who opened the new bridge?", "-1", "%00"),
    ],
)
def test_a_link_with_junk_gets_one_calm_phrase(chat: PrivateChat, alice: User, payload: str) -> None:
    assert chat.wait_for_reply(chat.start(payload)).text == NOWHERE
    assert chat.ask(alice, QUESTION).blockquotes == [FIRST]


@pytest.mark.attack("a forged link")
@pytest.mark.usefixtures("bot")
def test_no_link_makes_the_bot_quote_half_a_sentence(chat: PrivateChat, data: Path) -> None:
    with Library.open(data) as library:
        passage = library.ask("Was a tunnel beside the bridge built?").hits[0].quote.passage
    half = Quote(passage, 0, passage.text.index(" never"))
    assert chat.wait_for_reply(chat.start(Pointer.of(half).payload(seal_of(data)))).text == NOWHERE


@pytest.mark.usefixtures("bot")
def test_a_start_with_another_bots_name_or_in_a_group_opens_nothing(
    group: Group, chat: PrivateChat, alice: User
) -> None:
    payload = payload_of(chat.ask(alice, QUESTION))
    group.say(alice, f"/start@other_bot {payload}", deliver=True)
    assert group.ask(alice, f"/start@verbatim_bot {payload}").blockquotes == []
    assert len(group.answers) == 1


@pytest.mark.usefixtures("bot")
def test_a_link_delivered_twice_is_answered_once(server: BotApiServer, chat: PrivateChat, alice: User) -> None:
    payload = payload_of(chat.ask(alice, QUESTION))
    chat.wait_for_reply(chat.start(payload))
    server.deliver_again()
    chat.ask(alice, "/help")
    assert len(chat.answers) == 3


def test_buttons_and_links_work_weeks_later(
    launch: Callable[..., Bot], chat: PrivateChat, alice: User, data: Path
) -> None:
    bot = launch()
    answer = chat.ask(alice, QUESTION)
    bot.stop()
    grow_older(data, 12 * WEEK)
    launch()
    answer.press(alice, "Context")
    answer.wait_for_edit(1)
    answer.press(alice, "Back")
    answer.wait_for_edit(2)
    assert chat.wait_for_reply(chat.start(payload_of(answer))).blockquotes == [FIRST]


def test_after_that_buttons_say_that_they_are_too_old_and_links_still_work(
    launch: Callable[..., Bot], chat: PrivateChat, alice: User, data: Path
) -> None:
    bot = launch()
    answer = chat.ask(alice, QUESTION)
    bot.stop()
    grow_older(data, 13 * WEEK)
    launch()
    assert answer.press(alice, "Context").text == "This answer is too old for its buttons. Please ask again."
    assert chat.wait_for_reply(chat.start(payload_of(answer))).blockquotes == [FIRST]


def grow_older(data: Path, seconds: int) -> None:
    """Age the stored answers."""
    with sqlite3.connect(data / "conversations.db") as connection:
        connection.execute("UPDATE answers SET expires_at = expires_at - ?", [seconds])
    connection.close()
