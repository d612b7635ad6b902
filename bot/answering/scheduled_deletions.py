"""Deletes not-found answers after a while, in groups that chose that."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from telegram import Message
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.services import Context

log = logging.getLogger(__name__)

INTERVAL = 1.0
"""Seconds between two runs of `delete_due`."""


def schedule_deletion(context: Context, question: Message, message_ids: Sequence[int]) -> None:
    """Schedule the deletion of a not-found answer, if the chat chose that. The schedule survives a restart."""
    after = context.services.chats.settings.of(question.chat.id).vanish_after
    if after and question.chat.type != ChatType.PRIVATE:
        context.services.chats.deletions.note(question.chat.id, message_ids, time.time() + after)


async def delete_due(context: Context) -> None:
    """Delete the messages that are due, in tasks of their own, so that no chat waits for the rate limit of another."""
    for chat_id, message_id in context.services.chats.deletions.take_due(time.time()):
        context.application.create_task(_delete(context, chat_id, message_id))


async def _delete(context: Context, chat_id: int, message_id: int) -> None:
    store = context.services.answers
    answer = store.of_message(chat_id, message_id)
    if answer and answer.places:
        return  # its question was edited meanwhile, and it shows a quote now
    try:
        await context.bot.delete_message(chat_id, message_id)
    except TelegramError as error:  # deleted already, or the bot left the chat
        log.info("chat %s: message %s was not deleted: %s", chat_id, message_id, error)
    if answer:
        store.forget(answer)
