"""Callback queries under answers: whose they are, who may send them, and how they are answered."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Message
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.keeping.answers import StoredAnswer
from bot.services import Context

log = logging.getLogger(__name__)


async def acknowledge(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> bool:
    """Answer a callback query, with a notification or an alert that only its sender sees, or with neither.

    Returns whether Telegram took the answer.
    """
    try:
        return await query.answer(text, show_alert=alert)
    except BadRequest as error:  # too late: Telegram has stopped waiting
        log.info("a callback query was not answered: %s", error)
        return False


def is_under(query: CallbackQuery, message: Message) -> bool:
    """Whether the button that was pressed stands under its message now: a client may send any data with any message."""
    keyboard = message.reply_markup.inline_keyboard if message.is_accessible and message.reply_markup else ()
    return any(button.callback_data == query.data for row in keyboard for button in row)


async def answer_under(query: CallbackQuery, context: Context) -> StoredAnswer | None:
    """The stored answer that the button of a query stands under."""
    if query.message is None:
        return None
    await context.services.answers.keeper.settled()
    return context.services.answers.of_message(query.message.chat.id, query.message.message_id)


async def may_use(query: CallbackQuery, answer: StoredAnswer, context: Context) -> bool:
    """Whether a user may use the buttons under an answer: the person who asked, and the admins of the group."""
    if query.from_user.id == answer.question.asker_id:
        return True
    in_private = query.message is not None and query.message.chat.type == ChatType.PRIVATE
    return not in_private and await context.is_admin(answer.question.address.chat_id, query.from_user.id)
