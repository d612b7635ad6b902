"""The services that handlers share, and the typed context that carries them."""

from __future__ import annotations

import asyncio
from dataclasses import InitVar, dataclass, field
from typing import Any, Self, cast

from cachetools import TTLCache
from telegram import Message, Update, User
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.clock import Clock
from bot.config import Settings
from bot.desk import Desk, Desks
from bot.door.admission import Admission
from bot.door.fingerprints import Fingerprints
from bot.fairness import FairTurns
from bot.keeping.answers import AnswerStore
from bot.keeping.chat_sources import own_collection
from bot.keeping.chats import ChatStore
from bot.metrics import Metrics
from bot.saying.links import quote_link
from bot.saying.origins import Origins
from bot.saying.phrases import Catalogue, Phrases
from bot.saying.seal import Seal, new_key
from bot.under_way import UnderWay
from bot.verified import VerifiedQuote
from bot.walls import Walls
from bot.wire.client import Client
from bot.wire.unfinished import Unfinished
from index import Library

_KEY = "services"
# Seconds for which the admin status of a member is cached.
_ADMINS_FOR = 60
# Additions that are downloaded and read at once, each in a process of its own, and the most people who wait for that.
_READ_AT_ONCE, _MOST_WAIT = 2, 100
# One of the two is kept for those who needed at most so many seconds lately; a message takes one or two.
_LITTLE = 5.0
_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


@dataclass(slots=True)
class Services:
    """The services of a running bot. Use them in the event loop's thread only."""

    settings: Settings
    library: InitVar[Library]
    answers: AnswerStore
    catalogue: Catalogue
    chats: ChatStore
    unfinished: Unfinished
    fingerprints: Fingerprints = field(default_factory=Fingerprints)
    admins: TTLCache[tuple[int, int], bool] = field(default_factory=lambda: TTLCache(10_000, _ADMINS_FOR))
    albums: TTLCache[str, bool] = field(default_factory=lambda: TTLCache(10_000, 600))
    under_way: UnderWay = field(default_factory=UnderWay)
    metrics: Metrics = field(default_factory=Metrics)
    turns: FairTurns = field(default_factory=lambda: FairTurns(_READ_AT_ONCE, _MOST_WAIT, kept=1, little=_LITTLE))
    clock: Clock = field(default_factory=Clock)
    # Set when a group moves, and the library does not know it yet.
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    desks: Desks = field(init=False)
    origins: Origins = field(init=False)
    admission: Admission = field(init=False)
    seal: Seal = field(init=False)

    def __post_init__(self, library: Library) -> None:
        self.desks = Desks(library)
        self.origins = Origins(self.answers.quote_refusals)
        self.admission = Admission.of(self.settings)
        self.seal = Seal(self.chats.notes.secret("seal", new_key))

    def walls_of(self, chat_id: int) -> Walls:
        """The walls of a chat at this moment."""
        return Walls(
            chat_id,
            self.own_collection_of(chat_id),
            self.chats.settings.of(chat_id),
            self.chats.moves.pending_from(chat_id),
        )

    def own_collection_of(self, chat_id: int) -> str:
        """The collection of a chat's own additions. It keeps its name when the group becomes a supergroup."""
        return own_collection(self.chats.moves.earlier_id(chat_id) or chat_id)

    def quotes_of(self, chat_id: int) -> int:
        """Maximum number of quotes per answer in a chat."""
        return self.chats.settings.of(chat_id).most_quotes(self.settings.quotes)

    def stop(self) -> None:
        """Give up the additions and removals under way, as far as they are not done in a moment."""
        self.under_way.stop()
        self.desks.stop()

    def close(self) -> None:
        """Shut the library threads down."""
        self.desks.close()


class Context(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of a handler, or of what the bot does by itself."""

    chat_id: int | None = None
    """The chat of the update; None for inline queries and what the bot does by itself."""

    @classmethod
    def from_update(cls, update: object, application: Application[Any, Self, Any, Any, Any, Any]) -> Self:
        """The context of an update. Called by python-telegram-bot."""
        context = super().from_update(update, application)
        chat = update.effective_chat if isinstance(update, Update) else None
        context.chat_id = chat.id if chat else None
        return context

    @property
    def services(self) -> Services:
        """The services of the bot."""
        return cast(Services, self.bot_data[_KEY])

    def desk(self, chat_id: int) -> Desk:
        """The desk of a chat, with its settings at this moment."""
        return self.services.desks.of(self.services.walls_of(chat_id))

    def desk_for_anywhere(self, user_id: int) -> Desk:
        """The desk for inline queries: the user may send what it finds to chats unknown to the bot."""
        return self.services.desks.of(self.services.walls_of(user_id).for_anywhere())

    def link_to(self, quote: VerifiedQuote) -> str:
        """The link that opens a quote in the private chat with the bot."""
        return quote_link(quote, self.bot.username, self.services.seal)

    def phrases(self, user: User | None) -> Phrases:
        """The bot's phrases in the language that the chat chose, else in the user's.

        For an inline query, which has no chat, the user's private chat decides.
        """
        chat_id = self.chat_id or (user.id if user else 0)
        chosen = self.services.chats.settings.of(chat_id).language
        return self.services.catalogue.for_language(chosen or (user.language_code if user else None))

    async def is_admin(self, chat_id: int, user_id: int, *, now: bool = False) -> bool:
        """Whether a user is an admin of a group; False if Telegram cannot be asked. `now` bypasses the cache."""
        known = None if now else self.services.admins.get((chat_id, user_id))
        if known is None:
            try:
                member = await self.bot.get_chat_member(chat_id, user_id)
            except TelegramError:
                return False
            known = self.services.admins[chat_id, user_id] = member.status in _ADMINS
        return known


App = Application[Client, Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]


def attach(application: App, services: Services) -> None:
    """Make the services available to the handlers of an application."""
    application.bot_data[_KEY] = services


def services_of(application: App) -> Services:
    """The services of an application."""
    return cast(Services, application.bot_data[_KEY])


def message_of(update: Update) -> Message:
    """The message of an update, new or edited. Raises ValueError if it has none."""
    message = update.effective_message
    if message is None:
        raise ValueError("an update without a message reached a message handler")
    return message


def asker_of(message: Message) -> int:
    """The id of a message's author: a user, or a chat for anonymous admins and channels."""
    if message.sender_chat:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else message.chat.id
