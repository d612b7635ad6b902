"""The Telegram messages that passages were taken from: links to them, and whether they can be quoted natively.

A native quote names its chat and links to it. So a message of another chat is quoted only if that chat is public: a
channel or a supergroup with a username.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from cachetools import TTLCache
from telegram import Chat, ChatFullInfo
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.keeping.chat_sources import is_from_chat, message_behind
from bot.keeping.quote_refusals import QuoteRefusal, QuoteRefusals
from bot.saying.links import is_link, message_link
from bot.saying.native_quotes import NOTICES, can_be_native
from bot.saying.pages import NOWHERE, Origin
from index.model import Quote, TelegramOrigin

log = logging.getLogger(__name__)

# Seconds for which facts about a chat are cached.
KNOWN_FOR = 600
_MAX_CHATS = 10_000
_PUBLIC_KINDS = (ChatType.CHANNEL, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class OriginChat:
    """A chat that passages come from: whether the bot can access it, and its public username."""

    reachable: bool
    username: str | None = None


class Origins:
    """The origins of passages. Facts about their chats are cached."""

    def __init__(self, refusals: QuoteRefusals) -> None:
        self._refusals = refusals
        self._chats: TTLCache[int, OriginChat] = TTLCache(_MAX_CHATS, KNOWN_FOR)

    async def of(self, bot: ExtBot[int], quote: Quote, chat: Chat) -> Origin:
        """The origin of a quote as seen in `chat`. May ask Telegram about the chat that it comes from."""
        message = message_behind(quote.passage)
        if message is None:
            return NOWHERE
        at_home = message.chat_id == chat.id
        source: OriginChat | None = _seen_as(chat) if at_home else await self._chat_of(bot, message.chat_id)
        refusal = self._refusals.of(quote.passage.id)
        if refusal is None and source is not None and not source.reachable:
            refusal = QuoteRefusal.UNREACHABLE
        seen_by_all = source is not None and source.reachable and (at_home or bool(source.username))
        return Origin(
            link=_link(message, quote, source, at_home),
            notice=NOTICES[refusal] if refusal else None,
            vouched=refusal is None and seen_by_all and can_be_native(quote),
        )

    def known(self, quote: Quote) -> Origin:
        """The origin of a quote as seen in any chat, from the cache alone: for inline mode."""
        message = message_behind(quote.passage)
        if message is None:
            return NOWHERE
        return Origin(_link(message, quote, self._chats.get(message.chat_id), at_home=False))

    def unknown(self, quotes: Iterable[Quote]) -> set[int]:
        """The chats that these quotes come from and that are not in the cache."""
        chats = {message.chat_id for quote in quotes if (message := message_behind(quote.passage))}
        return {chat_id for chat_id in chats if chat_id not in self._chats}

    async def learn(self, bot: ExtBot[int], chat_ids: Iterable[int]) -> None:
        """Ask Telegram about chats, to fill the cache."""
        for chat_id in chat_ids:
            await self._chat_of(bot, chat_id)

    def note_accepted(self, quote: Quote) -> None:
        """Store that Telegram has vouched for a quote."""
        self._refusals.note_accepted(quote.passage.id)

    def refused(self, quote: Quote, refusal: QuoteRefusal) -> QuoteRefusal:
        """What a refusal of Telegram's means for a quote.

        A message has changed only if it once had these words: because Telegram vouched for them, or because the bot
        itself saw the message, see `message_behind`. Otherwise whoever wrote the row may have made them up.
        """
        once_true = is_from_chat(quote.passage) or self._refusals.was_accepted(quote.passage.id)
        return QuoteRefusal.CHANGED if refusal is QuoteRefusal.UNCONFIRMED and once_true else refusal

    def note_refused(self, quote: Quote, refusal: QuoteRefusal) -> None:
        """Store a refusal as `refused` returned it."""
        self._refusals.note(quote.passage.id, refusal)

    async def _chat_of(self, bot: ExtBot[int], chat_id: int) -> OriginChat | None:
        """A chat from the cache or from Telegram; None if Telegram cannot be asked now."""
        known = self._chats.get(chat_id)
        if known is not None:
            return known
        try:
            chat = await bot.get_chat(chat_id, rate_limit_args=0)
        except (BadRequest, Forbidden, ChatMigrated):
            known = OriginChat(False)
        except TelegramError as error:
            log.info("chat %s: Telegram could not be asked about it: %s", chat_id, type(error).__name__)
            return None
        else:
            known = _seen_as(chat)
        self._chats[chat_id] = known
        return known


def _seen_as(chat: Chat | ChatFullInfo) -> OriginChat:
    """A chat that the bot can access. The username of a private chat is that of a user, and links to no message."""
    return OriginChat(True, chat.username if chat.type in _PUBLIC_KINDS else None)


def _link(message: TelegramOrigin, quote: Quote, source: OriginChat | None, at_home: bool) -> str | None:
    """The link to a message; None if readers can more likely follow the URL of the source."""
    username = source.username if source else None
    url = quote.passage.citation.url
    if not username and not at_home and url and is_link(url):
        return None
    return message_link(message.chat_id, message.message_id, username)
