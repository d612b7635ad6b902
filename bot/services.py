"""What every handler works with, in one typed place, and the context that carries it."""

from __future__ import annotations

import asyncio
from dataclasses import InitVar, dataclass, field
from typing import Any, Self, cast

from cachetools import TTLCache
from telegram import Message, Update, User
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.config import Settings
from bot.desk import Desk, Desks
from bot.door.admission import Admission
from bot.door.fingerprints import Fingerprints
from bot.keeping.answers import AnswerStore
from bot.keeping.chats import ChatStore
from bot.saying.origins import Origins
from bot.saying.phrases import Catalogue, Phrases
from bot.walls import Walls
from index import Library

_KEY = "services"
# Somebody who stops being an admin keeps their buttons for at most this long, in seconds.
_ADMINS_FOR = 60
# Each may be of 20 MB.
_FETCHED_AT_ONCE = 2
_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


@dataclass(slots=True)
class Services:
    """The desks, the memory, the phrases and the settings of a running bot. For the event loop's thread."""

    settings: Settings
    library: InitVar[Library]
    answers: AnswerStore
    catalogue: Catalogue
    chats: ChatStore
    fingerprints: Fingerprints = field(default_factory=Fingerprints)
    admins: TTLCache[tuple[int, int], bool] = field(default_factory=lambda: TTLCache(10_000, _ADMINS_FOR))
    albums: TTLCache[str, bool] = field(default_factory=lambda: TTLCache(10_000, 600))
    # The chats for which something is being written, and the room in memory for the files that they send.
    adding: set[int] = field(default_factory=set)
    fetching: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_FETCHED_AT_ONCE))
    # Held while the library is told that groups have other numbers now.
    moving: asyncio.Lock = field(default_factory=asyncio.Lock)

    desks: Desks = field(init=False)
    origins: Origins = field(init=False)
    admission: Admission = field(init=False)

    def __post_init__(self, library: Library) -> None:
        self.desks = Desks(library)
        self.origins = Origins(self.answers.quote_refusals)
        self.admission = Admission.of(self.settings)

    def walls_of(self, chat_id: int) -> Walls:
        """What a chat may ask, as it is at this moment."""
        return Walls(
            chat_id,
            self.own_collection_of(chat_id),
            self.chats.settings.of(chat_id),
            self.chats.moves.pending_from(chat_id),
        )

    def own_collection_of(self, chat_id: int) -> str:
        """The collection of what was added in a chat. It keeps its name when the group becomes a supergroup."""
        return f"chat:{self.chats.moves.earlier_id(chat_id) or chat_id}"

    def quotes_of(self, chat_id: int) -> int:
        """How many quotes an answer in a chat has at most."""
        return self.chats.settings.of(chat_id).most_quotes(self.settings.quotes)

    def close(self) -> None:
        """Let the threads end."""
        self.desks.close()


class Context(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of a handler."""

    chat_id: int | None = None
    """The chat of the update that is handled; None in inline mode and in jobs."""

    @classmethod
    def from_update(cls, update: object, application: Application[Any, Self, Any, Any, Any, Any]) -> Self:
        """The context of an update, as python-telegram-bot makes it."""
        context = super().from_update(update, application)
        chat = update.effective_chat if isinstance(update, Update) else None
        context.chat_id = chat.id if chat else None
        return context

    @property
    def services(self) -> Services:
        """What the bot works with."""
        return cast(Services, self.bot_data[_KEY])

    def desk(self, chat_id: int) -> Desk:
        """A chat's way to the library, as the chat is set at this moment."""
        return self.services.desks.of(self.services.walls_of(chat_id))

    def desk_for_anywhere(self, user_id: int) -> Desk:
        """The same for what somebody sends in their own name, in chats that nobody knows here: inline mode."""
        return self.services.desks.of(self.services.walls_of(user_id).for_anywhere())

    def phrases(self, user: User | None) -> Phrases:
        """The bot's own words, in the language that the chat chose, else in that of this person.

        Outside of chats (inline mode), the person's private chat is the one that counts.
        """
        chat_id = self.chat_id or (user.id if user else 0)
        chosen = self.services.chats.settings.of(chat_id).language
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


def message_of(update: Update) -> Message:
    """The message that a message handler was called for; an edited one is in another field of its update."""
    message = update.effective_message
    if message is None:
        raise ValueError("an update without a message reached a message handler")
    return message


def asker_of(message: Message) -> int:
    """Who wrote a message: an account, or the chat in whose name it was written (anonymous admins, channels)."""
    if message.sender_chat:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else message.chat.id
