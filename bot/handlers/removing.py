"""/remove: what a chat added is taken out again, by a reply to it or to what tells of it, or chosen from a list."""

from __future__ import annotations

import asyncio
import logging

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.callback_queries import acknowledge
from bot.handlers.changes import begin, why_not
from bot.handlers.registering import Handlers, command
from bot.hearing.questions import replied_to
from bot.saying import sending
from bot.saying.additions_list import PATTERN, Removal, additions_list, parse
from bot.saying.phrases import Phrase, Phrases
from bot.services import Context, message_of
from index import NotFound

log = logging.getLogger(__name__)


def handlers() -> Handlers:
    """What this room listens to."""
    return [*command("remove", remove), CallbackQueryHandler(press, PATTERN)]


async def remove(update: Update, context: Context) -> None:
    """Take out what the message replied to was made, tells of or quotes; without one, show what can be taken out."""
    message = message_of(update)
    phrases, replied = context.phrases(message.from_user), replied_to(message)
    if refusal := await why_not(message, context):
        await sending.say(context.bot, phrases(refusal), message)
        return
    if replied is None:
        listed, keyboard = additions_list(await context.desk(message.chat.id).additions(), 0, phrases)
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
    """A button of the list was pressed."""
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
    source_id = removal.source_id
    if source_id is None:
        await asyncio.gather(acknowledge(query), _show(context, message, removal, phrases))
        return

    async def tell(was_there: bool) -> None:
        said = Phrase.REMOVED if was_there else Phrase.BUTTON_UNKNOWN
        await asyncio.gather(
            acknowledge(query, phrases(said), alert=not was_there), _show(context, message, removal, phrases)
        )

    if not await begin(update, context, message, lambda: _removed(context, message.chat.id, source_id), tell):
        await acknowledge(query, phrases(Phrase.ADD_WAIT), alert=True)


async def _source_of(message: Message, context: Context) -> int | None:
    """The source that a message was made, or tells of, or quotes, where it was added in its chat."""
    services, chat_id = context.services, message.chat.id
    source_id = services.chats.additions.source_of(chat_id, message.message_id)
    if source_id is not None:
        return source_id
    answer = services.answers.of_message(chat_id, message.message_id)
    if answer is None or answer.page >= len(answer.places):
        return None
    return await context.desk(chat_id).addition_at(answer.places[answer.page])


async def _removed(context: Context, chat_id: int, source_id: int) -> bool:
    """Whether a source was among what the chat added, and is not any more."""
    try:
        await context.desk(chat_id).remove(source_id)
    except NotFound:  # somebody removed it already, or it is none of this chat's
        log.info("chat %s: it has no source %s", chat_id, source_id)
        return False
    context.services.chats.additions.forget(source_id)
    return True


async def _show(context: Context, message: Message, removal: Removal, phrases: Phrases) -> None:
    """Let the list show a page of what can be taken out now."""
    listed, keyboard = additions_list(await context.desk(message.chat.id).additions(), removal.page, phrases)
    address = sending.address_of(message)
    await sending.replace(context.bot, [message.message_id], [listed], address, keyboard=keyboard)
