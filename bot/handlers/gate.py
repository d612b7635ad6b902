"""Stops updates from people and chats that are not allowed, and from chats in which the bot is silent.

Its handler group comes before all others, which never see what it stops.
"""

from __future__ import annotations

import re
from contextlib import suppress

from telegram import Chat, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.handlers.callback_queries import acknowledge
from bot.handlers.registering import Handlers
from bot.hearing.questions import asked_in_group
from bot.keeping.chat_settings import Mode
from bot.saying import sending
from bot.saying.phrases import Phrase
from bot.services import Context

GROUP = -2  # before `flood_notice`: a silent bot sends no notice either
# Commands handled also where the bot is silent; their handlers check for admins.
_MANAGING = re.compile(r"/(?:settings|mute|unmute|stats)(?:@\w+)?(?:\s|\Z)", re.IGNORECASE)
_WHOLE_CHAT = 0


def handlers() -> Handlers:
    """The handler of all updates."""
    return [TypeHandler(Update, let_in)]


async def let_in(update: Update, context: Context) -> None:
    """Pass an update on to the other handlers, or stop it."""
    message = update.effective_message
    if message and (message.migrate_to_chat_id or message.migrate_from_chat_id):
        return
    shut_out = _shut_out(update, context)
    if shut_out is not None:
        await _refuse(update, context, shut_out)
        raise ApplicationHandlerStop
    if message and update.callback_query is None and _is_silent(message, context):
        raise ApplicationHandlerStop


def _shut_out(update: Update, context: Context) -> int | None:
    """Who is not allowed: the id of a user, or 0 for the whole chat; None if the update may pass."""
    admission, chat, user = context.services.admission, update.effective_chat, update.effective_user
    message = update.effective_message
    not_private = chat is not None and chat.type != ChatType.PRIVATE
    # An inline query has no chat; a private chat is the person.
    sender = message.sender_chat if message and not update.callback_query else None
    person_allowed = admission.person_admitted(user, sender)
    earlier = context.services.chats.moves.earlier_id(chat.id) if chat and not_private else None
    chat_allowed = admission.chat_admitted(chat, earlier) if not_private else None
    if person_allowed is False:
        return user.id if user else _WHOLE_CHAT
    if chat_allowed is False:
        return _WHOLE_CHAT
    if person_allowed or chat_allowed or admission.is_open:
        return None
    return _WHOLE_CHAT if not_private or user is None else user.id


async def _refuse(update: Update, context: Context, who: int) -> None:
    """Tell `who` once that the bot is not for them, if the update is addressed to the bot."""
    words = context.phrases(update.effective_user)(Phrase.NOT_ADMITTED)
    message, query = update.effective_message, update.callback_query
    if query:
        await acknowledge(query, words, alert=True)
    elif update.inline_query:
        with suppress(BadRequest):  # too late: Telegram has stopped waiting
            await update.inline_query.answer([], is_personal=True)
    elif message and _speaks_to_the_bot(message, context):
        silent = message.chat.type != ChatType.PRIVATE and _is_silent(message, context)
        if not silent and context.services.chats.notes.tell_once(message.chat.id, who):
            await sending.say(context.bot, words, message)


def _speaks_to_the_bot(message: Message, context: Context) -> bool:
    if message.edit_date:
        return False
    if message.chat.type == ChatType.PRIVATE:
        return True
    if message.chat.type == ChatType.CHANNEL:
        return False
    return asked_in_group(message, context.bot.bot) is not None


def _is_silent(message: Message, context: Context) -> bool:
    """Whether the bot is muted or off in the chat or topic of a message."""
    if message.chat.type not in (Chat.GROUP, Chat.SUPERGROUP):
        return False
    mode = context.services.chats.mutes.mode(message.chat.id, sending.topic_of(message))
    return mode is Mode.OFF and not _MANAGING.match(message.text or "")
