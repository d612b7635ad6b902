"""Inline mode."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

FIRST = "Mayor Jones opened the new bridge on Monday."
IS_A_QUOTE = "This is a quote, word for word. It was looked up, not written, by whoever sent it."
QUESTION = "Who opened the new bridge?"

pytestmark = pytest.mark.usefixtures("bot")


def lanterns(data: Path) -> None:
    corpus.store(data, "lanterns.jsonl", *({"text": text} for text in corpus.LANTERNS))


def add_secret(data: Path, collection: str) -> None:
    corpus.store(data, "secret.txt.jsonl", corpus.SECRET | {"title": "secret.txt"}, collection=collection)


def payload_of(message: Message) -> str:
    return message.links[-1].url.partition("?start=")[2]


def test_quotes_are_offered_with_their_source_and_date(server: BotApiServer, alice: User) -> None:
    offer = server.inline(alice, QUESTION)
    assert offer.titles[0] == "— The Harbour Post · 2024-08-06"
    assert offer.descriptions[0] == f"“{FIRST}”"
    assert 1 < len(offer.results) <= 10
    assert f"— {corpus.FILE_NAME}" in offer.titles
    assert not offer.is_personal
    assert 0 < offer.cache_time <= 300


def test_the_chosen_one_is_sent_with_its_source_and_says_that_it_is_a_quote(server: BotApiServer, alice: User) -> None:
    elsewhere = server.group("Elsewhere", members=[alice], bot=None)
    sent = server.inline(alice, QUESTION).choose(0, elsewhere)
    assert sent.blockquotes == [FIRST]
    assert sent.outside == f"\n— The Harbour Post (example.org) · A. Smith · 2024-08-06 · #1\n{IS_A_QUOTE}"
    assert sent.links[0].url.startswith("https://example.org/bridge#:~:text=")
    assert sent.link_preview is not None
    assert sent.link_preview["is_disabled"]


def test_its_button_opens_the_same_quote_in_a_private_chat(server: BotApiServer, alice: User, bob: User) -> None:
    sent = server.inline(alice, QUESTION).choose(0, server.group("Elsewhere", members=[alice, bob], bot=None))
    assert sent.buttons == ["Read on ▸"]
    reader = server.private_chat(bob)
    assert reader.wait_for_reply(reader.start(payload_of(sent))).blockquotes == [FIRST]


def test_the_bot_says_nothing_to_what_was_sent_by_way_of_it(server: BotApiServer, group: Group, alice: User) -> None:
    server.inline(alice, QUESTION).choose(0, group)
    group.ask(alice, "/help")
    assert len(group.answers) == 1


def test_a_key_costs_one_request_to_telegram_and_nothing_else(server: BotApiServer, alice: User) -> None:
    server.inline(alice, "warm")
    before = len([call for call in server.calls if call.method != "getUpdates"])
    for end in range(4, len(QUESTION) + 1):
        server.inline(alice, QUESTION[:end])
    calls = [call.method for call in server.calls if call.method != "getUpdates"][before:]
    assert calls == ["answerInlineQuery"] * (len(QUESTION) - 3)


def test_the_typists_own_collections_are_asked_and_then_it_is_personal(
    server: BotApiServer, data: Path, alice: User, bob: User
) -> None:
    add_secret(data, "vault")
    with Library.open(data) as library:
        library.set_collections_of(alice.id, ["vault"])
    own = server.inline(alice, "What is the password of the vault?")
    assert own.descriptions == [f"“{corpus.SECRET['text']}”"]
    assert own.is_personal
    assert server.inline(alice, QUESTION).descriptions[0] == f"“{FIRST}”"  # public is asked too
    others = server.inline(bob, "What is the password of the vault?")
    assert others.results == []
    assert not others.is_personal


def test_a_groups_collections_are_never_asked(server: BotApiServer, data: Path, group: Group, alice: User) -> None:
    add_secret(data, "vault")
    with Library.open(data) as library:
        library.set_collections_of(group.id, ["public", "vault"])
    assert server.inline(alice, "What is the password of the vault?", chat_type="supergroup").results == []
    assert group.ask(alice, "/ask What is the password of the vault?").blockquotes == [corpus.SECRET["text"]]


def test_further_quotes_come_page_by_page_and_none_comes_twice(server: BotApiServer, data: Path, alice: User) -> None:
    lanterns(data)
    seen: list[str] = []
    offset = ""
    for _ in range(10):
        offer = server.inline(alice, "Which lantern hangs at the pier?", offset=offset)
        assert len(offer.results) <= 10
        seen += [shown.strip("“”") for shown in offer.descriptions]
        offset = offer.next_offset
        if not offset:
            break
    assert len(seen) == len(set(seen)) == 25
    assert all(words.startswith("Lantern number") for words in seen)


@pytest.mark.parametrize("offset", ["-1", "ten", "9" * 64, "10; drop", "٣"])
def test_an_offset_that_is_none_ends_the_list(server: BotApiServer, alice: User, offset: str) -> None:
    offer = server.inline(alice, QUESTION, offset=offset)
    assert offer.results == []
    assert offer.next_offset == ""


@pytest.mark.parametrize("query", ["", "   ", "\u2003"])
def test_before_anything_is_typed_it_says_how_it_works(
    server: BotApiServer, chat: PrivateChat, alice: User, query: str
) -> None:
    offer = server.inline(alice, query)
    assert offer.titles == ["Look up a quote from any chat"]
    assert "@verbatim_bot" in offer.descriptions[0]
    assert offer.button is not None
    assert offer.button["text"] == "Ask in a private chat"
    told = chat.wait_for_reply(chat.start(offer.button["start_parameter"]))
    assert told.text == offer.descriptions[0]
    assert chat.ask(alice, QUESTION).blockquotes == [FIRST]


@pytest.mark.parametrize("query", ["🦉" * 256, "👩‍👩‍👧‍👦" * 36, "the of and", "zzz" * 80, "%% {} \x07 </>", "?" * 256])
def test_where_nothing_answers_nothing_is_offered(server: BotApiServer, alice: User, query: str) -> None:
    offer = server.inline(alice, query)
    assert offer.results == []
    assert offer.button is not None
    assert offer.button["text"] == "No stored sentence answers this."
    assert server.inline(alice, QUESTION).descriptions[0] == f"“{FIRST}”"


def test_a_sentence_too_long_for_a_message_is_broken_off_and_says_so(server: BotApiServer, alice: User) -> None:
    offer = server.inline(alice, "What does the chronicle of the drawbridge keeper list?")
    assert offer.descriptions[0].endswith("…”")
    sent = offer.choose(0, server.group("Elsewhere", members=[alice], bot=None))
    assert sent.text.endswith("The sentence goes on at its source.")
    assert IS_A_QUOTE in sent.text


def test_help_tells_of_it_in_each_language(server: BotApiServer, group: Group) -> None:
    for code in ("en", "ru", "uk", "es", "de", "ko"):
        person = server.user("Somebody", language_code=code)
        group.join(person)
        private = server.private_chat(person)
        how = private.wait_for_reply(private.start("inline")).text
        assert "@verbatim_bot" in how
        for answer in (private.ask(person, "/help"), group.ask(person, "/help"), group.ask(person, "/start")):
            assert answer.text.endswith(f"\n\n{how}")


def test_where_it_is_off_help_does_not_tell_of_it_and_the_operator_hears_of_it(
    server: BotApiServer, bot: Bot, launch: Callable[..., Bot], chat: PrivateChat, alice: User
) -> None:
    bot.stop()
    server.set_inline(False)
    launch().wait_for_line("inline mode is off")
    told = chat.ask(alice, "/help")
    assert told.text.startswith("Every message you send me is a question.")
    assert "@" not in told.text


def test_an_answer_that_comes_too_late_is_no_trouble(server: BotApiServer, alice: User) -> None:
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    server.fail("answerInlineQuery", status=400, description=late)
    with pytest.raises(AssertionError, match="was not answered"):
        server.inline(alice, QUESTION, timeout=0)
    server.wait_for_call("answerInlineQuery")
    assert server.inline(alice, QUESTION).descriptions[0] == f"“{FIRST}”"


def test_a_post_of_a_public_channel_is_linked_by_its_name(server: BotApiServer, data: Path, alice: User) -> None:
    channel = server.channel("Harbour", owner=alice, username="harbour_news")
    post = channel.post(corpus.FERRY)
    corpus.store_post(data, post)
    elsewhere = server.group("Elsewhere", members=[alice], bot=None)
    server.inline(alice, "When does the ferry sail?")
    server.wait_for_call("getChat")
    sent = server.inline(alice, "When does the ferry sail?").choose(0, elsewhere)
    assert sent.blockquotes == ["The ferry sails at nine."]
    assert sent.links[0].url == f"https://t.me/harbour_news/{post.id}"
