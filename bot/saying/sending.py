"""Putting messages into a chat, and changing them there."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.keeping.addresses import Address
from bot.saying.render import RenderedMessage
from bot.wire.error_meanings import Meaning, meaning

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
GENERAL = 1
"""The topic that every forum has. Messages in it seldom say that they are in any."""
_NOTHING_TO_EDIT = (Meaning.NOT_EDITED, Meaning.MESSAGE_GONE, Meaning.CHAT_UNREACHABLE)


async def send(
    bot: ExtBot[int],
    messages: Sequence[RenderedMessage],
    to: Address,
    *,
    keyboard: InlineKeyboardMarkup | None = None,
    reply_parameters: ReplyParameters | None = None,
) -> list[int]:
    """Send messages as replies to the one at an address, in its forum topic, the buttons under the last.

    Returns the numbers of the messages. A question that was deleted meanwhile is answered without a reply. `part`
    replies to a part of it only, as long as the question says that.
    """
    whole = ReplyParameters(to.message_id, allow_sending_without_reply=True)
    sent = []
    for number, message in enumerate(messages, start=1):
        fields: dict[str, Any] = {
            "entities": message.entities,
            "message_thread_id": to.thread_id,
            "link_preview_options": NO_PREVIEW,
            "reply_markup": keyboard if number == len(messages) else None,
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
    """Let the messages with the numbers `old`, which reply to the one at an address, say something else.

    They are edited, what is missing is sent, and the rest is deleted.

    Returns the numbers of the messages now. Messages that vanished stay vanished.
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
    """Delete messages of the bot's own; those that are gone already are no trouble."""
    for message_id in message_ids:
        await _delete(bot, chat_id, message_id)


async def say(bot: ExtBot[int], text: str, to: Message) -> int:
    """Reply to a message with words of the bot's own. Returns the number of the new message."""
    (sent,) = await send(bot, [RenderedMessage(text)], address_of(to))
    return sent


def address_of(message: Message) -> Address:
    """Where a message stands, for replies to it."""
    return Address(message.chat.id, thread_of(message), message.message_id)


def thread_of(message: Message) -> int | None:
    """The topic to name where something is to go where a message stands; Telegram wants General not to be named.

    In groups that are no forums, `message_thread_id` names a thread of replies.
    """
    thread_id = message.message_thread_id if message.is_topic_message else None
    return None if thread_id == GENERAL else thread_id


def topic_of(message: Message) -> int | None:
    """The topic that a message stands in, General too; None where there are no topics."""
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
