"""Passages that were messages of Telegram's: where they stand, and quoting them there, so that Telegram vouches.

A reply can quote a part of a message, also of one in another chat. Telegram refuses words that do not stand in that
message, formatting included; so where it takes them, nobody has to believe the bot. Where it refuses, the answer is a
blockquote as ever, says so, and the refusal is remembered for a day.

A quote leads whoever reads it into the chat it comes from, and names that chat. So it is taken from another chat only
where everybody may see that: a channel or a supergroup with a public name.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from telegram import Chat, ChatFullInfo, InlineKeyboardMarkup, MessageEntity, ReplyParameters
from telegram import Message as Received
from telegram.constants import ChatType, MessageEntityType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.keeping.answers import Refusal
from bot.saying import sending
from bot.saying.cleaning import telegram_alters
from bot.saying.cutting import units
from bot.saying.links import is_link, message_link
from bot.saying.phrases import Phrase, Phrases
from bot.saying.render import NOWHERE, Besides, Origin, source_message
from bot.services import OriginChat, Services
from index.model import Quote, Span, TelegramOrigin

log = logging.getLogger(__name__)

# ReplyParameters.quote: 0-1024 characters. Counted in UTF-16 units, which are never fewer.
_LONGEST = 1024
# The formatting that is a part of a quote; links and the like are not.
FORMATTING = (
    MessageEntityType.BOLD,
    MessageEntityType.ITALIC,
    MessageEntityType.UNDERLINE,
    MessageEntityType.STRIKETHROUGH,
    MessageEntityType.SPOILER,
    MessageEntityType.CUSTOM_EMOJI,
    MessageEntityType.DATE_TIME,
)
_PUBLIC_KINDS = (ChatType.CHANNEL, ChatType.SUPERGROUP)
_NOTICES = {Refusal.CHANGED: Phrase.SOURCE_CHANGED, Refusal.UNREACHABLE: Phrase.SOURCE_UNREACHABLE}


@dataclass(frozen=True, slots=True)
class NativeQuote:
    """A quote that Telegram is asked to show itself, and what the blockquote needs where it refuses."""

    quote: Quote
    matches: Sequence[Span]
    origin: Origin
    besides: Besides


async def origin_of(bot: ExtBot[int], services: Services, quote: Quote, chat: Chat) -> Origin:
    """What is known, in `chat`, of the message that a quote was taken from. May ask Telegram about its chat, once."""
    message = quote.passage.telegram
    if message is None:
        return NOWHERE
    at_home = message.chat_id == chat.id
    if at_home:
        source: OriginChat | None = _seen_as(chat)
    else:
        source = await _chat_of(bot, services, message.chat_id)
    refusal = services.memory.refusal_of(quote.passage.id)
    if refusal is None and source is not None and not source.reachable:
        refusal = Refusal.UNREACHABLE
    seen_by_all = source is not None and source.reachable and (at_home or bool(source.username))
    return Origin(
        link=_link(message, quote, source, at_home),
        notice=_NOTICES[refusal] if refusal else None,
        vouched=refusal is None and seen_by_all and _can_be_native(quote),
    )


def known_origin_of(services: Services, quote: Quote) -> Origin:
    """As `origin_of`, for a message that may be read anywhere, and without asking anybody: for inline mode."""
    message = quote.passage.telegram
    if message is None:
        return NOWHERE
    return Origin(_link(message, quote, services.origin_chats.get(message.chat_id), at_home=False))


def unknown_origins(services: Services, quotes: Iterable[Quote]) -> set[int]:
    """The chats that these quotes come from and that Telegram was not asked about lately."""
    chats = {quote.passage.telegram.chat_id for quote in quotes if quote.passage.telegram}
    return {chat_id for chat_id in chats if chat_id not in services.origin_chats}


async def learn_origins(bot: ExtBot[int], services: Services, chat_ids: Iterable[int]) -> None:
    """Ask Telegram about chats that passages come from."""
    for chat_id in chat_ids:
        await _chat_of(bot, services, chat_id)


async def send_native(
    bot: ExtBot[int],
    native: NativeQuote,
    phrases: Phrases,
    question: Received,
    keyboard: InlineKeyboardMarkup | None,
) -> int | Refusal | None:
    """Answer a question with Telegram's own quote of the source: the number of the message.

    Where Telegram refuses: why; None where that says nothing of the source. Then nothing was sent.
    """
    chat, quote = question.chat, native.quote
    thread_id = sending.thread_of(question)
    if chat.is_forum and thread_id is None:
        return None  # a reply to a message in a topic would land there, not in General
    message = source_message(quote, phrases, native.origin, native.besides)
    try:
        sent = await bot.send_message(
            chat.id,
            message.text,
            entities=message.entities,
            message_thread_id=thread_id,
            reply_parameters=_to_source(quote, chat, thread_id),
            link_preview_options=sending.NO_PREVIEW,
            reply_markup=keyboard,
        )
    except (BadRequest, Forbidden) as error:
        log.info("passage %s: not quoted at its source: %s", quote.passage.id, error)
        return _refusal(error)
    if sent.quote and sent.quote.text == quote.text:
        return sent.message_id
    log.info("passage %s: Telegram left its quote out", quote.passage.id)
    await sending.delete(bot, chat.id, [sent.message_id])
    return Refusal.CHANGED


def refused(origin: Origin, refusal: Refusal | None) -> Origin:
    """What is known of an origin once Telegram has refused to quote it."""
    return replace(origin, notice=_NOTICES[refusal] if refusal else None, vouched=False)


def formatting(quote: Quote) -> list[MessageEntity]:
    """The formatting of the message inside a quote, its offsets in UTF-16 units from the quote's beginning.

    Raises ValueError or TypeError for entities that are none; they come from a file.
    """
    message = quote.passage.telegram
    if message is None:
        return []
    start = units(quote.passage.text[: quote.start])
    length = units(quote.text)
    found = []
    for entity in message.entities:
        if entity["type"] not in FORMATTING:
            continue
        offset, size = entity["offset"], entity["length"]
        if not isinstance(offset, int) or not isinstance(size, int):
            raise TypeError("an entity without a place")
        begin, end = max(offset - start, 0), min(offset + size - start, length)
        if begin < end:
            found.append(MessageEntity.de_json({**entity, "offset": begin, "length": end - begin}, None))
    return found


def _can_be_native(quote: Quote) -> bool:
    if units(quote.text) > _LONGEST or telegram_alters(quote.text):
        return False
    try:
        formatting(quote)
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        return False
    return True


def _to_source(quote: Quote, chat: Chat, thread_id: int | None) -> ReplyParameters:
    """The reply that quotes the source in `chat`. Naming the chat makes it one that may come from another topic."""
    message = quote.passage.telegram
    if message is None:
        raise ValueError("a quote that was no message cannot be replied to")
    stays = message.chat_id == chat.id and thread_id is None
    return ReplyParameters(
        message.message_id,
        chat_id=None if stays else message.chat_id,
        quote=quote.text,
        quote_entities=formatting(quote),
        quote_position=units(quote.passage.text[: quote.start]),
    )


async def _chat_of(bot: ExtBot[int], services: Services, chat_id: int) -> OriginChat | None:
    """What Telegram says of a chat, asked again after a while; None where there was no way to ask."""
    known = services.origin_chats.get(chat_id)
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
    services.origin_chats[chat_id] = known
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


def _refusal(error: BadRequest | Forbidden) -> Refusal | None:
    """What Telegram's words mean for the source; None where they are about something else."""
    said = error.message.lower()
    if isinstance(error, Forbidden) or "chat not found" in said or "can't access" in said or "channel_private" in said:
        return Refusal.UNREACHABLE
    if "quote" in said or "replied" in said or "reply" in said or "message_id_invalid" in said:
        return Refusal.CHANGED
    return None
