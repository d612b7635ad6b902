"""Quoting a message where it stands, so that Telegram vouches for the quote.

A reply can quote a part of a message, also of one in another chat. Telegram refuses words that do not stand in that
message, formatting included; so where it takes them, nobody has to believe the bot. Where it refuses, the answer is a
blockquote as ever, says so, and the refusal is remembered for a day.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from telegram import Chat, InlineKeyboardMarkup, Message, MessageEntity, ReplyParameters
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.keeping.quote_refusals import QuoteRefusal
from bot.saying import quotable, sending
from bot.saying.cleaning import telegram_alters
from bot.saying.cutting import units
from bot.saying.phrases import Phrase, Phrases
from bot.saying.render import Page, source_message
from bot.verified import VerifiedQuote
from bot.wire.error_meanings import Meaning, meaning
from index.model import Quote

log = logging.getLogger(__name__)

# What Telegram's reason for not quoting says of the source; any other says nothing of it.
_REFUSALS = {
    Meaning.CHAT_UNREACHABLE: QuoteRefusal.UNREACHABLE,
    Meaning.QUOTE_REFUSED: QuoteRefusal.CHANGED,
    Meaning.MESSAGE_GONE: QuoteRefusal.CHANGED,
}
NOTICES = {QuoteRefusal.CHANGED: Phrase.SOURCE_CHANGED, QuoteRefusal.UNREACHABLE: Phrase.SOURCE_UNREACHABLE}


async def send_native(
    bot: ExtBot[int],
    page: Page,
    phrases: Phrases,
    question: Message,
    keyboard: InlineKeyboardMarkup | None,
) -> int | QuoteRefusal | None:
    """Answer a question with Telegram's own quote of the source: the number of the message.

    Where Telegram refuses: why; None where that says nothing of the source. Then nothing was sent.
    """
    chat, quote = question.chat, page.quote
    thread_id = sending.thread_of(question)
    if chat.is_forum and thread_id is None:
        return None  # a reply to a message in a topic would land there, not in General
    message = source_message(page, phrases)
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
        return _REFUSALS.get(meaning(error))
    if sent.quote and sent.quote.text == quote.text:
        return sent.message_id
    log.info("passage %s: Telegram left its quote out", quote.passage.id)
    await sending.delete(bot, chat.id, [sent.message_id])
    return QuoteRefusal.CHANGED


def refused(page: Page, refusal: QuoteRefusal | None) -> Page:
    """A page once Telegram has refused to quote its source."""
    notice = NOTICES[refusal] if refusal else None
    return replace(page, origin=replace(page.origin, notice=notice, vouched=False))


def formatting(quote: Quote) -> list[MessageEntity]:
    """The formatting of the message inside a quote, its offsets in UTF-16 units from the quote's beginning.

    Raises ValueError or TypeError for entities that are none; they come from a file.
    """
    message = quote.passage.telegram
    if message is None:
        return []
    start = units(quote.passage.text[: quote.start])
    return quotable.formatting_of(message.entities, start, units(quote.text))


def can_be_native(quote: Quote) -> bool:
    """Whether Telegram can be asked to quote it."""
    if units(quote.text) > quotable.LONGEST or telegram_alters(quote.text):
        return False
    try:
        formatting(quote)
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        return False
    return True


def _to_source(quote: VerifiedQuote, chat: Chat, thread_id: int | None) -> ReplyParameters:
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
