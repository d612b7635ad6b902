"""Walls: no chat is shown anything of collections that it may not ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.saying.additions_list import sealed_source
from index import Library
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.seals import seal_of

SECRET, QUESTION = corpus.SECRET["text"], "What is the password of the vault?"
SAIL, SAILS = "When does the ferry sail?", "The ferry sails at nine."
NONE = "No stored sentence answers this."
GONE = "The source of this quote is no longer here."
UNKNOWN = "This button is not known any more."

Release = Callable[..., None]


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    names += ["Harbour", "Elsewhere", "Bob", "vault", "secret.jsonl"]


@pytest.fixture
def release(data: Path) -> Release:
    """Sets the collections of a chat."""

    def to(chat_id: int, *collections: str) -> None:
        with Library.open(data) as library:
            library.set_collections_of(chat_id, collections)

    return to


@pytest.fixture
def vault(data: Path, release: Release, group: Group) -> Group:
    """A group that may ask a collection of its own beside the public one."""
    corpus.store(data, "secret.jsonl", corpus.SECRET, {"text": corpus.GATE}, collection="vault")
    release(group.id, "public", "vault")
    return group


def payload_of(answer: Message) -> str:
    return next(link.url for link in answer.links if "↗" in link.text).rpartition("=")[2]


@pytest.mark.usefixtures("bot")
def test_who_may_not_ask_a_collection_gets_nothing_of_it(
    server: BotApiServer, vault: Group, chat: PrivateChat, alice: User, bob: User
) -> None:
    answer = vault.ask(bob, f"/ask {QUESTION}")
    assert answer.blockquotes == [SECRET]
    other = server.group("Elsewhere", members=[alice, bob])
    assert chat.ask(alice, QUESTION).text == NONE
    assert other.ask(bob, f"/ask {QUESTION}").text == NONE
    edited = other.ask(bob, "/ask Who opened the new bridge?")
    assert edited.reply_to is not None
    other.edit(edited.reply_to, f"/ask {QUESTION}")
    edited.wait_for_edit(1)
    assert edited.text == NONE
    assert "leads to no quote" in chat.wait_for_reply(chat.start(payload_of(answer))).text
    assert server.inline(alice, QUESTION).results == []
    for room, who in ((chat, alice), (other, bob)):
        assert "secret.jsonl" not in room.ask(who, "/sources").text
    assert "secret.jsonl" in vault.ask(bob, "/sources").text


@pytest.mark.usefixtures("bot")
def test_what_is_withdrawn_is_gone_from_answers_given_before(vault: Group, bob: User, release: Release) -> None:
    answer = vault.ask(bob, "/ask What is the password of the vault, and when does the gate close?")
    assert "▸" in " ".join(answer.buttons)
    release(vault.id, "public")
    for label in ("Next", "Context"):
        assert answer.press(bob, label).text == GONE
    assert not answer.edited


@pytest.mark.usefixtures("bot")
def test_a_reply_to_what_was_withdrawn_asks_without_its_words(
    group: Group, bob: User, data: Path, release: Release
) -> None:
    corpus.store(data, "posts.jsonl", {"text": corpus.FERRY})
    corpus.store(data, "lanterns.jsonl", {"text": corpus.WAIVED}, collection="vault")
    release(group.id, "public", "vault")
    question = "What does the ferry do?"
    plain = group.ask(bob, f"/ask {question}").blockquotes
    answer = group.ask(bob, "/ask Is the toll for carts waived on Sundays?")
    assert answer.blockquotes == [corpus.WAIVED]
    rests = "On Sundays the ferry rests."
    assert group.ask(bob, question, reply_to=answer).blockquotes[0] == rests != plain[0]
    release(group.id, "public")
    assert group.ask(bob, question, reply_to=answer).blockquotes == plain


@pytest.mark.usefixtures("bot")
def test_the_other_sources_of_a_sentence_are_those_that_may_be_asked(
    server: BotApiServer, group: Group, chat: PrivateChat, alice: User, bob: User, data: Path, release: Release
) -> None:
    for number, collection in enumerate(("vault", "public")):
        corpus.store(data, f"waiver{number}.jsonl", corpus.WAIVERS[number], collection=collection)
    release(group.id, "public", "vault")
    release(alice.id, "public", "vault")
    question = "Which toll is waived on Sundays by order of the council?"
    answer = group.ask(bob, f"/ask {question}")
    assert "also stands in" in answer.outside
    assert "also stands in" not in server.private_chat(bob).ask(bob, question).outside
    # Recipients may not know what Alice may ask: a public quote does not name its private copies.
    sent = server.inline(alice, question).choose(0, server.group("Elsewhere", members=[alice], bot=None))
    assert "Radio Harbour" in sent.outside
    assert "Town Gazette" not in sent.outside
    release(group.id, "public")
    answer.press(bob, "Context")
    answer.wait_for_edit(1)
    assert "also stands in" not in answer.outside


@pytest.mark.usefixtures("bot")
def test_telegram_quotes_a_post_only_where_its_collection_may_be_asked(
    server: BotApiServer, group: Group, alice: User, bob: User, data: Path, release: Release
) -> None:
    channel = server.channel("Harbour channel", owner=bob, username="harbour_news")
    corpus.store_post(data, channel.post(corpus.FERRY), collection="vault")
    release(group.id, "vault")
    assert group.ask(bob, f"/ask {SAIL}").quote == SAILS
    assert server.group("Elsewhere", members=[alice]).ask(alice, f"/ask {SAIL}").text == NONE


@pytest.mark.usefixtures("bot")
def test_who_speaks_up_unasked_keeps_to_the_walls_too(
    server: BotApiServer, vault: Group, alice: User, bob: User
) -> None:
    server.set_privacy(False)
    other = server.group("Elsewhere", members=[alice, bob])
    for room in (vault, other):
        panel = room.ask(alice, "/settings")
        for data in ("s1:speak", "s1:speak:open"):
            before = len(panel.versions)
            panel.press(alice, data)
            panel.wait_for_edit(before)
    assert vault.wait_for_reply(vault.say(bob, QUESTION)).blockquotes == [SECRET]
    other.say(bob, QUESTION)
    assert other.wait_for_reply(other.say(bob, "/ask Who opened the new bridge?")).blockquotes
    assert len(other.answers) == 2


@pytest.mark.usefixtures("bot")
def test_a_forged_button_takes_out_nothing_that_was_not_added_here(
    server: BotApiServer, group: Group, alice: User, bob: User, data: Path
) -> None:
    other = server.group("Elsewhere", members=[alice, bob])
    for room in (group, other):
        notice = room.say(bob, corpus.GATE, deliver=False)
        room.wait_for_reply(room.say(alice, "/add", reply_to=notice))
    with Library.open(data) as library:
        stored = {one.source.collection: one.source.id for one in library.sources()}
    panel, seal = group.ask(alice, "/remove"), seal_of(data)
    for collection in ("public", f"chat:{other.id}"):
        assert (
            panel.press(alice, f"r2:{sealed_source(stored[collection], other.id, seal)}:0", forged=True).text == UNKNOWN
        )
    public = group.ask(bob, "/ask Who opened the new bridge?")
    refused = group.wait_for_reply(group.say(alice, "/remove", reply_to=public))
    assert refused.text.startswith("Send /remove in reply to what was added")
    with Library.open(data) as library:
        assert {one.source.collection: one.source.id for one in library.sources()} == stored
