"""Tells people once that they have reached the flood limit."""

from __future__ import annotations

from functools import partial

from telegram import Update
from telegram.ext import ApplicationHandlerStop, BaseHandler

from bot.door.arrivals import Arrivals
from bot.handlers.callback_queries import acknowledge
from bot.handlers.registering import Handlers
from bot.saying import sending
from bot.saying.phrases import Phrase
from bot.services import Context


def handlers(arrivals: Arrivals) -> Handlers:
    """The handler of updates that are the first over the flood limit. Add it before all others."""
    return [_FloodNotice(arrivals)]


class _FloodNotice(BaseHandler[Update, Context, None]):
    def __init__(self, arrivals: Arrivals) -> None:
        super().__init__(partial(too_much, arrivals))
        self._arrivals = arrivals

    def check_update(self, update: object) -> bool:
        return self._arrivals.wants_notice(update)


async def too_much(arrivals: Arrivals, update: Update, context: Context) -> None:
    """Send the notice, and stop handling the update."""
    words = context.phrases(update.effective_user)(Phrase.TOO_MUCH)
    if update.callback_query:
        if await acknowledge(update.callback_query, words, alert=True):
            arrivals.said(update)
    elif update.effective_message:
        await sending.say(context.bot, words, update.effective_message, once=True)
        arrivals.said(update)
    raise ApplicationHandlerStop
