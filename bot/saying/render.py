"""Renders quotes as messages. No other module does.

A message is a text with entities, not markup, so nothing has to be escaped and no part of a quote is taken for
formatting. A blockquote holds `passage.text[start:end]`; the rest are phrases and fields of the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from telegram import MessageEntity
from telegram.constants import MessageEntityType, MessageLimit

from bot.saying.annotations import elsewhere
from bot.saying.cleaning import telegram_alters
from bot.saying.cutting import pieces, shorten, units
from bot.saying.links import source_link
from bot.saying.phrases import Phrase, Phrases
from bot.verified import VerifiedHit, VerifiedQuote
from index.model import Citation, Span

LIMIT = MessageLimit.MAX_TEXT_LENGTH
# A longer sentence is cut off, with a phrase that says so.
MAX_MESSAGES = 10
# Telegram keeps at most 100 entities per message.
_MAX_BOLD = MessageLimit.MESSAGE_ENTITIES - 10
# Maximum length of a title and of any other field of a source, in UTF-16 units.
_TITLE_UNITS, _FIELD_UNITS = 256, 128


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

    `read_as` tells of corrected words. It is the only text in italics, by which it is found again in the message.
    """

    hit: VerifiedHit
    origin: Origin = NOWHERE
    read_as: str = ""

    @property
    def quote(self) -> VerifiedQuote:
        """The quote of the page."""
        return self.hit.quote


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """A text of at most 4,096 UTF-16 units, and its entities with offsets in UTF-16 units."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


class MessageBuilder:
    """Builds a message piece by piece."""

    def __init__(self) -> None:
        self._text = ""
        self._entities: list[MessageEntity] = []  # offsets in code points until the message is done

    def add(self, text: str, kind: str | None = None, url: str | None = None) -> None:
        """Append text, inside an entity if `kind` names one."""
        if kind and text:
            self._entities.append(MessageEntity(kind, len(self._text), len(text), url=url))
        self._text += text

    def quote(
        self, quote: VerifiedQuote, bold: Iterable[Span] = (), kind: MessageEntityType = MessageEntityType.BLOCKQUOTE
    ) -> None:
        """Append a quote in a blockquote; `bold` are spans of its passage, clipped to the quote."""
        begin = len(self._text)
        self.add(quote.text, kind)
        inside = ((max(span.start, quote.start), min(span.end, quote.end)) for span in bold)
        for start, end in islice((part for part in inside if part[0] < part[1]), _MAX_BOLD):
            self._entities.append(MessageEntity(MessageEntity.BOLD, begin + start - quote.start, end - start))

    def append(self, other: MessageBuilder) -> None:
        """Append the content of another builder."""
        self._entities += MessageEntity.shift_entities(len(self._text), other._entities)
        self._text += other._text

    @property
    def units(self) -> int:
        """The length so far, in UTF-16 units."""
        return units(self._text)

    def done(self) -> RenderedMessage:
        """The message. Its entities are in Telegram's order: by offset, the outer one first."""
        entities = sorted(self._entities, key=lambda entity: (entity.offset, -entity.length))
        return RenderedMessage(self._text, tuple(MessageEntity.adjust_message_entities_to_utf_16(self._text, entities)))


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
        message = MessageBuilder()
        message.quote(quote.part(span.start, span.end), bold=page.hit.matches)
        if number == len(spans):
            message.append(tail)
        messages.append(message.done())
    return messages


def source_message(page: Page, phrases: Phrases) -> RenderedMessage:
    """The source line alone, for a message with a native quote."""
    return _tail(page, phrases, lead="").done()


