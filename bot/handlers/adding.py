"""/add: stores a message or a file in a collection that only this chat asks."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import NamedTuple

from telegram import Message, Update
from telegram.error import BadRequest

from bot.desk import TooManyPassages
from bot.handlers.changes import begin, why_not
from bot.handlers.registering import Handlers, command
from bot.hearing.documents import as_document, why_not_a_source
from bot.hearing.questions import replied_to
from bot.keeping.chat_sources import key_of_file
from bot.saying import sending
from bot.saying.phrases import Phrase, Phrases
from bot.services import Context, message_of
from bot.wire.error_meanings import Meaning, meaning
from index import Added, Document, LoadError, Stated, loaders

log = logging.getLogger(__name__)


class Outcome(NamedTuple):
    """The text of the reply to /add, and the id of the source if it is stored."""

    words: str
    source_id: int | None = None


def handlers() -> Handlers:
    """The handlers of this module."""
    return command("add", add)


async def add(update: Update, context: Context) -> None:
    """/add: store the message replied to, or its file."""
    message = message_of(update)
    phrases, replied = context.phrases(message.from_user), replied_to(message)
    refusal = await why_not(message, context) or why_not_a_source(replied, context.bot.bot)
    if refusal or replied is None:
        await sending.say(context.bot, phrases(refusal or Phrase.ADD_HOW), message)
        return

    async def tell(outcome: Outcome) -> None:
        told = await sending.say(context.bot, outcome.words, message)
        if outcome.source_id is not None:
            context.services.chats.additions.note(message.chat.id, (replied.message_id, told), outcome.source_id)

    if not await begin(update, context, message, lambda: _added(context, replied, phrases), tell):
        await sending.say(context.bot, phrases(Phrase.ADD_WAIT), message)


async def _added(context: Context, replied: Message, phrases: Phrases) -> Outcome:
    services = context.services
    try:
        async with services.fetching:
            document, stated = await _read(context, replied)
            with document:
                limit = services.settings.added_passages
                added = await context.desk(replied.chat.id).add(document, stated, limit)
    except TooManyPassages:
        return Outcome(phrases(Phrase.ADD_TOO_MUCH, count=services.settings.added_passages))
    except LoadError as error:
        where = [phrases(Phrase.ADD_LINE, line=error.line)] if error.line else []
        return Outcome(" ".join([*where, phrases(Phrase.ADD_FORMAT)]))
    except BadRequest as error:
        if meaning(error) is not Meaning.FILE_TOO_BIG:
            raise
        return Outcome(phrases(Phrase.ADD_TOO_BIG))
    log.info("chat %s: source %s was added", replied.chat.id, added.source.id)
    return Outcome(_words(added, replied, phrases), added.source.id)


def _words(added: Added, replied: Message, phrases: Phrases) -> str:
    if not added.added and not added.removed:
        return phrases(Phrase.ADDED_ALREADY)
    if replied.document is None:
        return phrases(Phrase.ADDED_MESSAGE)
    return phrases(Phrase.ADDED_FILE, title=added.source.title, count=added.added + added.unchanged)


async def _read(context: Context, replied: Message) -> tuple[Document, Stated]:
    """The document in a message or in its file. Raises LoadError, and BadRequest if the file is too big to download."""
    if replied.document is None:
        return as_document(replied)
    name = replied.document.file_name or ""
    with ExitStack() as opened:
        file = opened.enter_context(TemporaryFile())
        fetched = await context.bot.get_file(replied.document)
        await fetched.download_to_memory(file)
        key = key_of_file(context.services.own_collection_of(replied.chat.id), name)
        document = loaders.read(file, name, key)
        opened.pop_all()
    return document, Stated()
