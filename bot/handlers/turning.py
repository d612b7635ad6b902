"""Reading on: the buttons under an answer turn it to the next quote, the one before, or the sentences around one."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Chat, MessageEntity, Update
from telegram import Message as Received
from telegram.constants import ChatType
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler

from bot.handlers.registering import Handlers
from bot.keeping.answers import Place, Remembered
from bot.saying import sending
from bot.saying.buttons import Press, View, keyboard, parse, taking
from bot.saying.native_quotes import origin_of
from bot.saying.phrases import Phrase, Phrases
from bot.saying.render import Besides, Message, context_messages, quote_messages, source_message
from bot.services import Context, Services
from index.model import Quote

log = logging.getLogger(__name__)


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
        await _tell(query, phrases(Phrase.BUTTON_UNKNOWN))
    elif answer is None:
        await _tell(query, phrases(Phrase.BUTTON_EXPIRED))
    elif not await _may_turn(query, answer, context):
        await _tell(query, phrases(Phrase.BUTTON_NOT_YOURS))
    elif press.page >= len(answer.places):
        await _tell(query, phrases(Phrase.BUTTON_UNKNOWN))
    else:
        place, run = answer.places[press.page], context.services.run
        quote = await run(_quote_at, context.services, place, answer.chat_id)
        if quote is None:
            await _tell(query, phrases(Phrase.QUOTE_GONE))
        else:
            await _tell(query)
            also = await run(_also_at, context.services, place, answer.chat_id)
            besides = Besides(also, _read_as(query, answer))
            messages = await _page(context, answer, press, quote, besides, query.message.chat, phrases)
            await _show(context, answer, press, quote, messages, phrases)


async def _show(
    context: Context,
    answer: Remembered,
    press: Press,
    quote: Quote,
    messages: list[Message],
    phrases: Phrases,
) -> None:
    message_ids = await sending.replace(
        context.bot,
        answer.message_ids,
        messages,
        chat_id=answer.chat_id,
        thread_id=answer.thread_id,
        reply_to=answer.question_id,
        keyboard=keyboard(
            press.view,
            press.page,
            len(answer.places),
            phrases,
            taking(quote, context.bot.username, phrases),
        ),
    )
    context.services.memory.turn(answer, press.page, message_ids)


def _answer_under(query: CallbackQuery, context: Context) -> Remembered | None:
    if query.message is None:
        return None
    return context.services.memory.of_message(query.message.chat.id, query.message.message_id)


async def _may_turn(query: CallbackQuery, answer: Remembered, context: Context) -> bool:
    """Whoever asked may, and the admins of the group."""
    if query.from_user.id == answer.asker_id:
        return True
    in_private = query.message is not None and query.message.chat.type == ChatType.PRIVATE
    return not in_private and await context.is_admin(answer.chat_id, query.from_user.id)


async def _page(
    context: Context,
    answer: Remembered,
    press: Press,
    quote: Quote,
    besides: Besides,
    chat: Chat,
    phrases: Phrases,
) -> list[Message]:
    """A page of an answer."""
    services = context.services
    origin = await origin_of(context.bot, services, quote, chat)
    if press.view is View.CONTEXT:
        around = await services.run(_around, services, quote)
        return context_messages(quote, around, phrases, origin, besides)
    if press.page == answer.native_page:  # Telegram shows its quote above the message
        return [source_message(quote, phrases, origin, besides)]
    return quote_messages(quote, answer.places[press.page].matches, phrases, origin, besides)


def _around(services: Services, quote: Quote) -> list[Quote]:
    """The sentences around a quote. Runs in a thread of the library's."""
    return [sentence for sentence in services.library.context(quote) if services.library.verify(sentence)]


def _quote_at(services: Services, place: Place, chat_id: int) -> Quote | None:
    """The quote at a remembered place, as long as it is stored and this chat may still ask its collection.

    Runs in a thread of the library's.
    """
    library = services.library
    passage = library.passage(place.passage_id)
    if passage is None or passage.source.collection not in services.collections_of(chat_id):
        return None
    try:
        quote = Quote(passage, place.start, place.end)
    except ValueError:
        quote = None
    if quote is None or not library.verify(quote):
        log.error("passage %s: %s:%s is not what is stored; not shown", place.passage_id, place.start, place.end)
        return None
    return quote


def _also_at(services: Services, place: Place, chat_id: int) -> list[Quote]:
    """The same sentence elsewhere, where it still stands. Runs in a thread of the library's."""
    return [quote for one in place.also if (quote := _quote_at(services, one, chat_id))]


def _read_as(query: CallbackQuery, answer: Remembered) -> str:
    """Which words were read as others, as the message itself tells it: the words of a question are kept nowhere else.

    Nothing where it is so old that Telegram does not show it any more.
    """
    message = query.message
    if not answer.assumed or not isinstance(message, Received) or not message.text:
        return ""
    return " ".join(message.parse_entities([MessageEntity.ITALIC]).values())


async def _tell(query: CallbackQuery, text: str | None = None) -> None:
    """Answer a press: with a word to the person who pressed, which nobody else sees, or with none."""
    try:
        await query.answer(text, show_alert=text is not None)
    except BadRequest as error:  # it took too long to come here: Telegram has stopped waiting
        log.info("a press was not answered: %s", error)
