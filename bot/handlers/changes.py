"""Shared by /add and /remove: who may change the sources of a chat, and changes in the background."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType
from telegram.error import ChatMigrated, TelegramError

from bot.handlers.admins import pressed_by_admin, sent_by_admin
from bot.keeping.additions import Additions
from bot.keeping.addresses import Address
from bot.keeping.chat_settings import Adders
from bot.logs import summary_of
from bot.saying import sending
from bot.saying.chat_action import show_typing
from bot.saying.messages import RenderedMessage
from bot.saying.phrases import Phrase, Words
from bot.services import Context, asker_of
from index import StoreError

log = logging.getLogger(__name__)

_T = TypeVar("_T")


async def why_not_add(message: Message, context: Context) -> Phrase | None:
    """Why the sender of a message may not add sources to its chat; None if they may."""
    if not context.services.settings.added_passages:
        return Phrase.ADD_NOBODY
    if message.chat.type == ChatType.PRIVATE:
        return None
    adders = context.services.chats.settings.of(message.chat.id).adders
    if adders is Adders.NOBODY:
        return Phrase.ADD_NOBODY
    if adders is Adders.MEMBERS:
        return None
    return None if await sent_by_admin(message, context) else Phrase.ADD_ADMINS


@dataclass(frozen=True, slots=True)
class Removable:
    """What a person may take out of a chat: `everything` that was added there, or only what they added."""

    everything: bool
    person: int
    additions: Additions

    @property
    def nothing(self) -> bool:
        """Whether they may take out nothing."""
        return not self.everything and not self.additions.has_added(self.person)

    def holds(self, source_id: int) -> bool:
        """Whether a source is among it."""
        return self.everything or self.additions.is_by(source_id, self.person)


async def removable(message: Message, context: Context, press: CallbackQuery | None = None) -> Removable:
    """What the sender of a message, or of a callback query, may take out of its chat.

    Admins, and members where members may add, everything; everybody what they added themselves. That nothing can be
    added, in this chat or at all, takes nobody's right to remove.
    """
    chats = context.services.chats
    everything = message.chat.type == ChatType.PRIVATE or chats.settings.of(message.chat.id).adders is Adders.MEMBERS
    if not everything:
        everything = await (pressed_by_admin(press, context) if press else sent_by_admin(message, context))
    return Removable(everything, press.from_user.id if press else asker_of(message), chats.additions)


def begin(
    update: Update,
    context: Context,
    message: Message,
    change: Callable[[], Awaitable[_T]],
    tell: Callable[[_T], Awaitable[None]],
    done: Callable[[], None],
) -> None:
    """Make a change in a background task, so that later updates of the chat need not wait, and report its result.

    `done` is called before that. A failure is reported in reply to `message`. If the bot dies before, the next start
    makes it.
    """
    unfinished = context.services.unfinished
    unfinished.hold(update.update_id)

    async def make() -> None:
        try:
            await _make(context, message, update.effective_user, change, tell, done)
        except Exception:
            unfinished.finish(update.update_id)
            raise
        unfinished.finish(update.update_id)

    context.application.create_task(make(), update)


async def tell_now(context: Context, words: Words | RenderedMessage, message: Message) -> Address:
    """Reply to a message, also where its chat has become a supergroup meanwhile: there, it can be no reply.

    Returns the address of what was sent.
    """
    chat_id = message.chat.id
    now = context.services.chats.moves.current_id(chat_id)
    if now == chat_id:
        try:
            return Address(chat_id, sending.thread_of(message), await sending.say(context.bot, words, message))
        except ChatMigrated as error:
            now = error.new_chat_id
    return Address(now, None, await sending.announce(context.bot, words, now))


async def _make(
    context: Context,
    message: Message,
    user: User | None,
    change: Callable[[], Awaitable[_T]],
    tell: Callable[[_T], Awaitable[None]],
    done: Callable[[], None],
) -> None:
    try:
        with show_typing(context.bot, message.chat.id, sending.thread_of(message)):
            changed = await change()
    except Exception as error:  # whatever it is, the user is told that it failed
        level = logging.INFO if isinstance(error, StoreError | TelegramError) else logging.ERROR
        log.log(level, "chat %s: nothing was added or removed: %s", message.chat.id, summary_of(error))
        failed = True
    else:
        failed = False
    finally:
        done()
    if failed:
        await tell_now(context, context.phrases(user)(Phrase.ADD_TROUBLE), message)
    else:
        await tell(changed)
