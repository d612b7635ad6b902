"""Reading on: the buttons under an answer turn it to the next quote, the one before, or the sentences around one."""

from __future__ import annotations

import asyncio

from telegram import CallbackQuery, Chat, Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler

from bot.answering.replies import page_of
from bot.handlers.callback_queries import acknowledge
from bot.handlers.registering import Handlers
from bot.keeping.answers import StoredAnswer
from bot.saying import sending
from bot.saying.buttons import Press, View, keyboard, parse, sharing_buttons
from bot.saying.phrases import Phrase, Phrases
from bot.saying.render import Page, RenderedMessage, messages_around, quote_messages, source_message
from bot.services import Context


def handlers() -> Handlers:
    """What this room listens to: whatever any button sends, ours or not."""
    return [CallbackQueryHandler(turn)]


async def turn(update: Update, context: Context) -> None:
    """A button was pressed."""
    query = update.callback_query
    if query is None:
        return
    phrases = context.phrases(query.from_user)
    press, answer = parse(query.data), _answer_under(query, context)
    if press is None or query.message is None:
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
    elif answer is None:
        await acknowledge(query, phrases(Phrase.BUTTON_EXPIRED), alert=True)
    elif not await _may_turn(query, answer, context):
        await acknowledge(query, phrases(Phrase.BUTTON_NOT_YOURS), alert=True)
    elif press.page >= len(answer.places):
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
    else:
        page = await _page(context, answer, press, query, query.message.chat)
        messages = await _messages(context, answer, press, page, phrases) if page else []
        if page and messages:
            await asyncio.gather(acknowledge(query), _show(context, answer, press, page, messages, phrases))
        else:
            await acknowledge(query, phrases(Phrase.QUOTE_GONE), alert=True)


async def _page(context: Context, answer: StoredAnswer, press: Press, query: CallbackQuery, chat: Chat) -> Page | None:
    """What a press asks for, as long as it is stored and this chat may ask it."""
    desk = context.desk(answer.question.address.chat_id)
    hit = await desk.hit_at(answer.places[press.page])
    return await page_of(context, desk, hit, chat, _read_as(query, answer)) if hit else None


async def _messages(
    context: Context, answer: StoredAnswer, press: Press, page: Page, phrases: Phrases
) -> list[RenderedMessage]:
    """A page as messages; none where the store does not hold its quote any more."""
    if press.view is View.AROUND:
        around = await context.desk(answer.question.address.chat_id).around(page.quote)
        return messages_around(page, around, phrases) if around else []
    if press.page == answer.native_page:  # Telegram shows its quote above the message
        return [source_message(page, phrases)]
    return quote_messages(page, phrases)


async def _show(
    context: Context, answer: StoredAnswer, press: Press, page: Page, messages: list[RenderedMessage], phrases: Phrases
) -> None:
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
            sharing_buttons(page.quote, context.bot.username, phrases),
        ),
    )
    context.services.answers.set_page(answer, press.page, message_ids)


def _answer_under(query: CallbackQuery, context: Context) -> StoredAnswer | None:
    if query.message is None:
        return None
    return context.services.answers.of_message(query.message.chat.id, query.message.message_id)


async def _may_turn(query: CallbackQuery, answer: StoredAnswer, context: Context) -> bool:
    """Whoever asked may, and the admins of the group."""
    if query.from_user.id == answer.question.asker_id:
        return True
    in_private = query.message is not None and query.message.chat.type == ChatType.PRIVATE
    return not in_private and await context.is_admin(answer.question.address.chat_id, query.from_user.id)


def _read_as(query: CallbackQuery, answer: StoredAnswer) -> str:
    """Which words were read as others, as the message itself tells it: the words of a question are kept nowhere else.

    Nothing where it is so old that Telegram does not show it any more.
    """
    message = query.message
    if not answer.assumed or not isinstance(message, Message) or not message.text:
        return ""
    return " ".join(message.parse_entities([MessageEntity.ITALIC]).values())
