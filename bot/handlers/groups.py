"""Questions in groups: by /ask, by a mention of the bot, or by a reply to one of its messages.

In a group or topic in mode "open", the bot also answers unaddressed questions if it is sure. Where it is silent, `gate`
has stopped the update.
"""

from __future__ import annotations

from functools import partial

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.answering import answer
from bot.door.arrivals import Arrivals
from bot.handlers.registering import Handlers
from bot.hearing.overheard import is_to_nobody
from bot.hearing.questions import asked_in_group
from bot.keeping.chat_settings import Mode
from bot.saying import sending
from bot.services import Context, message_of


def handlers(arrivals: Arrivals) -> Handlers:
    """The handlers of this module."""
    texts = filters.ChatType.GROUPS & filters.TEXT & filters.UpdateType.MESSAGES
    return [MessageHandler(texts, partial(ask, arrivals))]


async def ask(arrivals: Arrivals, update: Update, context: Context) -> None:
    """Answer a text in a group if it is addressed to the bot or, in mode "open", reads as a question."""
    message = message_of(update)
    question = asked_in_group(message, context.bot.bot)
    if question is not None:
        await answer(context, question, message)
        return
    services = context.services
    is_open = services.chats.mutes.mode(message.chat.id, sending.topic_of(message)) is Mode.OPEN
    if is_open and arrivals.affords_unaddressed(update):
        to_nobody = is_to_nobody(message, context.bot.bot)
        question = await context.desk(message.chat.id).overheard(message.text or "") if to_nobody else None
        # An edited message may have been a question before: its answer has to be deleted.
        is_meant = question is not None or message.edit_date is not None
        if is_meant and arrivals.overhears(update) and await answer(context, question or "", message, unaddressed=True):
            arrivals.charge_unaddressed(update)
