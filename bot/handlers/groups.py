"""In a group the bot speaks when it is asked: by /ask, by a mention of it, or by a reply to one of its messages.

Where a group or topic is set to that, it also speaks up by itself, to a question that it can answer for sure. Where it
is to be silent, `gate` lets nothing through to here.
"""

from __future__ import annotations

from functools import partial

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.answering import answer
from bot.door.arrivals import Arrivals
from bot.handlers.registering import Handlers
from bot.hearing.overheard import overheard
from bot.hearing.questions import asked_in_group
from bot.keeping.chat_settings import Mode
from bot.saying import sending
from bot.services import Context, message_of


def handlers(arrivals: Arrivals) -> Handlers:
    """What this room listens to."""
    texts = filters.ChatType.GROUPS & filters.TEXT & filters.UpdateType.MESSAGES
    return [MessageHandler(texts, partial(ask, arrivals))]


async def ask(arrivals: Arrivals, update: Update, context: Context) -> None:
    """A text in a group: answered where it was meant for the bot, else passed over without a word."""
    message = message_of(update)
    question = asked_in_group(message, context.bot.bot)
    if question is not None:
        await answer(context, question, message)
        return
    services = context.services
    is_open = services.chats.mutes.mode(message.chat.id, sending.topic_of(message)) is Mode.OPEN
    if is_open and arrivals.affords_unaddressed(update):
        languages = await context.desk(message.chat.id).languages()
        question = overheard(message, context.bot.bot, languages)
        # An edit may have made something else of a question.
        is_meant = question is not None or message.edit_date is not None
        if is_meant and await answer(context, question or "", message, unaddressed=True):
            arrivals.charge_unaddressed(update)
