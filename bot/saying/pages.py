"""A page of an answer: a quote in the chat that shows it, and what stands above and below it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from telegram.constants import MessageEntityType

from bot.saying.above import Shown, shown_above
from bot.saying.annotations import added_by_chat, elsewhere
from bot.saying.cleaning import telegram_alters
from bot.saying.links import source_link
from bot.saying.messages import MessageBuilder
from bot.saying.phrases import NOTHING, Label, Phrase, Phrases
from bot.saying.source_lines import source_fields
from bot.verified import VerifiedHit, VerifiedQuote


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


@dataclass(frozen=True)
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

    @cached_property
    def above(self) -> Shown:
        """What stands above the quote. It takes milliseconds to find out, and is asked for each part of a message."""
        return shown_above(self.quote)


def head(page: Page, phrases: Phrases) -> MessageBuilder:
    """The line above a quote that it stands under at its source; empty if there is none to show."""
    text = MessageBuilder(phrases)
    if line := page.above.line:
        text.say(Phrase.ABOVE_MARK)
        text.field(line)
        text.blank("\n")
    return text


def tail(page: Page, phrases: Phrases, *notices: Phrase, apart: bool = True, below_head: bool = True) -> MessageBuilder:
    """The text below a quote: source line, other sources and notices.

    `apart`: it begins with a new line. `below_head`: what `head` says is not said again.
    What tells of corrected words comes below everything else: see `corrected`.
    """
    text = MessageBuilder(phrases)
    if apart:
        text.blank("\n")
    citation = page.quote.passage.citation
    if below_head:
        citation = replace(citation, locator=page.above.locator)
    added = added_by_chat(page.quote.passage.source.collection, page.own)
    text.say(Phrase.SOURCE_MARK)
    source_fields(text, citation, source_link(citation, page.quote), origin=page.origin.link, added=added)
    _elsewhere(text, page)
    if telegram_alters(page.quote.text):
        notices += (Phrase.TELEGRAM_ALTERS,)
    if page.origin.notice:
        notices += (page.origin.notice,)
    for notice in notices:
        text.blank("\n")
        text.say(notice)
    return text


def corrected(words: Label, phrases: Phrases) -> MessageBuilder:
    """The line that tells of corrected words, in italics, below everything else; empty if there are none."""
    text = MessageBuilder(phrases)
    if words:
        text.blank("\n")
        text.label(words, MessageEntityType.ITALIC)
    return text


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
