"""/add: stores a message, a file or an answer in a collection that only this chat asks.

It is read and analyzed in a process of its own (`index.sandbox`), before the library is written to, and costs nobody
else anything: few such processes run at once, and whoever used them least comes next (`bot.fairness`).
"""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack
from tempfile import TemporaryFile
from typing import NamedTuple

import msgspec
from telegram import Message, Update
from telegram.error import BadRequest

from bot.answering.given_answers import question_answered
from bot.desk import TooManyPassages
from bot.fairness import TooManyWait
from bot.handlers.changes import begin, tell_now, why_not_add
from bot.handlers.registering import Handlers, command
from bot.hearing.documents import as_answer, as_document, why_not_a_source
from bot.hearing.questions import replied_to, words_behind_command
from bot.keeping.chat_settings import Adders
from bot.keeping.chat_sources import key_of_file
from bot.logs import summary_of
from bot.saying import sending
from bot.saying.fields import Field
from bot.saying.messages import MessageBuilder, RenderedMessage
from bot.saying.phrases import Phrase, Phrases, Words, joined
from bot.saying.refusals import limit_words
from bot.services import Context, asker_of, message_of
from bot.under_way import Addition, Cancelled, Ended
from bot.wire.downloads import download
from bot.wire.error_meanings import Meaning, meaning
from index import (
    Added,
    ChatLimits,
    LibraryError,
    LimitExceeded,
    LoadError,
    Prepared,
    ReadingFailed,
    SourceRemoved,
    Withdrawn,
)
from index.sandbox.messages import Order
from index.sandbox.process import prepared

log = logging.getLogger(__name__)


class Material(NamedTuple):
    """What is added: the message replied to, or its file, or, with a `question` in it, the words of `message`."""

    message: Message
    replied: Message
    question: str | None


class Outcome(NamedTuple):
    """The text of the reply to /add, None for no reply, and the id of the source if it is stored."""

    words: Words | RenderedMessage | None
    source_id: int | None = None


def handlers() -> Handlers:
    """The handlers of this module."""
    return command("add", add)


async def add(update: Update, context: Context) -> None:
    """/add: store the message replied to, or its file, or the words behind /add as the answer to it."""
    message = message_of(update)
    phrases, replied = context.phrases(message.from_user), replied_to(message)
    answers = bool(words_behind_command(message))
    refusal = await why_not_add(message, context) or why_not_a_source(replied, context.bot.bot, answers=answers)
    if refusal or replied is None:
        await sending.say(context.bot, phrases(refusal or Phrase.ADD_HOW), message)
        return
    services, chat_id = context.services, message.chat.id
    question = await question_answered(context, message, replied)
    addition = Addition(
        services.own_collection_of(chat_id),
        asker_of(message),
        chat_id,
        frozenset((message.message_id, replied.message_id)),
    )
    if not services.under_way.begin(addition):
        await sending.say(context.bot, phrases(Phrase.ADD_WAIT), message)
        return

    async def tell(outcome: Outcome) -> None:
        if outcome.words is None:
            return
        told = await tell_now(context, outcome.words, message)
        if outcome.source_id is not None:
            places = [(told.chat_id, told.message_id)]
            if told.chat_id == chat_id:  # a supergroup numbers its messages anew
                added_from = [replied] if question is None else [replied, message]
                places += [(chat_id, one.message_id) for one in added_from]
            note = services.chats.additions.note
            await services.chats.keeper.remember("who added what", note, outcome.source_id, addition.person, places)

    begin(
        update,
        context,
        message,
        lambda: _added(context, addition, Material(message, replied, question), phrases),
        tell,
        lambda: services.under_way.end(addition),
    )


