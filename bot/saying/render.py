"""Renders quotes as messages. No other module does.

A blockquote holds `passage.text[start:end]`; the rest are phrases, and fields of the source (`bot.saying.pages`). A
long list is folded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from telegram.constants import MessageEntityType, MessageLimit

from bot.saying.annotations import added_by_chat
from bot.saying.cutting import pieces, units
from bot.saying.links import source_link
from bot.saying.messages import MessageBuilder, RenderedMessage
from bot.saying.pages import Page, corrected, head, tail
from bot.saying.phrases import NOTHING, Label, Phrase, Phrases
from bot.saying.source_lines import source_fields
from bot.verified import VerifiedQuote
from index.model import Citation, Source, Span

__all__ = [
    "LIMIT",
    "LONGEST_BESIDE",
    "MAX_MESSAGES",
    "closest_message",
    "messages_around",
    "quote_messages",
    "source_list",
    "source_message",
]

LIMIT = MessageLimit.MAX_TEXT_LENGTH
# A longer sentence is cut off, with a phrase that says so.
MAX_MESSAGES = 10
LONGEST_BESIDE = 800
"""Maximum length of a quote that shares its message with others, in UTF-16 units."""
# A list, a table or code that is longer is folded; in UTF-16 units and in lines.
_UNFOLDED, _UNFOLDED_LINES = 400, 8


def quote_messages(
    page: Page,
    phrases: Phrases,
    beside: Sequence[Page] = (),
    *,
    notices: Sequence[Phrase] = (),
    limit: int = MAX_MESSAGES,
) -> list[RenderedMessage]:
    """A quote below what it stands under, and its source line: one message, or up to `limit` for a long sentence.

    `notices` follow the source line, and then, as far as they fit, the quotes `beside` it, folded.
    """
    quote = page.quote
    above, below, end = head(page, phrases), tail(page, phrases, *notices), corrected(page.read_as, phrases)
    room = LIMIT - above.units - end.units
    spans = list(islice(pieces(quote.passage.text, quote.start, quote.end, room - below.units), limit + 1))
    if len(spans) > limit:
        del spans[limit:]
        below = tail(page, phrases, *notices, Phrase.CONTINUED)
        last = spans[-1]
        spans[-1] = next(pieces(quote.passage.text, last.start, last.end, room - below.units))
    messages = []
    for number, span in enumerate(spans, start=1):
        message = above if number == 1 else MessageBuilder(phrases)
        message.quote(quote.part(span.start, span.end), page.hit.matches, _kind(quote))
        if number == len(spans):
            message.append(below)
            _add_folded(message, beside, phrases, end)
        messages.append(message.done())
    return messages


def source_message(page: Page, phrases: Phrases, beside: Sequence[Page] = ()) -> RenderedMessage:
    """The source line, for a message with a native quote, and the quotes `beside` it, folded."""
    message = tail(page, phrases, apart=False, below_head=False)
    _add_folded(message, beside, phrases, corrected(page.read_as, phrases))
    return message.done()


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
        message.append(tail(page, phrases, apart=False, below_head=False))
        message.append(corrected(page.read_as, phrases))
        if message.units <= LIMIT:
            return [message.done()]
        shown = _without_outermost(shown, page.quote)
    return quote_messages(replace(page, hit=replace(page.hit, matches=())), phrases)


def closest_message(pages: Sequence[Page], phrases: Phrases, words: Label = NOTHING) -> RenderedMessage:
    """The phrase that nothing answers, and below it sentences that come close, as many as fit into a message.

    Each is in an expandable blockquote, and cut if it is longer than LONGEST_BESIDE. `words` tell of corrected words.
    """
    message = MessageBuilder(phrases)
    message.say(Phrase.ANSWER_NONE)
    message.blank("\n")
    message.say(Phrase.ANSWER_CLOSEST)
    _add_folded(message, pages, phrases, corrected(words, phrases))
    return message.done()


def _add_folded(message: MessageBuilder, pages: Sequence[Page], phrases: Phrases, end: MessageBuilder) -> None:
    """Append quotes in expandable blockquotes with their source lines, as far as they fit, and the `end` below them."""
    for page in pages:
        part = _folded(page, phrases)
        if message.units + part.units + end.units <= LIMIT:
            message.append(part)
    message.append(end)


def _folded(page: Page, phrases: Phrases) -> MessageBuilder:
    """A quote in an expandable blockquote and its source line, on lines of their own."""
    quote = page.quote
    first = next(pieces(quote.passage.text, quote.start, quote.end, LONGEST_BESIDE))
    notices = [Phrase.CONTINUED] if first.end < quote.end else []
    message = MessageBuilder(phrases)
    message.blank("\n")
    message.append(head(page, phrases))
    message.quote(quote.part(first.start, first.end), page.hit.matches, MessageEntityType.EXPANDABLE_BLOCKQUOTE)
    message.append(tail(page, phrases, *notices))
    return message


def _kind(quote: VerifiedQuote) -> MessageEntityType:
    """A blockquote, folded if it is a long list, table or block of code."""
    is_long = units(quote.text) > _UNFOLDED or quote.text.count("\n") >= _UNFOLDED_LINES
    folded = is_long and quote.passage.draft.kind != "prose"
    return MessageEntityType.EXPANDABLE_BLOCKQUOTE if folded else MessageEntityType.BLOCKQUOTE


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
        source_fields(line, citation, source_link(citation), added=added_by_chat(source.collection, own))
        if message.units + line.units > available or message.entities + line.entities > MessageLimit.MESSAGE_ENTITIES:
            break
        message.append(line)
        shown += 1
    if shown < total:
        message.blank("\n")
        message.say(Phrase.SOURCES_MORE, count=total - shown)
    return message.done()


def _without_outermost(parts: list[VerifiedQuote], quote: VerifiedQuote) -> list[VerifiedQuote]:
    """The parts without the outermost one on the longer side; empty if only the part with the quote is left."""
    place = next((i for i, part in enumerate(parts) if part.holds(quote)), 0)
    if len(parts) == 1:
        return []
    return parts[1:] if place > len(parts) - 1 - place else parts[:-1]
