"""Sends, edits and deletes messages."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, NetworkError
from telegram.ext import ExtBot

from bot.keeping.addresses import Address
from bot.saying.messages import RenderedMessage
from bot.saying.phrases import Words
from bot.wire.error_meanings import Meaning, may_have_arrived, meaning
from bot.wire.pacing import ONCE

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
GENERAL = 1
"""The id of the General topic. Most messages in it have no topic id."""
_NOTHING_TO_EDIT = (Meaning.NOT_EDITED, Meaning.MESSAGE_GONE, Meaning.CHAT_UNREACHABLE)


async def send(
    bot: ExtBot[int],
    messages: Sequence[RenderedMessage],
    to: Address,
    *,
    keyboard: InlineKeyboardMarkup | ReplyKeyboardMarkup | None = None,
    reply_parameters: ReplyParameters | None = None,
    once: bool = False,
) -> list[int]:
    """Send messages as replies to the message at an address, in its forum topic; the keyboard goes under the last.

    `reply_parameters` make the first a reply to a part of that message, if it still contains the part. If the message
    was deleted meanwhile, they are no replies. `once`: where nobody knows whether a message has arrived, it is not sent
    again. Returns the ids of the messages; where Telegram does not tell, that of one is missing, and the others come
    all the same.
    """
    whole = ReplyParameters(to.message_id, allow_sending_without_reply=True)
    sent: list[int] = []
    for number, message in enumerate(messages, start=1):
        fields: dict[str, Any] = {
            "entities": message.entities,
            "message_thread_id": to.thread_id,
            "link_preview_options": NO_PREVIEW,
            "reply_markup": keyboard if number == len(messages) else None,
            "rate_limit_args": ONCE if once else None,
        }
        try:
            received = await bot.send_message(
                to.chat_id, message.text, reply_parameters=reply_parameters or whole, **fields
            )
        except BadRequest as error:
            if reply_parameters is None or meaning(error) is not Meaning.QUOTE_REFUSED:
                raise
            log.info("chat %s: message %s was answered as a whole: %s", to.chat_id, to.message_id, error)
            received = await bot.send_message(to.chat_id, message.text, reply_parameters=whole, **fields)
        except NetworkError as error:
            if not may_have_arrived(error) or (number == len(messages) and not sent):
                raise
            log.warning("chat %s: a part of an answer may not have arrived: %s", to.chat_id, error)
            continue
        reply_parameters = None
        sent.append(received.message_id)
    return sent


async def replace(
    bot: ExtBot[int],
    old: Sequence[int],
    messages: Sequence[RenderedMessage],
    to: Address,
    *,
    keyboard: InlineKeyboardMarkup | None = None,
    reply_parameters: ReplyParameters | None = None,
) -> list[int]:
    """Replace the messages with the ids `old`, which reply to the message at an address, by other messages.

    Existing messages are edited, further ones sent, superfluous ones deleted. Messages that were deleted meanwhile are
    not sent again. Returns the ids of the messages.
    """
    kept = list(old[: len(messages)])
    for place, (message_id, message) in enumerate(zip(kept, messages, strict=False)):
        await _edit(bot, to.chat_id, message_id, message, keyboard if place == len(messages) - 1 else None)
    if len(messages) > len(kept):
        kept += await send(
            bot,
            messages[len(kept) :],
            to,
            keyboard=keyboard,
            reply_parameters=None if kept else reply_parameters,
        )
    await delete(bot, to.chat_id, old[len(messages) :])
    return kept


async def delete(bot: ExtBot[int], chat_id: int, message_ids: Sequence[int]) -> None:
    """Delete messages of the bot. Messages that are gone already are ignored."""
    for message_id in message_ids:
        await _delete(bot, chat_id, message_id)


async def say(bot: ExtBot[int], words: Words | RenderedMessage, to: Message, *, once: bool = False) -> int:
    """Reply to a message with phrases, `once` at most if so. Returns the id of the reply."""
    (sent,) = await send(bot, [_message(words)], address_of(to), once=once)
    return sent


async def announce(bot: ExtBot[int], words: Words | RenderedMessage, chat_id: int) -> int:
    """Say phrases that reply to nothing. Returns the id of the message."""
    said = _message(words)
    sent = await bot.send_message(chat_id, said.text, entities=said.entities, link_preview_options=NO_PREVIEW)
    return sent.message_id


def _message(words: Words | RenderedMessage) -> RenderedMessage:
    return words if isinstance(words, RenderedMessage) else RenderedMessage(words)


def address_of(message: Message) -> Address:
    """The address of a message, for replies to it."""
    return Address(message.chat.id, thread_of(message), message.message_id)


def thread_of(message: Message) -> int | None:
    """The topic id to send to, for a reply to a message; None for General, which Telegram does not accept by id.

    In groups that are no forums, `message_thread_id` is the id of a thread of replies, and ignored.
    """
    thread_id = message.message_thread_id if message.is_topic_message else None
    return None if thread_id == GENERAL else thread_id


def topic_of(message: Message) -> int | None:
    """The topic id of a message, including General; None if the chat is no forum."""
    return thread_of(message) or (GENERAL if message.is_topic_message or message.chat.is_forum else None)


async def _edit(
    bot: ExtBot[int], chat_id: int, message_id: int, message: RenderedMessage, keyboard: InlineKeyboardMarkup | None
) -> None:
    try:
        await bot.edit_message_text(
            message.text,
            chat_id,
            message_id,
            entities=message.entities,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard,
        )
    except BadRequest as error:
        if meaning(error) not in _NOTHING_TO_EDIT:
            raise
        log.info("chat %s: message %s was not edited: %s", chat_id, message_id, error)


async def _delete(bot: ExtBot[int], chat_id: int, message_id: int) -> None:
    try:
        await bot.delete_message(chat_id, message_id)
    except BadRequest as error:
        log.info("chat %s: message %s was not deleted: %s", chat_id, message_id, error)
