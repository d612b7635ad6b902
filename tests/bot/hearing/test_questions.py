"""Whether a message is addressed to the bot, and what it asks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat, Message, MessageEntity, MessageOriginUser, TextQuote, User
from telegram import ForumTopicCreated as TopicBegan

from bot.hearing.questions import asked_in_group, asked_in_private, own_words, words_behind_command

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ME = User(99, "Verbatim", True, username="Verbatim_Bot")
ALICE, OTHER_BOT = User(1, "Alice", False), User(2, "Other", True, username="other_bot")
GROUP, PRIVATE = Chat(-100, Chat.SUPERGROUP), Chat(1, Chat.PRIVATE)
COMMAND, MENTION, TEXT_MENTION = MessageEntity.BOT_COMMAND, MessageEntity.MENTION, MessageEntity.TEXT_MENTION


def message(text: str | None, *entities: MessageEntity, sender: User = ALICE, **fields: Any) -> Message:
    return Message(5, NOW, fields.pop("chat", GROUP), from_user=sender, text=text, entities=entities, **fields)


def asked(text: str, *entities: MessageEntity, **fields: Any) -> str | None:
    return asked_in_group(message(text, *entities, **fields), ME)


def said(text: str | None, sender: User = ALICE, **fields: Any) -> Message:
    return message(text, sender=sender, **fields)


def test_ask_is_followed_by_the_question() -> None:
    assert asked("/ask Who warned?", MessageEntity(COMMAND, 0, 4)) == "Who warned?"
    assert asked("/ask@verbatim_BOT Who warned?", MessageEntity(COMMAND, 0, 17)) == "Who warned?"
    assert asked("/ASK Who\nwarned?", MessageEntity(COMMAND, 0, 4)) == "Who\nwarned?"


def test_a_command_for_somebody_else_asks_nothing() -> None:
    assert asked("/ask@other_bot Who?", MessageEntity(COMMAND, 0, 14)) is None
    assert asked("/ban Who?", MessageEntity(COMMAND, 0, 4)) is None
    assert asked("/ban Who?", MessageEntity(COMMAND, 0, 4), reply_to_message=said("It rained.", ME)) is None


def test_ask_alone_asks_what_it_replies_to() -> None:
    command = MessageEntity(COMMAND, 0, 4)
    assert asked("/ask", command, reply_to_message=said("Who warned?")) == "Who warned?"
    assert asked("/ask", command, reply_to_message=said(None, caption="Who is this?")) == "Who is this?"
    assert asked("/ask", command, reply_to_message=said("Who? What?"), quote=TextQuote("What?", 5)) == "What?"
    assert asked("/ask", command, reply_to_message=said(None)) == ""
    assert asked("/ask", command) == ""


def test_a_mention_is_taken_out_of_the_question() -> None:
    assert asked("@verbatim_bot Who warned?", MessageEntity(MENTION, 0, 13)) == "Who warned?"
    assert asked("🦉 Hey @verbatim_bot, who?", MessageEntity(MENTION, 7, 13)) == "🦉 Hey , who?"
    assert asked("Verbatim who?", MessageEntity(TEXT_MENTION, 0, 8, user=ME)) == "who?"
    assert asked("@verbatim_bot", MessageEntity(MENTION, 0, 13), reply_to_message=said("Who?")) == "Who?"
    assert asked("@verbatim_bot", MessageEntity(MENTION, 0, 13)) == ""


def test_a_mention_of_somebody_else_asks_nothing() -> None:
    assert asked("@verbatim_bot2 Who?", MessageEntity(MENTION, 0, 14)) is None
    assert asked("Alice who?", MessageEntity(TEXT_MENTION, 0, 5, user=ALICE)) is None
    assert asked("@verbatim_bot Who?") is None


def test_a_reply_to_the_bot_is_a_question() -> None:
    assert asked("And where?", reply_to_message=said("It rained.", ME)) == "And where?"
    assert asked("And where?", reply_to_message=said("It rained.", ALICE)) is None


def test_in_a_forum_the_beginning_of_a_topic_is_not_replied_to() -> None:
    began = said(None, ME, forum_topic_created=TopicBegan("News", 0))
    assert asked("Hello all", reply_to_message=began) is None
    assert asked("/ask", MessageEntity(COMMAND, 0, 4), reply_to_message=began) == ""


def test_bots_forwards_and_channels_ask_nothing() -> None:
    command = MessageEntity(COMMAND, 0, 4)
    assert asked("/ask Who?", command, sender=OTHER_BOT) is None
    assert asked("/ask Who?", command, forward_origin=MessageOriginUser(NOW, ALICE)) is None
    assert asked("/ask Who?", command, is_automatic_forward=True) is None
    assert asked("A quote", via_bot=ME, reply_to_message=said("It rained.", ME)) is None


@pytest.mark.parametrize("account", [1087968824, 136817688])
def test_anonymous_admins_and_channels_that_write_in_a_group_may_ask(account: int) -> None:
    stand_in = User(account, "Group", True)
    assert asked("/ask Who?", MessageEntity(COMMAND, 0, 4), sender=stand_in, sender_chat=GROUP) == "Who?"


def test_entities_that_do_not_fit_the_text_are_no_error() -> None:
    assert asked("🦉", MessageEntity(MENTION, 1, 5)) is None
    assert asked("/ask", MessageEntity(COMMAND, 0, 400)) == ""
    assert asked("🦉 who", MessageEntity(TEXT_MENTION, 1, 1, user=ME)) is not None


def test_in_a_private_chat_every_text_is_a_question() -> None:
    def private(text: str, *entities: MessageEntity, **fields: Any) -> str | None:
        return asked_in_private(message(text, *entities, chat=PRIVATE, **fields), ME)

    assert private("Who warned?") == "Who warned?"
    assert private("  Who?  ") == "  Who?  "
    assert private("/etc is what?", MessageEntity(COMMAND, 0, 4)) == "/etc is what?"
    assert private("/ask Who?", MessageEntity(COMMAND, 0, 4)) == "Who?"
    assert private("/ask", MessageEntity(COMMAND, 0, 4), reply_to_message=said("Who?")) == "Who?"
    assert private("Who?", forward_origin=MessageOriginUser(NOW, ALICE)) == "Who?"
    assert private("A quote", via_bot=ME) is None


def test_a_question_in_words_of_its_own_is_read_from_its_message_alone() -> None:
    mention, command = MessageEntity(MENTION, 0, 13), MessageEntity(COMMAND, 0, 4)
    assert own_words(message("@verbatim_bot Who?", mention), ME) == "Who?"
    assert own_words(message("/ask Who?", command), ME) == "Who?"
    # It replied to the bot, which is not seen of a message that is itself replied to.
    assert own_words(message("And where?"), ME) == "And where?"
    for text, entity in (("@verbatim_bot", mention), ("/ask", command)):
        assert own_words(message(text, entity, reply_to_message=said("Who?", ALICE)), ME) == ""
    assert own_words(message("@verbatim_bot Who?", mention, chat=PRIVATE), ME) == "@verbatim_bot Who?"


def test_the_words_behind_a_command_are_what_is_left_of_its_message() -> None:
    add = MessageEntity(COMMAND, 0, 4)
    assert (
        words_behind_command(message("/add  At ten.\nIn winter at 🦉 eleven. ", add))
        == "At ten.\nIn winter at 🦉 eleven."
    )
    assert words_behind_command(message("/add", add)) == ""
    assert words_behind_command(message("/add@verbatim_bot /add", MessageEntity(COMMAND, 0, 17))) == "/add"
