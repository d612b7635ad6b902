"""Somebody asks more at once than can be answered: they are told so, once."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ApplicationHandlerStop, BaseHandler

from bot.door.arrivals import Arrivals
from bot.handlers.callback_queries import acknowledge
from bot.handlers.registering import Handlers
from bot.saying import sending
from bot.saying.phrases import Phrase
from bot.services import Context


def handlers(arrivals: Arrivals) -> Handlers:
    """What this room listens to: whatever was the first one too many. It comes before all others."""
    return [_FloodNotice(arrivals)]


class _FloodNotice(BaseHandler[Update, Context, None]):
    def __init__(self, arrivals: Arrivals) -> None:
        super().__init__(too_much)
        self._arrivals = arrivals

    def check_update(self, update: object) -> bool:
        return self._arrivals.wants_notice(update)


async def too_much(update: Update, context: Context) -> None:
    """Ask for patience, and leave it at that."""
    words = context.phrases(update.effective_user)(Phrase.TOO_MUCH)
    if update.callback_query:
        await acknowledge(update.callback_query, words, alert=True)
    elif update.effective_message:
        await sending.say(context.bot, words, update.effective_message)
    raise ApplicationHandlerStop
