"""Quotes become messages here, and nowhere else.

A message is a text and its entities, never marked-up text, so nothing has to be escaped and nothing in a quote can be
taken for formatting. What stands in a blockquote is `passage.text[start:end]`; the rest is phrases of the catalogue
and the source's own fields.
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
# A sentence that fills more messages than this is broken off, with a phrase that says so.
MAX_MESSAGES = 10
# Telegram keeps a hundred entities of a message.
_MAX_BOLD = MessageLimit.MESSAGE_ENTITIES - 10
# The most that one field of a source takes of a message, in UTF-16 units, so that the quote has room.
_TITLE_UNITS, _FIELD_UNITS = 256, 128


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known, in the chat that reads it, of the message that a quote was taken from.

    `link` leads to that message. `notice` says why Telegram does not vouch for the words. `vouched`: it is asked to,
    by quoting the message itself.
    """

    link: str | None = None
    notice: Phrase | None = None
    vouched: bool = False


NOWHERE = Origin()
"""For a quote that was no message, or where nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an answer: a quote, and all that is told of it in the chat that reads it.

    `read_as` is what the question was read as: the only thing in italics, so that it can be told from the rest of a
    message.
    """

    hit: VerifiedHit
    origin: Origin = NOWHERE
    read_as: str = ""

    @property
    def quote(self) -> VerifiedQuote:
        """The quote that the page is about."""
        return self.hit.quote


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """A text of at most 4,096 UTF-16 units, and its entities, their offsets in UTF-16 units too."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


class MessageBuilder:
    """A message that grows piece by piece."""

    def __init__(self) -> None:
        self._text = ""
        self._entities: list[MessageEntity] = []  # offsets in code points until the message is done

    def add(self, text: str, kind: str | None = None, url: str | None = None) -> None:
        """Text, with one entity around it where `kind` names one."""
        if kind and text:
            self._entities.append(MessageEntity(kind, len(self._text), len(text), url=url))
        self._text += text

    def quote(
        self, quote: VerifiedQuote, bold: Iterable[Span] = (), kind: MessageEntityType = MessageEntityType.BLOCKQUOTE
    ) -> None:
        """The quote in a blockquote. `bold` are spans of its passage; what of them lies in the quote stands out."""
        begin = len(self._text)
        self.add(quote.text, kind)
        inside = ((max(span.start, quote.start), min(span.end, quote.end)) for span in bold)
        for start, end in islice((part for part in inside if part[0] < part[1]), _MAX_BOLD):
            self._entities.append(MessageEntity(MessageEntity.BOLD, begin + start - quote.start, end - start))

    def append(self, other: MessageBuilder) -> None:
        """Another message, as it is so far, behind this one."""
        self._entities += MessageEntity.shift_entities(len(self._text), other._entities)
        self._text += other._text

    @property
    def units(self) -> int:
        """How long it is so far, in UTF-16 units."""
        return units(self._text)

    def done(self) -> RenderedMessage:
        """The message. Its entities are in the order in which Telegram sends them: by place, the outer one first."""
        entities = sorted(self._entities, key=lambda entity: (entity.offset, -entity.length))
        return RenderedMessage(self._text, tuple(MessageEntity.adjust_message_entities_to_utf_16(self._text, entities)))


def quote_messages(
    page: Page, phrases: Phrases, *, notices: Sequence[Phrase] = (), most: int = MAX_MESSAGES
) -> list[RenderedMessage]:
    """A quote and its source line: one message, or up to `most` where the sentence is longer than a message.

    `notices` are said below the source line.
    """
    quote = page.quote
    tail = _tail(page, phrases, *notices)
    spans = list(islice(pieces(quote.passage.text, quote.start, quote.end, LIMIT - tail.units), most + 1))
    if len(spans) > most:
        del spans[most:]
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
    """The source line alone, for below a quote that Telegram itself shows."""
    return _tail(page, phrases, lead="").done()


def messages_around(page: Page, parts: Sequence[VerifiedQuote], phrases: Phrases) -> list[RenderedMessage]:
    """The sentences around a quote, in reading order, the quote itself in bold; long ones are folded.

    `parts` are those sentences, a part for each passage, one of which holds the quote. Where they are too long for a
    message, the outermost are left out; where the quote alone is, it is shown as an answer is, with nothing in bold.
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
    """The titles of sources, as many as fit into a message, and how many more there are."""
    if not total:
        return RenderedMessage(phrases(Phrase.SOURCES_NONE))
    message = MessageBuilder()
    message.add(phrases(Phrase.SOURCES_TITLE, count=total))
    room = LIMIT - units(phrases(Phrase.SOURCES_MORE, count=total)) - 1
    shown = 0
    for citation in citations:
        line = MessageBuilder()
        line.add("\n" + phrases(Phrase.BULLET))
        _fields(line, citation, phrases, source_link(citation), dated=False)
        if message.units + line.units > room:
            break
        message.append(line)
        shown += 1
    if shown < total:
        message.add("\n" + phrases(Phrase.SOURCES_MORE, count=total - shown))
    return message.done()


def _tail(page: Page, phrases: Phrases, *notices: Phrase, lead: str = "\n") -> MessageBuilder:
    """What stands below a quote: its source line, and what has to be said about it."""
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
    """One part fewer, from the side that has more around the quote; nothing where only the quote's own is left."""
    place = next((i for i, part in enumerate(parts) if part.holds(quote)), 0)
    if len(parts) == 1:
        return []
    return parts[1:] if place > len(parts) - 1 - place else parts[:-1]
