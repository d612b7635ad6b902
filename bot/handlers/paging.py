"""The buttons under an answer: next quote, previous quote, the sentences around a quote."""

from __future__ import annotations

import asyncio

from telegram import CallbackQuery, Chat, Message, MessageEntity, Update
from telegram.ext import CallbackQueryHandler

from bot.answering.delivery import remember_page
from bot.answering.replies import page_of
from bot.handlers.callback_queries import acknowledge, answer_under, may_use
from bot.handlers.registering import Handlers
from bot.keeping.answers import StoredAnswer
from bot.saying import sending
from bot.saying.annotations import LONGEST
from bot.saying.buttons import Press, View, keyboard, parse, sharing_buttons
from bot.saying.fields import Field
from bot.saying.messages import RenderedMessage
from bot.saying.pages import Page
from bot.saying.phrases import NOTHING, Label, Phrase, Phrases, said
from bot.saying.render import messages_around, quote_messages, source_message
from bot.services import Context


def handlers() -> Handlers:
    """The handler of all callback queries that no other handler takes."""
    return [CallbackQueryHandler(show_page)]


async def show_page(update: Update, context: Context) -> None:
    """Show the page that a button asks for."""
    query = update.callback_query
    if query is None:
        return
    phrases = context.phrases(query.from_user)
    press, answer = parse(query.data), await answer_under(query, context)
    if press is None or query.message is None:
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
    elif answer is None:
        await acknowledge(query, phrases(Phrase.BUTTON_EXPIRED), alert=True)
    elif not await may_use(query, answer, context):
        await acknowledge(query, phrases(Phrase.BUTTON_NOT_YOURS), alert=True)
    elif press.page >= len(answer.places):
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
    else:
        page = await _page(context, answer, press, query, query.message.chat)
        messages = await _messages(context, answer, press, page, query.message.chat, phrases) if page else []
        if page and messages:
            await asyncio.gather(acknowledge(query), _show(context, answer, press, page, messages, phrases))
        else:
            await acknowledge(query, phrases(Phrase.QUOTE_GONE), alert=True)


async def _page(context: Context, answer: StoredAnswer, press: Press, query: CallbackQuery, chat: Chat) -> Page | None:
    """The page that a button asks for; None if it is not stored or this chat may not ask it."""
    desk = context.desk(answer.question.address.chat_id)
    hit = await desk.hit_at(answer.places[press.page])
    return await page_of(context, desk, hit, chat, _read_as(query, answer)) if hit else None


async def _beside(context: Context, answer: StoredAnswer, press: Press, chat: Chat) -> list[Page]:
    """The pages whose quotes are folded below that of the first page; those that are gone are left out."""
    if press.page:
        return []
    desk = context.desk(answer.question.address.chat_id)
    hits = [hit for place in answer.places[1 : answer.shown] if (hit := await desk.hit_at(place))]
    return [page for hit in hits if (page := await page_of(context, desk, hit, chat))]


async def _messages(
    context: Context, answer: StoredAnswer, press: Press, page: Page, chat: Chat, phrases: Phrases
) -> list[RenderedMessage]:
    """A page as messages; empty if the store does not hold its quote any more."""
    if press.view is View.AROUND:
        around = await context.desk(answer.question.address.chat_id).around(page.quote)
        return messages_around(page, around, phrases) if around else []
    beside = await _beside(context, answer, press, chat)
    if press.page == answer.native_page:  # its native quote stands above the message
        return [source_message(page, phrases, beside)]
    return quote_messages(page, phrases, beside)


async def _show(
    context: Context, answer: StoredAnswer, press: Press, page: Page, messages: list[RenderedMessage], phrases: Phrases
) -> None:
    in_group = answer.question.address.chat_id < 0
    message_ids = await sending.replace(
        context.bot,
        answer.message_ids,
        messages,
        answer.question.address,
        keyboard=keyboard(
            press.view,
            press.page,
            len(answer.places),
            phrases,
            sharing_buttons(page.quote, context.link_to(page.quote), phrases, in_group=in_group),
            in_group=in_group,
        ),
    )
    await remember_page(context.services, answer, press.page, message_ids)


def _read_as(query: CallbackQuery, answer: StoredAnswer) -> Label:
    """The line with corrected words, taken from the message, because the words of a question are not stored.

    It is what begins with the first italics. Empty if the message is so old that Telegram does not include its text.
    """
    message = query.message
    if not answer.assumed or not isinstance(message, Message) or not message.text:
        return NOTHING
    starts = [entity.offset for entity in message.entities if entity.type == MessageEntity.ITALIC]
    if not starts:
        return NOTHING
    line = message.text.encode("utf-16-le", "surrogatepass")[2 * min(starts) :].decode("utf-16-le", "replace")
    return said(Field(line, LONGEST))
