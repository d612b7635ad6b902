"""Tells people and chats that are not admitted so, and stops updates from chats in which the bot is silent.

Who is admitted is decided at the door (`door/arrivals.py`). This handler group comes before all others, which never see
what it stops.
"""

from __future__ import annotations

import re
from functools import partial

from telegram import Chat, Message, Update
from telegram.error import BadRequest
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.door.arrivals import Arrivals
from bot.handlers.callback_queries import acknowledge
from bot.handlers.registering import Handlers
from bot.keeping.chat_settings import Mode
from bot.saying import sending
from bot.saying.phrases import Phrase
from bot.saying.unanswered_buttons import looks_up
from bot.services import Context

GROUP = -2  # before `flood_notice`: a silent bot sends no notice either
_NOTHING_FOR = 300  # seconds for which Telegram shows a stranger the empty results of an inline query again
# Commands handled also where the bot is silent; their handlers check for admins.
_MANAGING = re.compile(r"/(?:settings|mute|unmute|stats)(?:@\w+)?(?:\s|\Z)", re.IGNORECASE)


def handlers(arrivals: Arrivals) -> Handlers:
    """The handler of all updates."""
    return [TypeHandler(Update, partial(let_in, arrivals))]


async def let_in(arrivals: Arrivals, update: Update, context: Context) -> None:
    """Pass an update on to the other handlers, or stop it."""
    message = update.effective_message
    query = update.callback_query
    speaks = query is None or looks_up(query.data)
    silent = message is not None and speaks and _is_silent(message, context)
    if arrivals.refuses(update):
        if (query or not silent) and await _refuse(update, context):
            arrivals.said(update)
        raise ApplicationHandlerStop
    if silent and query:
        await acknowledge(query, context.phrases(query.from_user)(Phrase.SILENT_NOW), alert=True)
        raise ApplicationHandlerStop
    if silent and message and not (message.migrate_to_chat_id or message.migrate_from_chat_id):
        raise ApplicationHandlerStop


async def _refuse(update: Update, context: Context) -> bool:
    """Say that the bot is not for whoever sent an update. Returns whether it was said."""
    words = context.phrases(update.effective_user)(Phrase.NOT_ADMITTED)
    if update.callback_query:
        return await acknowledge(update.callback_query, words, alert=True)
    if update.inline_query:
        try:
            return await update.inline_query.answer([], is_personal=True, cache_time=_NOTHING_FOR)
        except BadRequest:  # too late: Telegram has stopped waiting
            return False
    if update.message is None:
        return False
    await sending.say(context.bot, words, update.message, once=True)
    return True


def _is_silent(message: Message, context: Context) -> bool:
    """Whether the bot is muted or off in the chat or topic of a message."""
    if message.chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
        return False
    mode = context.services.chats.mutes.mode(message.chat.id, sending.topic_of(message))
    return mode is Mode.OFF and not _MANAGING.match(message.text or "")
