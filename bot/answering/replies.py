"""Composes the reply to a question."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from telegram import Chat, InlineKeyboardMarkup, Message
from telegram.constants import ChatType

from bot.answering.message_questions import MessageQuestion, asked_again
from bot.desk import Desk
from bot.hearing.overheard import is_sure
from bot.keeping.quote_places import QuotePlace
from bot.logs import summary_of
from bot.saying import sending, unanswered_buttons
from bot.saying.annotations import read_as
from bot.saying.buttons import View, keyboard, sharing_buttons
from bot.saying.chat_action import show_typing
from bot.saying.messages import RenderedMessage
from bot.saying.pages import Page
from bot.saying.phrases import NOTHING, Label, Phrase
from bot.saying.render import quote_messages
from bot.services import Context
from index.errors import EmptyQuestion
from index.model import Assumption, Hit

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply to a question: messages, buttons, and the places of the quotes to page through.

    `page` is the page that the messages show, if they show a quote, and `beside` are those folded below it; together
    they show `shown` of the places. `assumed` is the number of corrected words. `failed`: it says that something went
    wrong.
    """

    messages: Sequence[RenderedMessage]
    keyboard: InlineKeyboardMarkup | None = None
    page: Page | None = None
    beside: Sequence[Page] = ()
    places: tuple[QuotePlace, ...] = ()
    shown: int = 1
    assumed: int = 0
    found_nothing: bool = False
    failed: bool = False


async def reply_to(context: Context, question: MessageQuestion, message: Message) -> Reply | None:
    """The reply to a question; None if the bot is to stay silent."""
    services, chat_id, phrases = context.services, message.chat.id, context.phrases(message.from_user)
    try:
        shown = nullcontext() if question.unaddressed else show_typing(context.bot, chat_id, sending.thread_of(message))
        with shown:
            limit = services.quotes_of(chat_id)
            asked = await context.desk(chat_id).ask(question.text, limit, question.spoken_of, question.bold)
            answer = asked.answer
        if question.unaddressed and not is_sure(answer, services.settings.open_confidence):
            return None
        reply = await reply_with(context, answer.offered, message, answer.assumed, answer.shown)
    except EmptyQuestion:
        return None if question.unaddressed else Reply([RenderedMessage(phrases(Phrase.ASK_HOW))])
    except Exception as error:  # whatever it is, the person who asked is told that something went wrong
        log.error("chat %s: a question could not be answered: %s", chat_id, summary_of(error))
        return None if question.unaddressed else Reply([RenderedMessage(phrases(Phrase.TROUBLE))], failed=True)
    if reply or question.unaddressed:
        return reply
    if answer.small_talk:
        in_private = message.chat.type == ChatType.PRIVATE
        return Reply([RenderedMessage(phrases(Phrase.SMALL_TALK))]) if in_private else None
    again = asked_again(message, question.number, context.bot.bot)
    can_press = again is not None and again.text == question.text
    buttons = unanswered_buttons.keyboard(phrases, answer.meant, bool(answer.closest)) if can_press else None
    return Reply([RenderedMessage(phrases(Phrase.ANSWER_NONE))], buttons, found_nothing=True)


async def reply_with(
    context: Context, hits: Sequence[Hit], message: Message, assumed: Sequence[Assumption] = (), shown: int = 1
) -> Reply | None:
    """The reply that shows the first hit that can be shown, and others beside it, `shown` in all; None if none can."""
    phrases, desk = context.phrases(message.from_user), context.desk(message.chat.id)
    in_group = message.chat.type != ChatType.PRIVATE
    for number, hit in enumerate(hits):
        page = await page_of(context, desk, hit, message.chat, read_as(assumed, phrases))
        if page:
            others = hits[number + 1 : number + shown]
            beside = [one for other in others if (one := await page_of(context, desk, other, message.chat))]
            return Reply(
                quote_messages(page, phrases, beside),
                keyboard(
                    View.QUOTE,
                    0,
                    len(hits) - number,
                    phrases,
                    sharing_buttons(page.quote, context.link_to(page.quote), phrases, in_group=in_group),
                    in_group=in_group,
                ),
                page,
                beside,
                tuple(QuotePlace.of(one) for one in hits[number:]),
                1 + len(others),
                len(assumed),
            )
    return None


async def page_of(context: Context, desk: Desk, hit: Hit, chat: Chat, words: Label = NOTHING) -> Page | None:
    """A hit as a page to show in `chat`; None if the store does not hold it. `words` tell of corrected words."""
    # This may wait for Telegram, so the quote is verified after it.
    origin = await context.services.origins.of(context.bot, hit.quote, chat)
    for verified in await desk.verified([hit]):
        return Page(verified, origin, words, context.services.own_collection_of(chat.id))
    return None
