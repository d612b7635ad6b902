"""Renders quotes as messages. No other module does.

A blockquote holds `passage.text[start:end]`; the rest are phrases and fields of the source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from telegram.constants import MessageEntityType, MessageLimit

from bot.saying.annotations import added_by_chat, elsewhere
from bot.saying.cleaning import telegram_alters
from bot.saying.cutting import pieces, units
from bot.saying.links import source_link
from bot.saying.messages import MessageBuilder, RenderedMessage
from bot.saying.phrases import NOTHING, Label, Phrase, Phrases
from bot.saying.source_lines import source_fields
from bot.verified import VerifiedHit, VerifiedQuote
from index.model import Citation, Source, Span

__all__ = [
    "LIMIT",
    "MAX_MESSAGES",
    "NOWHERE",
    "Origin",
    "Page",
    "RenderedMessage",
    "messages_around",
    "quote_messages",
    "source_list",
    "source_message",
]

LIMIT = MessageLimit.MAX_TEXT_LENGTH
# A longer sentence is cut off, with a phrase that says so.
MAX_MESSAGES = 10


@dataclass(frozen=True, slots=True)
class Origin:
    """The message that a quote was taken from, as seen in the chat that shows it.

    `link` leads to the message. `notice` says why Telegram does not vouch for the quote. `vouched`: it can be quoted
    natively.
    """

    link: str | None = None
    notice: Phrase | None = None
    vouched: bool = False


NOWHERE = Origin()
"""The origin of a quote that was not taken from a message, or about whose message nothing is known."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an answer: a quote, and what is said about it in the chat that shows it.

    `read_as` tells of corrected words. It comes last, and is the only text in italics, by which it is found again in
    the message. `own` is the collection of what was added in the chat that shows the page.
    """

    hit: VerifiedHit
    origin: Origin = NOWHERE
    read_as: Label = NOTHING
    own: str = ""

    @property
    def quote(self) -> VerifiedQuote:
        """The quote of the page."""
        return self.hit.quote


def quote_messages(
    page: Page, phrases: Phrases, *, notices: Sequence[Phrase] = (), limit: int = MAX_MESSAGES
) -> list[RenderedMessage]:
    """A quote and its source line: one message, or up to `limit` messages for a long sentence.

    `notices` follow the source line.
    """
    quote = page.quote
    tail = _tail(page, phrases, *notices)
    spans = list(islice(pieces(quote.passage.text, quote.start, quote.end, LIMIT - tail.units), limit + 1))
    if len(spans) > limit:
        del spans[limit:]
        tail = _tail(page, phrases, *notices, Phrase.CONTINUED)
        last = spans[-1]
        spans[-1] = next(pieces(quote.passage.text, last.start, last.end, LIMIT - tail.units))
    messages = []
    for number, span in enumerate(spans, start=1):
        message = MessageBuilder(phrases)
        message.quote(quote.part(span.start, span.end), bold=page.hit.matches)
        if number == len(spans):
            message.append(tail)
        messages.append(message.done())
    return messages


def source_message(page: Page, phrases: Phrases) -> RenderedMessage:
    """The source line alone, for a message with a native quote."""
    return _tail(page, phrases, apart=False).done()


def messages_around(page: Page, parts: Sequence[VerifiedQuote], phrases: Phrases) -> list[RenderedMessage]:
    """The sentences around a quote in an expandable blockquote, with the quote in bold.

    `parts` are the sentences in reading order, one part per passage, one of which contains the quote. The outermost are
    left out if the message would be too long; if the quote alone is, it is shown like an answer, with nothing in bold.
    """
    shown = list(parts)
    while shown:
        message = MessageBuilder(phrases)
        for part in shown:
            bold = [Span(page.quote.start, page.quote.end)] if part.holds(page.quote) else []
            message.quote(part, bold, MessageEntityType.EXPANDABLE_BLOCKQUOTE)
            message.blank("\n")
        message.append(_tail(page, phrases, apart=False))
        if message.units <= LIMIT:
            return [message.done()]
        shown = _without_outermost(shown, page.quote)
    return quote_messages(replace(page, hit=replace(page.hit, matches=())), phrases)


def source_list(sources: Sequence[Source], total: int, phrases: Phrases, own: str = "") -> RenderedMessage:
    """The titles of as many sources as fit into a message, and the number of the others; `total` counts all.

    `own` is the collection of what was added in the chat that reads it.
    """
    message = MessageBuilder(phrases)
    if not total:
        message.say(Phrase.SOURCES_NONE)
        return message.done()
    message.say(Phrase.SOURCES_TITLE, count=total)
    available = LIMIT - units(phrases(Phrase.SOURCES_MORE, count=total)) - 1
    shown = 0
    for source in sources:
        line = MessageBuilder(phrases)
        line.blank("\n")
        line.say(Phrase.BULLET)
        citation = Citation(source.id, source.title, source.url, source.date, source.author, None)
        source_fields(line, citation, source_link(citation), dated=False, added=added_by_chat(source.collection, own))
        if message.units + line.units > available or message.entities + line.entities > MessageLimit.MESSAGE_ENTITIES:
            break
        message.append(line)
        shown += 1
    if shown < total:
        message.blank("\n")
        message.say(Phrase.SOURCES_MORE, count=total - shown)
    return message.done()


def _tail(page: Page, phrases: Phrases, *notices: Phrase, apart: bool = True) -> MessageBuilder:
    """The text below a quote: source line, other sources and notices; `apart`: it begins with a new line."""
    tail = MessageBuilder(phrases)
    if apart:
        tail.blank("\n")
    citation = page.quote.passage.citation
    added = added_by_chat(page.quote.passage.source.collection, page.own)
    tail.say(Phrase.SOURCE_MARK)
    source_fields(tail, citation, source_link(citation, page.quote), origin=page.origin.link, added=added)
    _elsewhere(tail, page)
    if telegram_alters(page.quote.text):
        notices += (Phrase.TELEGRAM_ALTERS,)
    if page.origin.notice:
        notices += (page.origin.notice,)
    for notice in notices:
        tail.blank("\n")
        tail.say(notice)
    if page.read_as:
        tail.blank("\n")
        tail.label(page.read_as, MessageEntityType.ITALIC)
    return tail


def _elsewhere(message: MessageBuilder, page: Page) -> None:
    """A line with the other sources of a sentence, by title and date."""
    found = elsewhere(page.hit)
    if found is None:
        return
    message.blank("\n")
    message.say(found.lead)
    message.blank(" ")
    for number, other in enumerate(found.named):
        if number:
            message.say(Phrase.LIST_SEPARATOR)
        citation = other.passage.citation
        short = replace(citation, author=None, url=None, locator=None)
        added = added_by_chat(other.passage.source.collection, page.own)
        source_fields(message, short, source_link(citation, other), added=added)
    if found.unnamed:
        message.say(Phrase.LIST_SEPARATOR)
        message.say(Phrase.SOURCES_MORE, count=found.unnamed)


def _without_outermost(parts: list[VerifiedQuote], quote: VerifiedQuote) -> list[VerifiedQuote]:
    """The parts without the outermost one on the longer side; empty if only the part with the quote is left."""
    place = next((i for i, part in enumerate(parts) if part.holds(quote)), 0)
    if len(parts) == 1:
        return []
    return parts[1:] if place > len(parts) - 1 - place else parts[:-1]
