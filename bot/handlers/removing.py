"""/remove: removes a source that the chat added, by a reply to a message or by a button of a list."""

from __future__ import annotations

import asyncio
import logging

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.callback_queries import acknowledge
from bot.handlers.changes import begin, why_not
from bot.handlers.registering import Handlers, command
from bot.hearing.questions import replied_to
from bot.saying import sending
from bot.saying.additions_list import PATTERN, Removal, additions_list, opened_source, parse, sealed_source
from bot.saying.phrases import Phrase, Phrases
from bot.saying.render import RenderedMessage
from bot.services import Context, message_of
from index import NotFound

log = logging.getLogger(__name__)


def handlers() -> Handlers:
    """The handlers of this module."""
    return [*command("remove", remove), CallbackQueryHandler(press, PATTERN)]


async def remove(update: Update, context: Context) -> None:
    """/remove: remove the source of the message replied to; without a reply, list what can be removed."""
    message = message_of(update)
    phrases, replied = context.phrases(message.from_user), replied_to(message)
    if refusal := await why_not(message, context):
        await sending.say(context.bot, phrases(refusal), message)
        return
    if replied is None:
        listed, keyboard = await _listed(context, message.chat.id, 0, phrases)
        await sending.send(context.bot, [listed], sending.address_of(message), keyboard=keyboard)
        return
    source_id = await _source_of(replied, context)
    if source_id is None:
        await sending.say(context.bot, phrases(Phrase.REMOVE_HOW), message)
        return

    async def tell(_: bool) -> None:
        await sending.say(context.bot, phrases(Phrase.REMOVED), message)

    if not await begin(update, context, message, lambda: _removed(context, message.chat.id, source_id), tell):
        await sending.say(context.bot, phrases(Phrase.ADD_WAIT), message)


async def press(update: Update, context: Context) -> None:
    """Handle a button of the list."""
    query = update.callback_query
    if query is None:
        return
    phrases = context.phrases(query.from_user)
    removal, message = parse(query.data), query.message
    if removal is None or not isinstance(message, Message) or not message.is_accessible:  # forged, or too old
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
        return
    if refusal := await why_not(message, context, query):
        await acknowledge(query, phrases(refusal), alert=True)
        return
    if removal.source is None:
        await asyncio.gather(acknowledge(query), _show(context, message, removal, phrases))
        return
    source_id = opened_source(removal.source, message.chat.id, context.services.seal)
    if source_id is None:  # forged, or taken from another chat
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
        return

    async def tell(was_there: bool) -> None:
        said = Phrase.REMOVED if was_there else Phrase.BUTTON_UNKNOWN
        await asyncio.gather(
            acknowledge(query, phrases(said), alert=not was_there), _show(context, message, removal, phrases)
        )

    if not await begin(update, context, message, lambda: _removed(context, message.chat.id, source_id), tell):
        await acknowledge(query, phrases(Phrase.ADD_WAIT), alert=True)


async def _source_of(message: Message, context: Context) -> int | None:
    """The id of the source added from a message, reported in it or quoted by it; None if this chat added none such."""
    services, chat_id = context.services, message.chat.id
    source_id = services.chats.additions.source_of(chat_id, message.message_id)
    if source_id is not None:
        return source_id
    answer = services.answers.of_message(chat_id, message.message_id)
    if answer is None or answer.page >= len(answer.places):
        return None
    return await context.desk(chat_id).addition_at(answer.places[answer.page])


async def _removed(context: Context, chat_id: int, source_id: int) -> bool:
    """Remove a source that the chat added. Returns False if there is no such source."""
    try:
        await context.desk(chat_id).remove(source_id)
    except NotFound:  # removed already, or not added by this chat
        log.info("chat %s: it has no source %s", chat_id, source_id)
        return False
    context.services.chats.additions.forget(source_id)
    return True


async def _listed(
    context: Context, chat_id: int, page: int, phrases: Phrases
) -> tuple[RenderedMessage, InlineKeyboardMarkup | None]:
    """A page of what can be removed, and its buttons."""
    added, seal = await context.desk(chat_id).additions(), context.services.seal
    return additions_list(added, page, phrases, lambda source_id: sealed_source(source_id, chat_id, seal))


async def _show(context: Context, message: Message, removal: Removal, phrases: Phrases) -> None:
    """Update the list of what can be removed."""
    listed, keyboard = await _listed(context, message.chat.id, removal.page, phrases)
    address = sending.address_of(message)
    await sending.replace(context.bot, [message.message_id], [listed], address, keyboard=keyboard)
