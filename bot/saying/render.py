"""Quotes become messages here, and nowhere else.

A message is a text and its entities, never marked-up text, so nothing has to be escaped and nothing in a quote can be
taken for formatting. What stands in a blockquote is `passage.text[start:end]`; the rest is phrases of the catalogue
and the source's own fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from telegram import MessageEntity
from telegram.constants import MessageEntityType, MessageLimit

from bot.saying.besides import elsewhere
from bot.saying.cleaning import telegram_alters
from bot.saying.cutting import pieces, shorten, units
from bot.saying.links import source_link
from bot.saying.phrases import Phrase, Phrases
from index.model import Citation, Quote, Span

LIMIT = MessageLimit.MAX_TEXT_LENGTH
# A sentence that fills more messages than this is broken off, with a phrase that says so.
MOST_MESSAGES = 10
# Telegram keeps a hundred entities of a message.
_MOST_BOLD = MessageLimit.MESSAGE_ENTITIES - 10
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
class Besides:
    """What is told below a quote besides its source: where else its sentence stands, and what the question was read as.

    The latter is the only thing in italics, so that it can be told from the rest of a message.
    """

    also: Sequence[Quote] = ()
    read_as: str = ""


NOTHING_BESIDES = Besides()


@dataclass(frozen=True, slots=True)
class Message:
    """A text of at most 4,096 UTF-16 units, and its entities, their offsets in UTF-16 units too."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


class Draft:
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
        self, quote: Quote, bold: Iterable[Span] = (), kind: MessageEntityType = MessageEntityType.BLOCKQUOTE
    ) -> None:
        """The quote in a blockquote. `bold` are spans of its passage; what of them lies in the quote stands out."""
        begin = len(self._text)
        self.add(quote.text, kind)
        inside = ((max(span.start, quote.start), min(span.end, quote.end)) for span in bold)
        for start, end in islice((part for part in inside if part[0] < part[1]), _MOST_BOLD):
            self._entities.append(MessageEntity(MessageEntity.BOLD, begin + start - quote.start, end - start))

    def append(self, other: Draft) -> None:
        """Another draft, as it is, behind this one."""
        self._entities += MessageEntity.shift_entities(len(self._text), other._entities)
        self._text += other._text

    @property
    def units(self) -> int:
        """How long it is so far, in UTF-16 units."""
        return units(self._text)

    def done(self) -> Message:
        """The message. Its entities are in the order in which Telegram sends them: by place, the outer one first."""
        entities = sorted(self._entities, key=lambda entity: (entity.offset, -entity.length))
        return Message(self._text, tuple(MessageEntity.adjust_message_entities_to_utf_16(self._text, entities)))


def quote_messages(
    quote: Quote,
    matches: Sequence[Span],
    phrases: Phrases,
    origin: Origin = NOWHERE,
    besides: Besides = NOTHING_BESIDES,
    *,
    notices: Sequence[Phrase] = (),
    most: int = MOST_MESSAGES,
) -> list[Message]:
    """A quote and its source line: one message, or up to `most` where the sentence is longer than a message.

    `notices` are said below the source line.
    """
    tail = _tail(quote, phrases, origin, besides, *notices)
    spans = list(islice(pieces(quote.passage.text, quote.start, quote.end, LIMIT - tail.units), most + 1))
    if len(spans) > most:
        del spans[most:]
        tail = _tail(quote, phrases, origin, besides, *notices, Phrase.CONTINUED)
        last = spans[-1]
        spans[-1] = next(pieces(quote.passage.text, last.start, last.end, LIMIT - tail.units))
    messages = []
    for number, span in enumerate(spans, start=1):
        draft = Draft()
        draft.quote(Quote(quote.passage, span.start, span.end), bold=matches)
        if number == len(spans):
            draft.append(tail)
        messages.append(draft.done())
    return messages


def source_message(quote: Quote, phrases: Phrases, origin: Origin, besides: Besides = NOTHING_BESIDES) -> Message:
    """The source line alone, for below a quote that Telegram itself shows."""
    return _tail(quote, phrases, origin, besides, lead="").done()