def messages_around(page: Page, parts: Sequence[VerifiedQuote], phrases: Phrases) -> list[RenderedMessage]:
    """The sentences around a quote in an expandable blockquote, with the quote in bold.

    `parts` are the sentences in reading order, one part per passage, one of which contains the quote. The outermost are
    left out if the message would be too long; if the quote alone is, it is shown like an answer, with nothing in bold.
    """
    shown = list(parts)
    while shown:
        message = MessageBuilder()
        for part in shown:
            bold = [Span(page.quote.start, page.quote.end)] if part.holds(page.quote) else []
            message.quote(part, bold, MessageEntityType.EXPANDABLE_BLOCKQUOTE)
            message.add("\n")
        message.append(_tail(page, phrases, lead=""))
        if message.units <= LIMIT:
            return [message.done()]
        shown = _without_outermost(shown, page.quote)
    return quote_messages(replace(page, hit=replace(page.hit, matches=())), phrases)


def source_list(citations: Sequence[Citation], total: int, phrases: Phrases) -> RenderedMessage:
    """The titles of as many sources as fit into a message, and the number of the others; `total` counts all."""
    if not total:
        return RenderedMessage(phrases(Phrase.SOURCES_NONE))
    message = MessageBuilder()
    message.add(phrases(Phrase.SOURCES_TITLE, count=total))
    available = LIMIT - units(phrases(Phrase.SOURCES_MORE, count=total)) - 1
    shown = 0
    for citation in citations:
        line = MessageBuilder()
        line.add("\n" + phrases(Phrase.BULLET))
        _fields(line, citation, phrases, source_link(citation), dated=False)
        if message.units + line.units > available:
            break
        message.append(line)
        shown += 1
    if shown < total:
        message.add("\n" + phrases(Phrase.SOURCES_MORE, count=total - shown))
    return message.done()


def _tail(page: Page, phrases: Phrases, *notices: Phrase, lead: str = "\n") -> MessageBuilder:
    """The text below a quote: source line, other sources and notices."""
    tail = MessageBuilder()
    tail.add(lead)
    citation = page.quote.passage.citation
    _fields(tail, citation, phrases, page.origin.link or source_link(citation, page.quote))
    _elsewhere(tail, page.hit, phrases)
    if telegram_alters(page.quote.text):
        notices += (Phrase.TELEGRAM_ALTERS,)
    if page.origin.notice:
        notices += (page.origin.notice,)
    for notice in notices:
        tail.add("\n" + phrases(notice))
    if page.read_as:
        tail.add("\n")
        tail.add(page.read_as, MessageEntityType.ITALIC)
    return tail


def _elsewhere(message: MessageBuilder, hit: VerifiedHit, phrases: Phrases) -> None:
    """A line with the other sources of a sentence, by title and date."""
    found = elsewhere(hit)
    if found is None:
        return
    lead = f"\n{phrases(found.lead)} "
    for other in found.named:
        message.add(lead)
        citation = other.passage.citation
        short = replace(citation, author=None, url=None, locator=None)
        _fields(message, short, phrases, source_link(citation, other))
        lead = phrases(Phrase.LIST_SEPARATOR)
    if found.unnamed:
        message.add(lead + phrases(Phrase.SOURCES_MORE, count=found.unnamed))


def _fields(
    message: MessageBuilder, citation: Citation, phrases: Phrases, link: str | None, dated: bool = True
) -> None:
    """A source line: title, author, date, locator; the title is the link."""
    title = shorten(citation.title, _TITLE_UNITS, phrases)
    if link:
        message.add(title, MessageEntity.TEXT_LINK, link)
    else:
        message.add(title)
    date = (citation.date or phrases(Phrase.UNDATED)) if dated else citation.date
    fields = [citation.author, date, citation.locator]
    if citation.url and not source_link(citation):
        fields.append(citation.url)
    for field in fields:
        if field:
            message.add(phrases(Phrase.SEPARATOR))
            message.add(shorten(field, _FIELD_UNITS, phrases))


def _without_outermost(parts: list[VerifiedQuote], quote: VerifiedQuote) -> list[VerifiedQuote]:
    """The parts without the outermost one on the longer side; empty if only the part with the quote is left."""
    place = next((i for i, part in enumerate(parts) if part.holds(quote)), 0)
    if len(parts) == 1:
        return []
    return parts[1:] if place > len(parts) - 1 - place else parts[:-1]
