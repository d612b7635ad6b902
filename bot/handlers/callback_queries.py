"""Callback queries under answers: whose they are, who may send them, and how they are answered."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import CallbackQuery, Message
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.answering.delivery import earlier_answers
from bot.answering.message_questions import asked_again
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
    """The stored answer that the button of a query stands under.

    Where a message was sent twice, one of the two is unknown: it is found by the question that it replies to.
    """
    message, answers = query.message, context.services.answers
    if message is None:
        return None
    await answers.keeper.settled()
    known = answers.of_message(message.chat.id, message.message_id)
    if known or not isinstance(message, Message) or message.reply_to_message is None:
        return known
    asked = message.reply_to_message
    found = [*(await earlier_answers(context.services, asked)).values()]
    if len(found) > 1 and message.quote:  # it replies to one question of several
        parts = [(one, asked_again(asked, one.question.number, context.bot.bot)) for one in found]
        found = [one for one, part in parts if part and part.text == message.quote.text]
    return replace(found[0], message_ids=(message.message_id,)) if len(found) == 1 else None


async def may_use(query: CallbackQuery, answer: StoredAnswer, context: Context) -> bool:
    """Whether a user may use the buttons under an answer: the person who asked, and the admins of the group."""
    if query.from_user.id == answer.question.asker_id:
        return True
    in_private = query.message is not None and query.message.chat.type == ChatType.PRIVATE
    return not in_private and await context.is_admin(answer.question.address.chat_id, query.from_user.id)
