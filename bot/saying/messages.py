"""Messages: texts with entities, built of phrases, fields and quotes; nothing else can be put into one.

Entities, not markup: nothing has to be escaped, and no part of a quote or a field is taken for formatting. A quote is
in a blockquote. A field inside a phrase is code. Of another one, what Telegram would make a link of by itself is code,
which it leaves alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from telegram import MessageEntity
from telegram.constants import MessageEntityType, MessageLimit

from bot.saying.autolinks import autolinked
from bot.saying.cutting import units
from bot.saying.fields import Field
from bot.saying.phrases import Label, Phrase, Phrases, Words, said
from bot.verified import VerifiedQuote
from index.model import Span
from index.structure import body


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """A text of at most 4,096 UTF-16 units, and its entities with offsets in UTF-16 units.

    Made by a `MessageBuilder`, or of phrases alone.
    """

    text: Words
    entities: tuple[MessageEntity, ...] = ()


class MessageBuilder:
    """Builds a message piece by piece, with the phrases of one language."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._text = ""
        # Offsets in code points until the message is done. Bold gives way where there are too many.
        self._entities: list[MessageEntity] = []
        self._bold: list[MessageEntity] = []

    def say(self, phrase: Phrase, **values: int | date | Field) -> None:
        """Append a phrase. Fields in it are code: no quotation mark in one can end the bot's own."""
        for piece in self._phrases.pieces(phrase, **values):
            if isinstance(piece, Field):
                self.field(piece, code=True)
            else:
                self._text += piece

    def words(self, words: Words) -> None:
        """Append phrases."""
        self._text += words

    def label(self, label: Label, kind: MessageEntityType | None = None) -> None:
        """Append phrases and fields, inside an entity where `kind` names one that code interrupts."""
        span = autolinked(label) or Span(len(label), len(label))
        for part, start, end in (
            (kind, 0, span.start),
            (MessageEntityType.CODE, span.start, span.end),
            (kind, span.end, len(label)),
        ):
            if part and start < end:
                self._mark(part, start, end)
        self._text += label

    def blank(self, between: Literal[" ", "\n", "\n\n"]) -> None:
        """Append white space, which only the bot puts between lines."""
        self._text += between

    def field(self, field: Field, link: str | None = None, *, code: bool = False) -> None:
        """Append a field: as a link, or whole as code, or with that in code which Telegram would link by itself."""
        if link:
            self._mark(MessageEntityType.TEXT_LINK, 0, len(field.text), url=link)
        elif code:
            self._mark(MessageEntityType.CODE, 0, len(field.text))
        else:
            self.label(said(field))
            return
        self._text += field.text

    def quote(
        self, quote: VerifiedQuote, bold: Iterable[Span] = (), kind: MessageEntityType = MessageEntityType.BLOCKQUOTE
    ) -> None:
        """Append a quote in a blockquote; `bold` are spans of its passage, clipped to the quote.

        Code in it is marked as code, in which nothing can be bold.
        """
        begin = len(self._text)
        self._mark(kind, 0, len(quote.text))
        if quote.passage.draft.kind == "code" and (code := max(quote.start, body(quote.passage).start)) < quote.end:
            self._mark(MessageEntityType.PRE, code - quote.start, quote.end - quote.start)
            bold = [span for span in bold if span.end <= code]
        self._text += quote.text
        inside = ((max(span.start, quote.start), min(span.end, quote.end)) for span in bold)
        for start, end in islice((part for part in inside if part[0] < part[1]), MessageLimit.MESSAGE_ENTITIES):
            self._bold.append(MessageEntity(MessageEntity.BOLD, begin + start - quote.start, end - start))

    def append(self, other: MessageBuilder) -> None:
        """Append the content of another builder."""
        self._entities += MessageEntity.shift_entities(len(self._text), other._entities)
        self._bold += MessageEntity.shift_entities(len(self._text), other._bold)
        self._text += other._text

    @property
    def units(self) -> int:
        """The length so far, in UTF-16 units."""
        return units(self._text)

    @property
    def entities(self) -> int:
        """The number of entities so far, without those in bold. Telegram keeps 100."""
        return len(self._entities)

    def done(self) -> RenderedMessage:
        """The message. Its entities are in Telegram's order: by offset, the outer one first."""
        bold = self._bold[: max(0, MessageLimit.MESSAGE_ENTITIES - len(self._entities))]
        entities = sorted([*self._entities, *bold], key=lambda entity: (entity.offset, -entity.length))
        adjusted = MessageEntity.adjust_message_entities_to_utf_16(self._text, entities)
        return RenderedMessage(Words(Label(self._text)), tuple(adjusted))

    def _mark(self, kind: MessageEntityType, start: int, end: int, url: str | None = None) -> None:
        """Mark a part of what is appended next."""
        self._entities.append(MessageEntity(kind, len(self._text) + start, end - start, url=url))