def context_messages(
    quote: Quote,
    sentences: Sequence[Quote],
    phrases: Phrases,
    origin: Origin = NOWHERE,
    besides: Besides = NOTHING_BESIDES,
) -> list[Message]:
    """The sentences around a quote, in reading order, the quote itself in bold; long ones are folded.

    `sentences` may come from several passages; each passage's are one blockquote, with the gaps between sentences as
    they are stored. Where they are too long for a message, the outermost are left out; where the quote alone is, it
    is shown as an answer is.
    """
    shown = list(sentences)
    while shown:
        draft = Draft()
        for _, group in groupby(shown, key=lambda sentence: sentence.passage.id):
            stretch = list(group)
            passage = stretch[0].passage
            bold = [Span(quote.start, quote.end)] if passage.id == quote.passage.id else []
            stretch_of_it = Quote(passage, stretch[0].start, stretch[-1].end)
            draft.quote(stretch_of_it, bold, MessageEntityType.EXPANDABLE_BLOCKQUOTE)
            draft.add("\n")
        draft.append(_tail(quote, phrases, origin, besides, lead=""))
        if draft.units <= LIMIT:
            return [draft.done()]
        shown = _without_outermost(shown, quote)
    return quote_messages(quote, (), phrases, origin, besides)


def source_list(citations: Sequence[Citation], total: int, phrases: Phrases) -> Message:
    """The titles of sources, as many as fit into a message, and how many more there are."""
    if not total:
        return Message(phrases(Phrase.SOURCES_NONE))
    draft = Draft()
    draft.add(phrases(Phrase.SOURCES_TITLE, count=total))
    room = LIMIT - units(phrases(Phrase.SOURCES_MORE, count=total)) - 1
    shown = 0
    for citation in citations:
        line = Draft()
        line.add("\n" + phrases(Phrase.BULLET))
        _fields(line, citation, phrases, source_link(citation), dated=False)
        if draft.units + line.units > room:
            break
        draft.append(line)
        shown += 1
    if shown < total:
        draft.add("\n" + phrases(Phrase.SOURCES_MORE, count=total - shown))
    return draft.done()


def _tail(
    quote: Quote, phrases: Phrases, origin: Origin, besides: Besides, *notices: Phrase, lead: str = "\n"
) -> Draft:
    """What stands below a quote: its source line, and what has to be said about it."""
    tail = Draft()
    tail.add(lead)
    citation = quote.passage.citation
    _fields(tail, citation, phrases, origin.link or source_link(citation, quote))
    _elsewhere(tail, quote, besides.also, phrases)
    if telegram_alters(quote.text):
        notices += (Phrase.TELEGRAM_ALTERS,)
    if origin.notice:
        notices += (origin.notice,)
    for notice in notices:
        tail.add("\n" + phrases(notice))
    if besides.read_as:
        tail.add("\n")
        tail.add(besides.read_as, MessageEntityType.ITALIC)
    return tail


def _elsewhere(draft: Draft, quote: Quote, also: Sequence[Quote], phrases: Phrases) -> None:
    """A line with the other sources of a sentence, by title and date."""
    found = elsewhere(quote, also)
    if found is None:
        return
    lead = f"\n{phrases(found.lead)} "
    for other in found.named:
        draft.add(lead)
        citation = other.passage.citation
        short = replace(citation, author=None, url=None, locator=None)
        _fields(draft, short, phrases, source_link(citation, other))
        lead = phrases(Phrase.LIST_SEPARATOR)
    if found.unnamed:
        draft.add(lead + phrases(Phrase.SOURCES_MORE, count=found.unnamed))


def _fields(draft: Draft, citation: Citation, phrases: Phrases, link: str | None, dated: bool = True) -> None:
    """A source line: title, author, date, locator; the title is the link."""
    title = shorten(citation.title, _TITLE_UNITS, phrases)
    if link:
        draft.add(title, MessageEntity.TEXT_LINK, link)
    else:
        draft.add(title)
    date = (citation.date or phrases(Phrase.UNDATED)) if dated else citation.date
    fields = [citation.author, date, citation.locator]
    if citation.url and not source_link(citation):
        fields.append(citation.url)
    for field in fields:
        if field:
            draft.add(phrases(Phrase.SEPARATOR))
            draft.add(shorten(field, _FIELD_UNITS, phrases))


def _without_outermost(sentences: list[Quote], quote: Quote) -> list[Quote]:
    """One sentence fewer, from the side that has more around the quote; nothing where only the quote is left."""
    place = next((i for i, sentence in enumerate(sentences) if holds(sentence, quote)), 0)
    if len(sentences) == 1:
        return []
    return sentences[1:] if place > len(sentences) - 1 - place else sentences[:-1]


def holds(sentence: Quote, quote: Quote) -> bool:
    """Whether the quote lies inside the sentence."""
    return sentence.passage.id == quote.passage.id and sentence.start <= quote.start and quote.end <= sentence.end
