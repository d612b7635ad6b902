"""Inline mode: `@bot words` in any chat offers quotes, and the chosen one is sent in the user's name.

It asks the public collection and those of the user's private chat, never those of the group in which they type:
Telegram does not say which group that is. A query arrives with every key, so it takes one search in the library and one
request to Telegram.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.error import BadRequest
from telegram.ext import InlineQueryHandler

from bot.handlers.registering import Handlers
from bot.logs import summary_of
from bot.metrics import Outcome, Where
from bot.saying.annotations import read_as
from bot.saying.fields import Field
from bot.saying.links import Pointer
from bot.saying.pages import Page
from bot.saying.phrases import DEFAULT_LANGUAGE, Label, Phrase, Phrases, joined, name_of_bot, said
from bot.saying.render import quote_messages
from bot.saying.sending import NO_PREVIEW
from bot.services import Context
from bot.verified import VerifiedHit
from index import PUBLIC
from index.errors import EmptyQuestion
from index.model import Assumption

log = logging.getLogger(__name__)

PAYLOAD = "inline"
"""The /start payload of the button above the results."""

# Number of results per page, and in all.
_PAGE, _MAX = 10, 50
_OFFSET = re.compile(r"[1-9][0-9]?")
# Cache times in seconds; short, so that quotes disappear soon after their source is removed.
_QUOTES_FOR, _NONE_FOR, _HOW_FOR, _TROUBLE_FOR = 60, 10, 600, 0
# Limits of a result in UTF-16 units; a phone shows two lines.
_DESCRIPTION_UNITS, _TITLE_UNITS = 512, 128


@dataclass(frozen=True, slots=True)
class Offer:
    """A page of results, and the offset of the next.

    `private`: the results must not be cached for other users. `assumed`: the corrected words of the query.
    """

    hits: Sequence[VerifiedHit] = ()
    next_offset: str = ""
    private: bool = False
    assumed: Sequence[Assumption] = ()


def handlers() -> Handlers:
    """The handlers of this module."""
    return [InlineQueryHandler(look_up)]


async def look_up(update: Update, context: Context) -> None:
    """Answer an inline query."""
    query = update.inline_query
    if query is None:
        return
    phrases = context.phrases(query.from_user)
    if not query.query.strip():
        await _show_how(query, phrases, context.bot.username)
        return
    began, measured = time.perf_counter(), context.services.metrics
    try:
        offer = await _offer(query, context)
    except EmptyQuestion:
        await _show_how(query, phrases, context.bot.username)
        return
    except Exception as error:  # whatever it is, the user is told that something went wrong
        log.error("an inline query could not be answered: %s", summary_of(error))
        measured.asked(Where.INLINE, Outcome.FAILED, time.perf_counter() - began)
        await _answer(query, [], phrases(Phrase.TROUBLE), phrases, cache_time=_TROUBLE_FOR)
        return
    measured.asked(Where.INLINE, Outcome.ANSWERED if offer.hits else Outcome.REFUSED, time.perf_counter() - began)
    results = [_result(hit, context, phrases) for hit in offer.hits]
    await _answer(
        query,
        results,
        _above(offer, query, phrases),
        phrases,
        cache_time=_QUOTES_FOR if results else _NONE_FOR,
        next_offset=offer.next_offset,
        private=offer.private,
    )
    origins = context.services.origins
    if unknown := origins.unknown(hit.quote for hit in offer.hits):
        # For later queries; in a task, so that the next query of this user need not wait.
        context.application.create_task(origins.learn(context.bot, unknown))


async def _offer(query: InlineQuery, context: Context) -> Offer:
    """A page of quotes. Raises EmptyQuestion."""
    settings, offset = context.services.settings, query.offset
    start = int(offset) if _OFFSET.fullmatch(offset) else 0
    desk = context.desk_for_anywhere(query.from_user.id)
    found, collections = await desk.ask(query.query, min(start + _PAGE + 1, _MAX))
    # Results cached for everybody would reach users whom the operator does not allow.
    private = collections != (PUBLIC,) or bool(settings.allow or settings.block)
    if not found.answered or (offset and not start):
        return Offer(private=private)
    page = await desk.verified(found.offered[start : start + _PAGE])
    more = len(found.offered) > start + _PAGE
    return Offer(page, str(start + _PAGE) if more else "", private, found.assumed)


def _above(offer: Offer, query: InlineQuery, phrases: Phrases) -> Label:
    """The label of the button above the results: no answer, the first corrected word, or a link to the private chat."""
    if not offer.hits and not query.offset:
        return phrases(Phrase.ANSWER_NONE)
    return read_as(offer.assumed[:1], phrases) or phrases(Phrase.INLINE_BUTTON)


def _result(hit: VerifiedHit, context: Context, phrases: Phrases) -> InlineQueryResultArticle:
    """A quote as an inline result, with the message to be sent."""
    quote, citation = hit.quote, hit.quote.passage.citation
    title, date = Field(citation.title, _TITLE_UNITS), Field(citation.date)
    fields = [
        said(title) if title else phrases(Phrase.UNTITLED),
        *([said(date)] if date else []),
    ]
    shown = said(Field(quote.text, _DESCRIPTION_UNITS))
    page = Page(hit, context.services.origins.known(quote))
    (message,) = quote_messages(page, phrases, notices=(Phrase.INLINE_QUOTED,), limit=1)
    read_on = InlineKeyboardButton(phrases(Phrase.BUTTON_READ_ON), url=context.link_to(quote))
    return InlineQueryResultArticle(
        id=Pointer.of(quote).payload(context.services.seal),
        title=joined([phrases(Phrase.SOURCE_MARK), joined(fields, phrases(Phrase.SEPARATOR))], ""),
        description=joined([phrases(Phrase.QUOTE_OPEN), shown, phrases(Phrase.QUOTE_CLOSE)], ""),
        input_message_content=InputTextMessageContent(
            message.text, entities=message.entities, link_preview_options=NO_PREVIEW
        ),
        reply_markup=InlineKeyboardMarkup([[read_on]]),
    )


async def _show_how(query: InlineQuery, phrases: Phrases, bot_name: str) -> None:
    """Answer an empty query with an explanation of inline mode."""
    how = phrases(Phrase.INLINE_HOW, bot=name_of_bot(bot_name))
    article = InlineQueryResultArticle(
        id="how",
        title=phrases(Phrase.INLINE_HOW_TITLE),
        description=how,
        input_message_content=InputTextMessageContent(how),
    )
    await _answer(query, [article], phrases(Phrase.INLINE_BUTTON), phrases, cache_time=_HOW_FOR)


async def _answer(
    query: InlineQuery,
    results: Sequence[InlineQueryResultArticle],
    button: Label,
    phrases: Phrases,
    *,
    cache_time: int,
    next_offset: str = "",
    private: bool = False,
) -> None:
    """Answer a query. Telegram caches results for all users unless they are personal.

    They are if private collections were searched, or if the phrases are not in the default language.
    """
    try:
        await query.answer(
            results,
            cache_time=cache_time,
            is_personal=private or phrases.language != DEFAULT_LANGUAGE,
            next_offset=next_offset,
            button=InlineQueryResultsButton(button, start_parameter=PAYLOAD),
        )
    except BadRequest as error:  # too late: the user has typed on
        log.info("an inline query was not answered: %s", error)