async def _added(context: Context, addition: Addition, material: Material, phrases: Phrases) -> Outcome:
    services, chat_id = context.services, addition.chat_id
    try:
        async with AsyncExitStack() as opened:
            # What the operator takes away from here on stays away.
            desk = context.desk(chat_id)
            order = _order(addition, material, services.settings.chat_limits)
            told, known = await desk.told(), await desk.addition_of(order.key)
            order = msgspec.structs.replace(order, known=known)
            prepared = await addition.read(_prepared(context, addition, material.replied, order, opened))
            # The group may have become a supergroup, and its admins may have decided otherwise.
            now = services.chats.moves.current_id(chat_id)
            if services.chats.settings.of(now).adders is Adders.NOBODY:
                return Outcome(phrases(Phrase.ADD_NOBODY))
            added = await context.desk(now).add(prepared, services.settings.added_passages, told)
    except Cancelled as cancelled:
        return Outcome(phrases(Phrase.ADD_TROUBLE) if cancelled.why is Ended.STOPPED else None)
    except (LibraryError, TooManyPassages, TooManyWait, BadRequest) as error:
        words = _refusal(error, context, phrases)
        if words is None:
            raise
        log.info("chat %s: nothing was added: %s", chat_id, summary_of(error))
        return Outcome(words)
    log.info("chat %s: source %s was added", chat_id, added.source.id)
    return Outcome(_words(added, material, phrases), added.source.id)


def _order(addition: Addition, material: Material, limits: ChatLimits) -> Order:
    """What is to be read: a message, its file, or an answer to it."""
    replied, question = material.replied, material.question
    if replied.document is None:
        found = as_document(replied) if question is None else as_answer(question, replied, material.message)
        document, stated = found
        return Order(document.title, document.key, limits, stated, tuple(document.drafts))
    name = replied.document.file_name or ""
    return Order(name, key_of_file(addition.own, name), limits)


async def _prepared(
    context: Context, addition: Addition, replied: Message, order: Order, opened: AsyncExitStack
) -> Prepared:
    """The message or its file, ready to be stored as long as `opened` is open."""
    async with context.services.turns.turn(addition.waits_as):
        if replied.document is None:
            return await opened.enter_async_context(prepared(order))
        with TemporaryFile() as file:
            pause = context.services.settings.read_timeout
            await download(context.bot, replied.document, file, order.limits, pause)
            return await opened.enter_async_context(prepared(order, file))


def _words(added: Added, material: Material, phrases: Phrases) -> Words | RenderedMessage:
    replied = material.replied
    if not added.added and not added.removed:
        return phrases(Phrase.ADDED_ALREADY)
    if material.question is not None:
        return phrases(Phrase.ADDED_ANSWER)
    if replied.document is None:
        return phrases(Phrase.ADDED_MESSAGE)
    told = MessageBuilder(phrases)
    title = Field(added.source.title) or Field(replied.document.file_name)
    told.say(Phrase.ADDED_FILE, title=title, count=added.added + added.unchanged)
    return told.done()


def _refusal(error: Exception, context: Context, phrases: Phrases) -> Words | None:
    """What is said where nothing was added for this reason; None if it may work another time."""
    match error:
        case LimitExceeded(limit="parse_seconds"):
            return phrases(Phrase.ADD_TOO_LONG, count=error.most)
        case LimitExceeded(limit="parse_memory"):
            return phrases(Phrase.ADD_TOO_HEAVY, count=error.most // 1_000_000)
        case LimitExceeded():
            return limit_words(error, phrases)
        case ReadingFailed():
            return phrases(Phrase.ADD_UNREADABLE)
        case LoadError():
            where = [phrases(Phrase.ADD_LINE, line=error.line)] if error.line else []
            return joined([*where, phrases(Phrase.ADD_FORMAT)], " ")
        case TooManyPassages():
            return phrases(Phrase.ADD_TOO_MUCH, count=context.services.settings.added_passages)
        case TooManyWait():
            return phrases(Phrase.ADD_QUEUE)
        case Withdrawn():
            return phrases(Phrase.ADD_WITHDRAWN)
        case SourceRemoved():
            return phrases(Phrase.ADD_REMOVED)
        case BadRequest() if meaning(error) is Meaning.FILE_TOO_BIG:
            return phrases(Phrase.ADD_TOO_BIG)
    return None
