"""Splitting a message into questions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, MessageEntity

from bot.hearing.splitting import MAX_QUESTIONS, questions_in, reply_to_part
from bot.saying.quotable import FORMATTING
from tests.hostile import KINDS, MESSAGE

TEXT = "🦉 Really? Who opened the bridge? What does it cost?"
PART = "Who opened the bridge?"


def message(*entities: MessageEntity) -> Message:
    return Message(1, datetime.now(UTC), Chat(1, Chat.PRIVATE), text=TEXT, entities=entities)


def formatting(*entities: MessageEntity) -> list[MessageEntity]:
    reply = reply_to_part(message(*entities), PART)
    assert reply is not None
    return list(reply.quote_entities or ())


@pytest.mark.parametrize("kind", FORMATTING)
def test_all_formatting_that_telegram_compares_comes_along(kind: str) -> None:
    more: dict[str, Any] = {"custom_emoji": {"custom_emoji_id": "5"}}.get(kind, {})
    (entity,) = formatting(MessageEntity(kind, 7, 8, **more))
    # The part begins behind "🦉 Really? ", which is 11 UTF-16 units.
    assert (entity.type, entity.offset, entity.length) == (kind, 0, 4)
    assert entity.custom_emoji_id == more.get("custom_emoji_id")


def test_what_telegram_does_not_compare_stays_away() -> None:
    links = MessageEntity(MessageEntity.URL, 11, 3), MessageEntity(MessageEntity.CODE, 11, 3)
    elsewhere = MessageEntity(MessageEntity.BOLD, 0, 11), MessageEntity(MessageEntity.BOLD, 34, 4)
    assert formatting(*links, *elsewhere) == []


def test_a_part_that_the_message_does_not_say_is_not_pointed_at() -> None:
    assert reply_to_part(message(), "Who closed the bridge?") is None


@pytest.mark.parametrize("kind", KINDS)
def test_no_message_is_dear_to_split(kind: str) -> None:
    assert len(questions_in(KINDS[kind](MESSAGE))) <= MAX_QUESTIONS


@given(st.text("ab ?!？“”\"'\n)", max_size=60))
def test_the_questions_stand_in_the_message_in_this_order(text: str) -> None:
    place = 0
    for question in questions_in(text):
        place = text.index(question, place) + len(question)
