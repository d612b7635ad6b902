"""Passages that were messages of Telegram's: where they stand, and whether Telegram can vouch for them.

A quote leads whoever reads it into the chat it comes from, and names that chat. So it is taken from another chat only
where everybody may see that: a channel or a supergroup with a public name.
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

from bot.keeping.quote_refusals import QuoteRefusal, QuoteRefusals
from bot.saying.links import is_link, message_link
from bot.saying.native_quotes import NOTICES, can_be_native
from bot.saying.render import NOWHERE, Origin
from index.model import Quote, TelegramOrigin

log = logging.getLogger(__name__)

# A channel that became private is taken for public for at most this long, in seconds.
KNOWN_FOR = 600
_MAX_CHATS = 10_000
_PUBLIC_KINDS = (ChatType.CHANNEL, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class OriginChat:
    """A chat that passages come from: whether the bot reaches it, and the name by which everybody does."""

    reachable: bool
    username: str | None = None


class Origins:
    """What is known of the messages that passages were taken from, and of their chats: what Telegram said of them."""

    def __init__(self, refusals: QuoteRefusals) -> None:
        self._refusals = refusals
        self._chats: TTLCache[int, OriginChat] = TTLCache(_MAX_CHATS, KNOWN_FOR)

    async def of(self, bot: ExtBot[int], quote: Quote, chat: Chat) -> Origin:
        """What is known, in `chat`, of the message that a quote was taken from. May ask Telegram of its chat."""
        message = quote.passage.telegram
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
        """As `of`, for a message that may be read anywhere, and without asking anybody: for inline mode."""
        message = quote.passage.telegram
        if message is None:
            return NOWHERE
        return Origin(_link(message, quote, self._chats.get(message.chat_id), at_home=False))

    def unknown(self, quotes: Iterable[Quote]) -> set[int]:
        """The chats that these quotes come from and that Telegram was not asked about lately."""
        chats = {quote.passage.telegram.chat_id for quote in quotes if quote.passage.telegram}
        return {chat_id for chat_id in chats if chat_id not in self._chats}

    async def learn(self, bot: ExtBot[int], chat_ids: Iterable[int]) -> None:
        """Ask Telegram about chats that passages come from."""
        for chat_id in chat_ids:
            await self._chat_of(bot, chat_id)

    async def _chat_of(self, bot: ExtBot[int], chat_id: int) -> OriginChat | None:
        """What Telegram says of a chat, asked again after a while; None where there was no way to ask."""
        known = self._chats.get(chat_id)
        if known is not None:
            return known
        try:
            chat = await bot.get_chat(chat_id, rate_limit_args=0)
        except (BadRequest, Forbidden, ChatMigrated):
            known = OriginChat(False)
        except TelegramError as error:
            log.info("chat %s: nothing is known of it now: %s", chat_id, type(error).__name__)
            return None
        else:
            known = _seen_as(chat)
        self._chats[chat_id] = known
        return known


def _seen_as(chat: Chat | ChatFullInfo) -> OriginChat:
    """A chat that the bot reaches. The username of a private chat is a person's, and opens no message."""
    return OriginChat(True, chat.username if chat.type in _PUBLIC_KINDS else None)


def _link(message: TelegramOrigin, quote: Quote, source: OriginChat | None, at_home: bool) -> str | None:
    """The link to a message that whoever reads the quote can most likely follow; None for the source's own link."""
    username = source.username if source else None
    url = quote.passage.citation.url
    if not username and not at_home and url and is_link(url):
        return None
    return message_link(message.chat_id, message.message_id, username)
