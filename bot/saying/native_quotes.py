"""Native quotes: replies that quote the source message, so that Telegram vouches for the quote.

A reply can quote a part of a message, also in another chat. Telegram refuses a quote that the message does not contain,
formatting included, so nobody has to trust the bot. If it refuses, the answer is a blockquote with a notice, and the
refusal is stored for a day.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from telegram import Chat, InlineKeyboardMarkup, Message, MessageEntity, ReplyParameters
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.keeping.chat_sources import message_behind
from bot.keeping.quote_refusals import QuoteRefusal
from bot.saying import quotable, sending
from bot.saying.cleaning import telegram_alters
from bot.saying.cutting import units
from bot.saying.pages import Page
from bot.saying.phrases import Phrase, Phrases
from bot.saying.render import source_message
from bot.verified import VerifiedQuote
from bot.wire.error_meanings import Meaning, meaning
from index.model import Quote

log = logging.getLogger(__name__)

# The errors that say something about the source.
_REFUSALS = {
    Meaning.CHAT_UNREACHABLE: QuoteRefusal.UNREACHABLE,
    Meaning.QUOTE_REFUSED: QuoteRefusal.UNCONFIRMED,
    Meaning.MESSAGE_GONE: QuoteRefusal.UNCONFIRMED,
}
NOTICES = {
    QuoteRefusal.CHANGED: Phrase.SOURCE_CHANGED,
    QuoteRefusal.UNREACHABLE: Phrase.SOURCE_UNREACHABLE,
    QuoteRefusal.UNCONFIRMED: Phrase.SOURCE_UNCONFIRMED,
}


async def send_native(
    bot: ExtBot[int],
    page: Page,
    phrases: Phrases,
    question: Message,
    keyboard: InlineKeyboardMarkup | None,
    beside: Sequence[Page] = (),
) -> int | QuoteRefusal | None:
    """Answer a question with a native quote of the source, and other quotes `beside` it. Returns the message's id.

    If Telegram refuses, nothing is sent, and the reason is returned; None if the reason is not the source.
    """
    chat, quote = question.chat, page.quote
    thread_id = sending.thread_of(question)
    if chat.is_forum and thread_id is None:
        return None  # in General, a reply to a message of another topic would go to that topic
    message = source_message(page, phrases, beside)
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
    log.info("passage %s: Telegram dropped its quote", quote.passage.id)
    await sending.delete(bot, chat.id, [sent.message_id])
    return QuoteRefusal.UNCONFIRMED


def without_native_quote(page: Page, refusal: QuoteRefusal | None) -> Page:
    """The page with a notice about a refusal instead of the native quote."""
    notice = NOTICES[refusal] if refusal else None
    return replace(page, origin=replace(page.origin, notice=notice, vouched=False))


def formatting(quote: Quote) -> list[MessageEntity]:
    """The formatting of the source message inside a quote; offsets are in UTF-16 units from the start of the quote.

    Raises KeyError, TypeError or ValueError for malformed entities, which may come from a file.
    """
    message = message_behind(quote.passage)
    if message is None:
        return []
    start = units(quote.passage.text[: quote.start])
    return quotable.formatting_of(message.entities, start, units(quote.text))


def can_be_native(quote: Quote) -> bool:
    """Whether a quote meets Telegram's conditions for native quotes."""
    if units(quote.text) > quotable.LONGEST or telegram_alters(quote.text):
        return False
    try:
        formatting(quote)
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        return False
    return True


def _to_source(quote: VerifiedQuote, chat: Chat, thread_id: int | None) -> ReplyParameters:
    """Parameters of a reply in `chat` that quotes the source. With a chat id it may be sent to another topic."""
    message = message_behind(quote.passage)
    if message is None:
        raise ValueError("only a quote of a Telegram message can be quoted natively")
    stays = message.chat_id == chat.id and thread_id is None
    return ReplyParameters(
        message.message_id,
        chat_id=None if stays else message.chat_id,
        quote=quote.text,
        quote_entities=formatting(quote),
        quote_position=units(quote.passage.text[: quote.start]),
    )
