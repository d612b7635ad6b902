"""/add: what a chat adds to what it is quoted from, in a collection that it alone asks."""

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
from bot.saying import sending
from bot.saying.phrases import Phrase, Phrases
from bot.services import Context, message_of
from bot.wire.error_meanings import Meaning, meaning
from index import Added, Document, LoadError, Stated, loaders

log = logging.getLogger(__name__)


class Done(NamedTuple):
    """What came of it: the words to say, and the source that they are about, where it is stored now."""

    words: str
    source_id: int | None = None


def handlers() -> Handlers:
    """What this room listens to."""
    return command("add", add)


async def add(update: Update, context: Context) -> None:
    """Store the message that /add replies to, or the file in it."""
    message = message_of(update)
    phrases, replied = context.phrases(message.from_user), replied_to(message)
    refusal = await why_not(message, context) or why_not_a_source(replied, context.bot.bot)
    if refusal or replied is None:
        await sending.say(context.bot, phrases(refusal or Phrase.ADD_HOW), message)
        return

    async def tell(done: Done) -> None:
        told = await sending.say(context.bot, done.words, message)
        if done.source_id is not None:
            context.services.chats.additions.note(message.chat.id, (replied.message_id, told), done.source_id)

    if not await begin(update, context, message, lambda: _added(context, replied, phrases), tell):
        await sending.say(context.bot, phrases(Phrase.ADD_WAIT), message)


async def _added(context: Context, replied: Message, phrases: Phrases) -> Done:
    services = context.services
    try:
        async with services.fetching:
            document, stated = await _read(context, replied)
            with document:
                most = services.settings.added_passages
                added = await context.desk(replied.chat.id).add(document, stated, most)
    except TooManyPassages:
        return Done(phrases(Phrase.ADD_TOO_MUCH, count=services.settings.added_passages))
    except LoadError as error:
        where = [phrases(Phrase.ADD_LINE, line=error.line)] if error.line else []
        return Done(" ".join([*where, phrases(Phrase.ADD_FORMAT)]))
    except BadRequest as error:
        if meaning(error) is not Meaning.FILE_TOO_BIG:
            raise
        return Done(phrases(Phrase.ADD_TOO_BIG))
    log.info("chat %s: source %s was added", replied.chat.id, added.source.id)
    return Done(_words(added, replied, phrases), added.source.id)


def _words(added: Added, replied: Message, phrases: Phrases) -> str:
    if not added.added and not added.removed:
        return phrases(Phrase.ADDED_ALREADY)
    if replied.document is None:
        return phrases(Phrase.ADDED_MESSAGE)
    return phrases(Phrase.ADDED_FILE, title=added.source.title, count=added.added + added.unchanged)


async def _read(context: Context, replied: Message) -> tuple[Document, Stated]:
    """The document that a message is, or brings. Raises LoadError, and BadRequest for a file that is too big."""
    if replied.document is None:
        return as_document(replied)
    name = replied.document.file_name or ""
    with ExitStack() as opened:
        file = opened.enter_context(TemporaryFile())
        fetched = await context.bot.get_file(replied.document)
        await fetched.download_to_memory(file)
        # By its name: a file that is sent again, changed, takes the place of the earlier one.
        key = f"{context.services.own_collection_of(replied.chat.id)}/{name}"
        document = loaders.read(file, name, key)
        opened.pop_all()
    return document, Stated()
