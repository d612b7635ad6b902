"""Shared by /add and /remove: who may change the sources of a chat, and one change at a time in the background."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.handlers.admins import pressed_by_admin, sent_by_admin
from bot.keeping.chat_settings import Adders
from bot.logs import summary_of
from bot.saying import sending
from bot.saying.chat_action import show_typing
from bot.saying.phrases import Phrase
from bot.services import Context
from index import StoreError

log = logging.getLogger(__name__)

_T = TypeVar("_T")


async def why_not(message: Message, context: Context, press: CallbackQuery | None = None) -> Phrase | None:
    """Why the sender of a message, or of a callback query, may not change the sources of its chat; None if they may."""
    if not context.services.settings.added_passages:
        return Phrase.ADD_NOBODY
    if message.chat.type == ChatType.PRIVATE:
        return None
    adders = context.services.chats.settings.of(message.chat.id).adders
    if adders is Adders.NOBODY:
        return Phrase.ADD_NOBODY
    if adders is Adders.MEMBERS:
        return None
    by_admin = await (pressed_by_admin(press, context) if press else sent_by_admin(message, context))
    return None if by_admin else Phrase.ADD_ADMINS


async def begin(
    update: Update,
    context: Context,
    message: Message,
    change: Callable[[], Awaitable[_T]],
    tell: Callable[[_T], Awaitable[None]],
) -> bool:
    """Start a change in a background task, so that later updates of the chat need not wait, and report its result.

    Returns False, without starting it, if another change of this chat is in progress. A failure is reported in reply to
    `message`.
    """
    busy = context.services.adding
    if message.chat.id in busy:
        return False
    busy.add(message.chat.id)
    context.application.create_task(_make(context, message, update.effective_user, change, tell), update)
    return True


async def _make(
    context: Context,
    message: Message,
    user: User | None,
    change: Callable[[], Awaitable[_T]],
    tell: Callable[[_T], Awaitable[None]],
) -> None:
    chat_id = message.chat.id
    try:
        with show_typing(context.bot, chat_id, sending.thread_of(message)):
            changed = await change()
    except Exception as error:  # whatever it is, the user is told that it failed
        level = logging.INFO if isinstance(error, StoreError | TelegramError) else logging.ERROR
        log.log(level, "chat %s: nothing was added or removed: %s", chat_id, summary_of(error))
        failed = True
    else:
        failed = False
    finally:
        context.services.adding.discard(chat_id)
    if failed:
        await sending.say(context.bot, context.phrases(user)(Phrase.ADD_TROUBLE), message)
    else:
        await tell(changed)
