"""Deletes not-found answers after a while, in groups that chose that."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import Message
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.services import Context

log = logging.getLogger(__name__)

INTERVAL = 1.0
"""Seconds between two runs of `delete_due`."""


async def schedule_deletion(context: Context, question: Message, message_ids: Sequence[int]) -> None:
    """Schedule the deletion of a not-found answer, if the chat chose that. The schedule survives a restart."""
    after = context.services.chats.settings.of(question.chat.id).vanish_after
    if after and question.chat.type != ChatType.PRIVATE:
        note, due = context.services.chats.deletions.note, context.services.clock() + after
        what = "that a message is to be deleted"
        await context.services.chats.keeper.remember(what, note, question.chat.id, message_ids, due)


async def delete_due(context: Context) -> None:
    """Delete the messages that are due, in tasks of their own, so that no chat waits for the rate limit of another."""
    for chat_id, message_id in context.services.chats.deletions.take_due(context.services.clock()):
        context.application.create_task(_delete(context, chat_id, message_id))


async def _delete(context: Context, chat_id: int, message_id: int) -> None:
    """Delete a message, unless it shows a quote now, because its question was edited.

    Where Telegram cannot be reached, or the bot leaves meanwhile, the message is deleted after the next start.
    """
    answers, deletions = context.services.answers, context.services.chats.deletions
    answer = answers.of_message(chat_id, message_id)
    if not (answer and answer.places):
        try:
            await context.bot.delete_message(chat_id, message_id)
        except (BadRequest, Forbidden, ChatMigrated) as error:  # deleted already, or the bot left the chat
            log.info("chat %s: message %s was not deleted: %s", chat_id, message_id, error)
        except TelegramError as error:
            log.info("chat %s: message %s is not deleted yet: %s", chat_id, message_id, error)
            return
        if answer:
            await answers.keeper.remember("that an answer is gone", answers.forget, answer)
    await context.services.chats.keeper.remember("that a message was deleted", deletions.done, chat_id, message_id)
