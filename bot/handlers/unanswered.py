"""The buttons below "No stored sentence answers this.": words that may have been meant, and what comes closest."""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler

from bot.answering.closest import show_closest
from bot.answering.edits import change
from bot.answering.message_questions import MessageQuestion, asked_again
from bot.handlers.callback_queries import acknowledge, answer_under, may_use
from bot.handlers.registering import Handlers
from bot.hearing.questions import replied_to
from bot.keeping.answers import StoredAnswer
from bot.logs import summary_of
from bot.saying.phrases import Phrase
from bot.saying.unanswered_buttons import MEANT, PATTERN
from bot.services import Context

log = logging.getLogger(__name__)


def handlers() -> Handlers:
    """The handlers of this module."""
    return [CallbackQueryHandler(look_up, PATTERN)]


async def look_up(update: Update, context: Context) -> None:
    """Look the question up again, and show what was found in place of the answer that found nothing."""
    query = update.callback_query
    if query is None:
        return
    phrases, answer = context.phrases(query.from_user), await answer_under(query, context)
    if answer is None:
        await acknowledge(query, phrases(Phrase.BUTTON_EXPIRED), alert=True)
    elif not await may_use(query, answer, context):
        await acknowledge(query, phrases(Phrase.BUTTON_NOT_YOURS), alert=True)
    elif answer.places:  # its question was edited meanwhile
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
    elif (found := _question(query.message, answer, context)) is None:
        await acknowledge(query, phrases(Phrase.QUESTION_GONE), alert=True)
    else:
        try:
            question, message = found
            if query.data == MEANT:
                await change(context, answer, replace(question, bold=True), message)
            else:
                await show_closest(context, answer, question, message, phrases)
        except Exception as error:  # whatever it is, whoever pressed is told that something went wrong
            log.error("chat %s: nothing could be looked up: %s", answer.question.address.chat_id, summary_of(error))
            await acknowledge(query, phrases(Phrase.TROUBLE), alert=True)
        else:
            await acknowledge(query)


def _question(under: object, answer: StoredAnswer, context: Context) -> tuple[MessageQuestion, Message] | None:
    """The question of an answer, and the message that asks it; None if Telegram does not hand that message over."""
    message = replied_to(under) if isinstance(under, Message) else None
    if message is None:
        return None
    question = asked_again(message, answer.question.number, context.bot.bot)
    return (question, message) if question else None
