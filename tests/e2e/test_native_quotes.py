"""Native quotes of passages that were Telegram messages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from tests.bot_api import BotApiServer, Channel, Group, Message, PrivateChat, User
from tests.bot_api.calls import Call
from tests.e2e import corpus
from tests.e2e.bots import Bot

NINE = "The ferry sails at nine."
WHEN = "When does the ferry sail?"
CHANGED = "Changed at its source: Telegram does not find these words there any more."
UNCONFIRMED = "Telegram does not confirm these words at their source."
UNREACHABLE = "Telegram does not let me check these words at their source."


@pytest.fixture
def channel(server: BotApiServer, bob: User) -> Channel:
    """A public channel that the bot is in."""
    return server.channel("Harbour", owner=bob, username="harbour_news")


@pytest.fixture
def post(channel: Channel, data: Path) -> Message:
    """Its post, which is stored."""
    found = channel.post(corpus.FERRY)
    corpus.store_post(data, found)
    return found


def tries(server: BotApiServer) -> list[Call]:
    """The messages sent with a native quote."""
    return [call for call in server.calls_of("sendMessage") if "quote" in str(call.params.get("reply_parameters"))]


def in_blockquote(answer: Message, notice: str = "") -> bool:
    """Whether it is the bot that quotes, with this notice."""
    assert answer.quote is None
    assert answer.blockquotes == [NINE]
    assert answer.outside == "\n— Harbour channel · #1" + (f"\n{notice}" if notice else "")
    return True


@pytest.mark.usefixtures("bot")
def test_a_post_of_a_public_channel_is_quoted_by_telegram_itself(chat: PrivateChat, alice: User, post: Message) -> None:
    answer = chat.ask(alice, WHEN)
    assert answer.quote == NINE
    assert answer.reply_to == post
    assert answer.text == "— Harbour channel · #1"
    assert answer.blockquotes == []
    assert answer.links[0] == ("Harbour channel", f"https://t.me/harbour_news/{post.id}")
    assert answer.record.quote is not None
    assert answer.record.quote["position"] == len("Gulls 🦉🦉 are loud. ".encode("utf-16-le")) // 2


@pytest.mark.usefixtures("bot")
def test_in_a_group_and_in_a_topic_too(server: BotApiServer, alice: User, bob: User, post: Message) -> None:
    group = server.group("Harbour talk", members=[alice, bob])
    answer = group.ask(bob, f"/ask {WHEN}")
    assert (answer.quote, answer.reply_to) == (NINE, post)
    topic = server.group("Forum", members=[alice], forum=True).topic("Boats")
    answer = topic.ask(alice, f"/ask {WHEN}")
    assert (answer.quote, answer.reply_to, answer.thread_id) == (NINE, post, topic.thread_id)


@pytest.mark.usefixtures("bot")
def test_the_formatting_of_the_message_belongs_to_the_quote(
    channel: Channel, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    start = len("Gulls 🦉🦉 are loud. The ".encode("utf-16-le")) // 2
    entities = [
        {"type": "italic", "offset": 0, "length": start + 5},
        {"type": "bold", "offset": start, "length": len("ferry")},
        {"type": "text_link", "offset": start, "length": len("ferry"), "url": "https://example.org/posts"},
    ]
    post = channel.say(bob, corpus.FERRY, sender_chat=channel.chat, entities=entities)
    corpus.store_post(data, post)
    assert chat.ask(alice, WHEN).quote == NINE


@pytest.mark.usefixtures("bot")
def test_a_message_of_a_private_group_is_quoted_there_and_nowhere_else(
    server: BotApiServer, group: Group, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    message = group.say(bob, corpus.FERRY)
    corpus.store_post(data, message)
    answer = group.ask(bob, f"/ask {WHEN}")
    assert (answer.quote, answer.reply_to) == (NINE, message)
    link = f"https://t.me/c/{-group.id - 10**12}/{message.id}"
    assert answer.links[0].url == link
    elsewhere = chat.ask(alice, WHEN)
    assert in_blockquote(elsewhere)
    assert elsewhere.links[0].url == link
    other = server.group("Other", members=[alice]).ask(alice, f"/ask {WHEN}")
    assert in_blockquote(other)
    assert len(tries(server)) == 1


@pytest.mark.usefixtures("bot")
def test_elsewhere_the_address_of_the_source_is_better_than_one_that_only_members_can_open(
    group: Group, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    corpus.store_post(data, group.say(bob, corpus.FERRY), url=corpus.POST_URL)
    assert chat.ask(alice, WHEN).links[0].url.startswith(f"{corpus.POST_URL}#:~:text=The%20ferry")
    assert group.ask(bob, f"/ask {WHEN}").links[0].url.startswith("https://t.me/c/")


@pytest.mark.usefixtures("bot")
def test_a_private_channel_is_not_quoted_elsewhere(
    server: BotApiServer, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    corpus.store_post(data, server.channel("Inner circle", owner=bob).post(corpus.FERRY))
    assert in_blockquote(chat.ask(alice, WHEN))
    assert tries(server) == []


def test_an_edited_post_is_quoted_from_the_store_and_said_to_have_changed(
    server: BotApiServer, launch: Callable[..., Bot], channel: Channel, post: Message, chat: PrivateChat, alice: User
) -> None:
    bot = launch()
    assert chat.ask(alice, WHEN).quote == NINE
    channel.edit(post, "The ferry does not sail.")
    assert in_blockquote(chat.ask(alice, WHEN), CHANGED)
    assert in_blockquote(chat.ask(alice, WHEN), CHANGED)
    bot.stop()
    launch()
    assert in_blockquote(chat.ask(alice, WHEN), CHANGED)
    assert len(tries(server)) == 2


@pytest.mark.usefixtures("bot")
def test_a_quote_that_telegram_leaves_out_without_a_word_is_the_bots_own(
    server: BotApiServer, chat: PrivateChat, alice: User, post: Message
) -> None:
    server.leave_quotes_out()
    question = chat.say(alice, WHEN)
    answer = chat.wait_for_reply(question)
    assert in_blockquote(answer, UNCONFIRMED)
    # A message that Telegram sent without the quote is deleted.
    assert chat.answers == [answer]
    (sent,) = tries(server)
    server.wait_for_call("deleteMessage")
    assert server.calls_of("deleteMessage")[0].params["message_id"] == str(sent.result["message_id"])
    answer.press(alice, "Context")
    answer.wait_for_edit(1)
    assert NINE in answer.bold
    # It is not tried again for a day.
    server.leave_quotes_out(False)
    assert in_blockquote(chat.ask(alice, WHEN), UNCONFIRMED)
    assert len(tries(server)) == 1


@pytest.mark.usefixtures("bot")
def test_in_a_topic_too(server: BotApiServer, alice: User, post: Message) -> None:
    topic = server.group("Forum", members=[alice], forum=True).topic("Boats")
    server.leave_quotes_out()
    question = topic.say(alice, f"/ask {WHEN}")
    answer = topic.wait_for_reply(question)
    assert in_blockquote(answer, UNCONFIRMED)
    assert topic.answers == [answer]


@pytest.mark.usefixtures("bot")
def test_a_new_text_is_quoted_anew(channel: Channel, post: Message, chat: PrivateChat, alice: User, data: Path) -> None:
    channel.edit(post, corpus.FERRY_AGAIN)
    assert in_blockquote(chat.ask(alice, WHEN), UNCONFIRMED)
    corpus.store_post(data, post)
    assert chat.ask(alice, WHEN).quote == corpus.FERRY_AGAIN


@pytest.mark.usefixtures("bot")
def test_a_deleted_post_is_quoted_from_the_store(
    server: BotApiServer, channel: Channel, post: Message, chat: PrivateChat, alice: User
) -> None:
    assert chat.ask(alice, WHEN).quote == NINE
    channel.delete(post)
    answer = chat.ask(alice, WHEN)
    assert in_blockquote(answer, CHANGED)
    assert len(tries(server)) == 2
    answer.press(alice, "Context")
    answer.wait_for_edit(1)
    assert CHANGED in answer.outside


@pytest.mark.usefixtures("bot")
def test_a_channel_that_the_bot_was_thrown_out_of(
    server: BotApiServer, channel: Channel, post: Message, chat: PrivateChat, alice: User
) -> None:
    assert chat.ask(alice, WHEN).reply_to == post
    channel.remove_bot()
    assert in_blockquote(chat.ask(alice, WHEN), UNREACHABLE)
    assert in_blockquote(chat.ask(alice, WHEN), UNREACHABLE)
    assert len(tries(server)) == 2


@pytest.mark.usefixtures("bot")
def test_a_chat_that_the_bot_was_never_in(
    server: BotApiServer, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    post = server.channel("Strangers", owner=bob, username="strangers", bot=None).post(corpus.FERRY)
    corpus.store_post(data, post)
    answer = chat.ask(alice, WHEN)
    assert in_blockquote(answer, UNREACHABLE)
    assert tries(server) == []


@pytest.mark.usefixtures("bot")
def test_formatting_that_is_not_that_of_the_message_is_refused_by_telegram(
    channel: Channel, chat: PrivateChat, alice: User, data: Path
) -> None:
    post = channel.post(corpus.FERRY)
    entities = [{"type": "bold", "offset": 0, "length": 9999}, {"type": "custom_emoji", "offset": 30, "length": 1}]
    origin = {"chat_id": post.chat_id, "message_id": post.id, "entities": entities}
    corpus.store_post(data, post, telegram=origin)
    answer = chat.ask(alice, WHEN)
    assert answer.blockquotes == [NINE]
    assert chat.ask(alice, "Who opened the new bridge?").blockquotes


@pytest.mark.usefixtures("bot")
def test_a_sentence_of_more_than_1024_units_is_quoted_by_the_bot(
    server: BotApiServer, channel: Channel, chat: PrivateChat, alice: User, data: Path
) -> None:
    corpus.store_post(data, channel.post(corpus.CHAIN))
    answer = chat.ask(alice, "When is the harbour chain raised?")
    assert answer.blockquotes == [corpus.CHAIN]
    assert answer.outside == "\n— Harbour channel · #1"
    assert tries(server) == []


@pytest.mark.usefixtures("bot")
def test_the_general_topic_is_answered_in_the_general_topic(server: BotApiServer, alice: User, data: Path) -> None:
    forum = server.group("Forum", members=[alice], forum=True)
    corpus.store_post(data, forum.topic("Boats").say(alice, corpus.FERRY))
    answer = forum.ask(alice, f"/ask {WHEN}")
    assert in_blockquote(answer)
    assert answer.thread_id is None
    other = forum.topic("Other")
    answer = other.ask(alice, f"/ask {WHEN}")
    assert (answer.quote, answer.thread_id) == (NINE, other.thread_id)


@pytest.mark.usefixtures("bot", "post")
def test_its_pages_are_turned_in_the_same_message(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, WHEN)
    answer.press(alice, "Context")
    answer.wait_for_edit(1)
    assert answer.bold == [NINE]
    answer.press(alice, "Back")
    answer.wait_for_edit(2)
    assert (answer.quote, answer.text) == (NINE, "— Harbour channel · #1")
    answer.press(alice, "Next")
    answer.wait_for_edit(3)
    assert answer.blockquotes == ["On Sundays the ferry rests."]
    assert len(chat.answers) == 1


@pytest.mark.usefixtures("bot", "post")
def test_where_the_question_is_edited_the_native_quote_makes_room(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, WHEN)
    native = chat.wait_for(lambda message: message.quote == NINE)
    chat.edit(question, "Who opened the new bridge?")
    native.wait_until_deleted()
    answer = chat.wait_for_reply(question)
    assert answer.blockquotes == ["Mayor Jones opened the new bridge on Monday."]
    chat.edit(question, WHEN)
    answer.wait_for_edit(1)
    assert answer.blockquotes == [NINE]


@pytest.mark.usefixtures("bot", "post")
def test_a_group_that_threw_the_bot_out_says_nothing_of_the_source(
    server: BotApiServer, group: Group, chat: PrivateChat, alice: User, bob: User
) -> None:
    group.kick(server.bot)
    group.say(bob, f"/ask {WHEN}", deliver=True)
    server.wait_for_call("sendMessage", 2)
    assert chat.ask(alice, WHEN).quote == NINE


@pytest.mark.usefixtures("bot", "post")
def test_only_whoever_may_ask_its_collection_is_shown_it(
    chat: PrivateChat, alice: User, channel: Channel, data: Path
) -> None:
    corpus.store_post(data, channel.post(corpus.FERRY_AGAIN), collection="crew")
    assert chat.ask(alice, WHEN).quote == NINE
    with Library.open(data) as library:
        library.set_collections_of(chat.id, ["public", "crew"])
    assert chat.ask(alice, "Does the ferry sail at ten from today?").quote == corpus.FERRY_AGAIN
