"""In a group the bot speaks when it is asked: by /ask, by a mention of it, or by a reply to one of its messages."""

from __future__ import annotations

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.answering import answer
from bot.handlers.kinds import Handlers
from bot.questions import asked_in_group
from bot.services import Context, message_of


def handlers() -> Handlers:
    """What this room listens to."""
    return [MessageHandler(filters.ChatType.GROUPS & filters.TEXT & filters.UpdateType.MESSAGES, ask)]


async def ask(update: Update, context: Context) -> None:
    """A text in a group: answered where it was meant for the bot, else passed over without a word."""
    message = message_of(update)
    question = asked_in_group(message, context.bot.bot)
    if question is not None:
        await answer(context, question, message)
