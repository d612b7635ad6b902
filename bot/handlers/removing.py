"""/remove: removes a source that the chat added, by a reply to a message or by a button of a list."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.callback_queries import acknowledge, is_under
from bot.handlers.changes import begin, removable, tell_now
from bot.handlers.registering import Handlers, command
from bot.hearing.questions import replied_to
from bot.saying import sending
from bot.saying.additions_list import PATTERN, ROWS, Removal, additions_list, opened_source, parse, sealed_source
from bot.saying.messages import RenderedMessage
from bot.saying.phrases import Phrase, Phrases
from bot.services import Context, asker_of, message_of
from bot.under_way import Ended
from index import NotFound

log = logging.getLogger(__name__)


def handlers() -> Handlers:
    """The handlers of this module."""
    return [*command("remove", remove), CallbackQueryHandler(press, PATTERN)]


async def remove(update: Update, context: Context) -> None:
    """/remove: remove the source of the message replied to; without a reply, list what can be removed."""
    message = message_of(update)
    phrases, replied = context.phrases(message.from_user), replied_to(message)
    may = await removable(message, context)
    if replied is None:
        if may.nothing:
            await sending.say(context.bot, phrases(Phrase.REMOVE_ADMINS), message)
            return
        listed, keyboard = await _listed(context, message.chat.id, 0, phrases)
        await sending.send(context.bot, [listed], sending.address_of(message), keyboard=keyboard)
        return
    addition = context.services.under_way.addition_of(message.chat.id, replied.message_id)
    if addition and (may.everything or addition.person == asker_of(message)):
        stopped = addition.cancel(Ended.REMOVED)
        await sending.say(context.bot, phrases(Phrase.REMOVE_STOPPED if stopped else Phrase.ADD_WAIT), message)
        return
    source_id = await _source_of(replied, context)
    if source_id is None or not may.holds(source_id):
        refusal = Phrase.REMOVE_HOW if source_id is None and not may.nothing else Phrase.REMOVE_ADMINS
        await sending.say(context.bot, phrases(refusal), message)
        return

    async def tell(_: bool) -> None:
        await tell_now(context, phrases(Phrase.REMOVED), message)

    if not _begin(update, context, message, source_id, tell):
        await sending.say(context.bot, phrases(Phrase.ADD_WAIT), message)


async def press(update: Update, context: Context) -> None:
    """Handle a button of the list."""
    query = update.callback_query
    if query is None:
        return
    phrases = context.phrases(query.from_user)
    removal, message = parse(query.data), query.message
    if removal is None or not isinstance(message, Message) or not is_under(query, message):  # forged, or too old
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
        return
    may = await removable(message, context, query)
    if removal.source is None and not may.nothing:
        await asyncio.gather(acknowledge(query), _show(context, message, removal, phrases))
        return
    source_id = opened_source(removal.source or "", message.chat.id, context.services.seal)
    if may.nothing or (source_id is not None and not may.holds(source_id)):
        await acknowledge(query, phrases(Phrase.REMOVE_ADMINS), alert=True)
        return
    if source_id is None:  # forged, or taken from another chat
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
        return

    async def tell(was_there: bool) -> None:
        said = Phrase.REMOVED if was_there else Phrase.BUTTON_UNKNOWN
        await asyncio.gather(
            acknowledge(query, phrases(said), alert=not was_there), _show(context, message, removal, phrases)
        )

    if not _begin(update, context, message, source_id, tell):
        await acknowledge(query, phrases(Phrase.ADD_WAIT), alert=True)


def _begin(
    update: Update, context: Context, message: Message, source_id: int, tell: Callable[[bool], Awaitable[None]]
) -> bool:
    """Begin to remove a source in the background. Returns False if another removal of this chat is under way."""
    services, chat_id = context.services, message.chat.id
    own = services.own_collection_of(chat_id)
    if not services.under_way.begin_removal(own):
        return False
    removed = partial(_removed, context, chat_id, source_id)
    begin(update, context, message, removed, tell, lambda: services.under_way.end_removal(own))
    return True


async def _source_of(message: Message, context: Context) -> int | None:
    """The id of the source added from a message, reported in it or quoted by it; None if this chat added none such."""
    services, chat_id = context.services, message.chat.id
    await services.chats.keeper.settled()
    source_id = services.chats.additions.source_of(chat_id, message.message_id)
    if source_id is not None:
        return source_id
    await services.answers.keeper.settled()
    answer = services.answers.of_message(chat_id, message.message_id)
    if answer is None or answer.page >= len(answer.places):
        return None
    return await context.desk(chat_id).addition_at(answer.places[answer.page])


async def _removed(context: Context, chat_id: int, source_id: int) -> bool:
    """Remove a source that the chat added. Returns False if there is no such source."""
    try:
        await context.desk(context.services.chats.moves.current_id(chat_id)).remove(source_id)
    except NotFound:  # removed already, or not added by this chat
        log.info("chat %s: it has no source %s", chat_id, source_id)
        return False
    forget = context.services.chats.additions.forget
    await context.services.chats.keeper.remember("that nobody added a source", forget, source_id)
    return True


async def _listed(
    context: Context, chat_id: int, page: int, phrases: Phrases
) -> tuple[RenderedMessage, InlineKeyboardMarkup | None]:
    """A page of what can be removed, and its buttons."""
    added, seal = await context.desk(chat_id).additions(page, ROWS), context.services.seal
    return additions_list(*added, phrases, lambda source_id: sealed_source(source_id, chat_id, seal))


async def _show(context: Context, message: Message, removal: Removal, phrases: Phrases) -> None:
    """Update the list of what can be removed."""
    listed, keyboard = await _listed(context, message.chat.id, removal.page, phrases)
    address = sending.address_of(message)
    await sending.replace(context.bot, [message.message_id], [listed], address, keyboard=keyboard)
