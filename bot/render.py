"""Quotes become messages here, and nowhere else.

A message is a text and its entities, never marked-up text, so nothing has to be escaped and nothing in a quote can be
taken for formatting. What stands in a blockquote is `passage.text[start:end]`; the rest is phrases of the catalogue
and the source's own fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from telegram import MessageEntity
from telegram.constants import MessageLimit

from bot.cleaning import telegram_alters
from bot.phrases import Phrase, Phrases
from bot.pieces import cluster_end, pieces, prefix_end, units
from index.model import Citation, Quote, Span

LIMIT = MessageLimit.MAX_TEXT_LENGTH
# A sentence that fills more messages than this is broken off, with a phrase that says so.
MOST_MESSAGES = 10
# Telegram keeps a hundred entities of a message.
_MOST_BOLD = MessageLimit.MESSAGE_ENTITIES - 10
# What Telegram takes for a link: a host with a dot in it. Others it refuses, or shows as plain text.
_LINK = re.compile(r"https?://(?:[^\s/?#@]+@)?[\w-]+(?:\.[\w-]+)+(?::[0-9]{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
# The most that one field of a source takes of a message, in UTF-16 units, so that the quote has room.
_TITLE_UNITS, _FIELD_UNITS, _URL_UNITS = 256, 128, 2048


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

    def quote(self, quote: Quote, bold: Iterable[Span] = ()) -> None:
        """The quote in a blockquote. `bold` are spans of its passage; what of them lies in the quote stands out."""
        begin = len(self._text)
        self.add(quote.text, MessageEntity.BLOCKQUOTE)
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


def quote_messages(quote: Quote, matches: Sequence[Span], phrases: Phrases) -> list[Message]:
    """A quote and its source line: one message, or several where the sentence is longer than a message."""
    tail = _tail(quote, phrases)
    spans = list(islice(pieces(quote.passage.text, quote.start, quote.end, LIMIT - tail.units), MOST_MESSAGES + 1))
    if len(spans) > MOST_MESSAGES:
        del spans[MOST_MESSAGES:]
        tail = _tail(quote, phrases, Phrase.CONTINUED)
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


def context_messages(quote: Quote, sentences: Sequence[Quote], phrases: Phrases) -> list[Message]:
    """The sentences around a quote, in reading order, the quote itself in bold.

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
            draft.quote(Quote(passage, stretch[0].start, stretch[-1].end), bold)
            draft.add("\n")
        draft.append(_tail(quote, phrases, lead=""))
        if draft.units <= LIMIT:
            return [draft.done()]
        shown = _without_outermost(shown, quote)
    return quote_messages(quote, (), phrases)


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
        _fields(line, citation, phrases, dated=False)
        if draft.units + line.units > room:
            break
        draft.append(line)
        shown += 1
    if shown < total:
        draft.add("\n" + phrases(Phrase.SOURCES_MORE, count=total - shown))
    return draft.done()


def _tail(quote: Quote, phrases: Phrases, *notices: Phrase, lead: str = "\n") -> Draft:
    """What stands below a quote: its source line, and what has to be said about it."""
    tail = Draft()
    tail.add(lead)
    _fields(tail, quote.passage.citation, phrases)
    if telegram_alters(quote.text):
        notices += (Phrase.TELEGRAM_ALTERS,)
    for notice in notices:
        tail.add("\n" + phrases(notice))
    return tail


def _fields(draft: Draft, citation: Citation, phrases: Phrases, dated: bool = True) -> None:
    """A source line: title, author, date, locator; the title is the link."""
    title = _shorten(citation.title, _TITLE_UNITS, phrases)
    if citation.url and _is_link(citation.url):
        draft.add(title, MessageEntity.TEXT_LINK, citation.url)
    else:
        draft.add(title)
    date = (citation.date or phrases(Phrase.UNDATED)) if dated else citation.date
    fields = [citation.author, date, citation.locator]
    if citation.url and not _is_link(citation.url):
        fields.append(citation.url)
    for field in fields:
        if field:
            draft.add(phrases(Phrase.SEPARATOR))
            draft.add(_shorten(field, _FIELD_UNITS, phrases))


def _is_link(url: str) -> bool:
    """Whether Telegram takes it as a link; anything else is shown as the text that it is."""
    return _LINK.fullmatch(url) is not None and units(url) <= _URL_UNITS


def _shorten(field: str, budget: int, phrases: Phrases) -> str:
    """A source's field; where it is too long, its beginning and an ellipsis."""
    if units(field) <= budget:
        return field
    return field[: cluster_end(field, 0, prefix_end(field, 0, budget))] + phrases(Phrase.ELLIPSIS)


def _without_outermost(sentences: list[Quote], quote: Quote) -> list[Quote]:
    """One sentence fewer, from the side that has more around the quote; nothing where only the quote is left."""
    place = next((i for i, sentence in enumerate(sentences) if holds(sentence, quote)), 0)
    if len(sentences) == 1:
        return []
    return sentences[1:] if place > len(sentences) - 1 - place else sentences[:-1]


def holds(sentence: Quote, quote: Quote) -> bool:
    """Whether the quote lies inside the sentence."""
    return sentence.passage.id == quote.passage.id and sentence.start <= quote.start and quote.end <= sentence.end
