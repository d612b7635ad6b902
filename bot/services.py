"""What every handler works with, in one typed place, and the context that carries it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar, cast

from cachetools import TTLCache
from telegram import Message as Received
from telegram import Update, User
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.config import Settings
from bot.door.admission import Admission
from bot.door.fingerprints import Fingerprints
from bot.keeping.answers import Memory
from bot.keeping.chats import ChatStore
from bot.keeping.feedback import Feedback
from bot.saying.phrases import Catalogue, Phrases
from index import Library

_P = ParamSpec("_P")
_T = TypeVar("_T")
_KEY = "services"
# Somebody who stops being an admin keeps their buttons for at most this long, in seconds.
_ADMINS_FOR = 60
# A channel that became private is taken for public for at most this long, in seconds.
ORIGINS_FOR = 600
# Each may be of 20 MB.
_FETCHED_AT_ONCE = 2
_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


@dataclass(frozen=True, slots=True)
class OriginChat:
    """A chat that passages come from: whether the bot reaches it, and the name by which everybody does."""

    reachable: bool
    username: str | None = None


@dataclass(slots=True)
class Services:
    """The library, the memory, the phrases and the settings of a running bot."""

    settings: Settings
    library: Library
    memory: Memory
    catalogue: Catalogue
    chats: ChatStore
    fingerprints: Fingerprints = field(default_factory=Fingerprints)
    # Two threads search about twice as fast as one; more would only wait for the interpreter's lock.
    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, thread_name_prefix="library"))
    admins: TTLCache[tuple[int, int], bool] = field(default_factory=lambda: TTLCache(10_000, _ADMINS_FOR))
    # What Telegram said of the chats that passages come from, see `origins`.
    origin_chats: TTLCache[int, OriginChat] = field(default_factory=lambda: TTLCache(10_000, ORIGINS_FOR))
    albums: TTLCache[str, bool] = field(default_factory=lambda: TTLCache(10_000, 600))
    # Whoever writes may have to wait for another process: not in the threads of those who ask.
    writer: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="writer"))
    # The chats for which something is being written, and the room in memory for the files that they send.
    adding: set[int] = field(default_factory=set)
    fetching: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_FETCHED_AT_ONCE))

    admission: Admission = field(init=False)
    feedback: Feedback = field(init=False)

    def __post_init__(self) -> None:
        self.admission = Admission.of(self.settings)
        self.feedback = Feedback(self.chats)

    def collections_of(self, chat_id: int) -> tuple[str, ...]:
        """The collections that a chat asks: what the operator released for it, without what it left out."""
        return self.chats.of(chat_id).asks(self.library.collections_of(chat_id))

    def own_collection_of(self, chat_id: int) -> str:
        """The collection of what was added in a chat. It keeps its name when the group becomes a supergroup."""
        return f"chat:{self.chats.earlier_id(chat_id) or chat_id}"

    def quotes_of(self, chat_id: int) -> int:
        """How many quotes an answer in a chat has at most."""
        return self.chats.of(chat_id).most_quotes(self.settings.quotes)

    async def run(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Call the library in a thread, so that no other chat waits for it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, lambda: function(*args, **kwargs))

    async def write(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """The same for what changes the library: one after another, and nobody who asks waits for it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.writer, lambda: function(*args, **kwargs))

    def close(self) -> None:
        """Let the threads end."""
        self.threads.shutdown()
        self.writer.shutdown(cancel_futures=True)


class Context(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of a handler."""

    @property
    def services(self) -> Services:
        """What the bot works with."""
        return cast(Services, self.bot_data[_KEY])

    def phrases(self, user: User | None) -> Phrases:
        """The bot's own words, in the language that the chat chose, else in that of this person.

        Outside of chats (inline mode), the person's private chat is the one that counts.
        """
        chat_id = self._chat_id or (user.id if user else 0)
        chosen = self.services.chats.of(chat_id).language
        return self.services.catalogue.for_language(chosen or (user.language_code if user else None))

    async def is_admin(self, chat_id: int, user_id: int, *, now: bool = False) -> bool:
        """Whether somebody is an admin of a group; where Telegram does not say, they are not.

        With `now`, Telegram is asked, whatever was so a minute ago.
        """
        known = None if now else self.services.admins.get((chat_id, user_id))
        if known is None:
            try:
                member = await self.bot.get_chat_member(chat_id, user_id)
            except TelegramError:
                return False
            known = self.services.admins[chat_id, user_id] = member.status in _ADMINS
        return known


App = Application[ExtBot[int], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]


def attach(application: App, services: Services) -> None:
    """Give the services to all handlers of an application."""
    application.bot_data[_KEY] = services


def services_of(application: App) -> Services:
    """The services that an application was given."""
    return cast(Services, application.bot_data[_KEY])


def message_of(update: Update) -> Received:
    """The message that a message handler was called for; an edited one is in another field of its update."""
    message = update.effective_message
    if message is None:
        raise ValueError("an update without a message reached a message handler")
    return message


def asker_of(message: Received) -> int:
    """Who wrote a message: an account, or the chat in whose name it was written (anonymous admins, channels)."""
    if message.sender_chat:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else message.chat.id
