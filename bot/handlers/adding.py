"""/add and /remove: what a chat adds to what it is quoted from, in a collection that it alone asks."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import NamedTuple

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError

from bot.handlers.admins import sent_by_admin
from bot.handlers.registering import Handlers, command
from bot.hearing.documents import as_document, why_not
from bot.hearing.questions import replied_to
from bot.keeping.chat_settings import Adders
from bot.logs import place_of
from bot.saying import sending
from bot.saying.chat_action import sign_of_life
from bot.saying.phrases import Phrase, Phrases
from bot.services import Context, Services, message_of
from index import Added, Document, LoadError, NotFound, Stated, StoreError, loaders

log = logging.getLogger(__name__)


class Done(NamedTuple):
    """What came of it: the words to say, and the source that they are about, where it is stored now."""

    words: str
    source_id: int | None = None


class TooMuch(Exception):
    """More passages than a chat may add."""


def handlers() -> Handlers:
    """What this room listens to."""
    return [*command("add", add), *command("remove", remove)]


async def add(update: Update, context: Context) -> None:
    """Store the message that /add replies to, or the file in it."""
    message = message_of(update)
    phrases, replied = context.phrases(message.from_user), replied_to(message)
    refusal = await _may_not(message, context) or why_not(replied, context.bot.bot)
    if refusal or replied is None:
        await sending.say(context.bot, phrases(refusal or Phrase.ADD_HOW), message)
        return
    await _begin(update, context, lambda: _added(context, replied, phrases), replied)


async def remove(update: Update, context: Context) -> None:
    """Take out what was added by the message that /remove replies to, or what this message says was added."""
    message = message_of(update)
    phrases, replied = context.phrases(message.from_user), replied_to(message)
    refusal = await _may_not(message, context)
    source_id = context.services.chats.added_by(message.chat.id, replied.message_id) if replied else None
    if refusal or replied is None or source_id is None:
        await sending.say(context.bot, phrases(refusal or Phrase.REMOVE_HOW), message)
        return
    await _begin(update, context, lambda: _removed(context, source_id, phrases), replied)


async def _may_not(message: Message, context: Context) -> Phrase | None:
    """Why somebody may not add here; None where they may."""
    services = context.services
    if not services.settings.added_passages:
        return Phrase.ADD_NOBODY
    if message.chat.type == ChatType.PRIVATE:
        return None
    adders = services.chats.of(message.chat.id).adders
    if adders is Adders.NOBODY:
        return Phrase.ADD_NOBODY
    if adders is Adders.ADMINS and not await sent_by_admin(message, context):
        return Phrase.ADD_ADMINS
    return None


async def _begin(update: Update, context: Context, work: Callable[[], Awaitable[Done]], about: Message) -> None:
    """Do something that may take long, while the chat goes on asking; one at a time, so that none waits for another."""
    message, busy = message_of(update), context.services.adding
    if message.chat.id in busy:
        words = context.phrases(message.from_user)(Phrase.ADD_WAIT)
        await sending.say(context.bot, words, message)
        return
    busy.add(message.chat.id)
    context.application.create_task(_finish(context, work, message, about), update)


async def _finish(context: Context, work: Callable[[], Awaitable[Done]], message: Message, about: Message) -> None:
    services, chat_id = context.services, message.chat.id
    try:
        with sign_of_life(context.bot, chat_id, sending.thread_of(message)):
            done = await work()
    except Exception as error:  # whatever it is, whoever asked for it is told that it did not work
        level = logging.INFO if isinstance(error, StoreError | TelegramError) else logging.ERROR
        log.log(level, "chat %s: nothing was added or removed: %s", chat_id, place_of(error))
        done = Done(context.phrases(message.from_user)(Phrase.ADD_TROUBLE))
    finally:
        services.adding.discard(chat_id)
    told = await sending.say(context.bot, done.words, message)
    if done.source_id is not None:
        services.chats.note_added(chat_id, (about.message_id, told), done.source_id)


async def _added(context: Context, replied: Message, phrases: Phrases) -> Done:
    services = context.services
    try:
        async with services.fetching:
            document, stated = await _read(context, replied)
            with document:
                added = await services.write(_store, services, replied.chat.id, document, stated)
    except TooMuch:
        return Done(phrases(Phrase.ADD_TOO_MUCH, count=services.settings.added_passages))
    except LoadError as error:
        where = [phrases(Phrase.ADD_LINE, line=error.line)] if error.line else []
        return Done(" ".join([*where, phrases(Phrase.ADD_FORMAT)]))
    except BadRequest as error:
        if "too big" not in error.message.lower():
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


def _store(services: Services, chat_id: int, document: Document, stated: Stated) -> Added:
    """Store a document in the chat's own collection, and have the chat ask that. Runs in the thread of the writer.

    Raises TooMuch where the chat has no room for it; then nothing was stored.
    """
    library, own = services.library, services.own_collection_of(chat_id)
    others = (one.passages for one in library.sources([own]) if one.source.key != document.key)
    room = services.settings.added_passages - sum(others)

    def keep_within(passages: int) -> None:
        if passages > room:
            raise TooMuch

    added = library.take(document, own, stated, keep_within)
    asked = library.collections_of(chat_id)
    if own not in asked:
        library.set_collections_of(chat_id, [*asked, own])
    return added


async def _removed(context: Context, source_id: int, phrases: Phrases) -> Done:
    services = context.services
    try:
        await services.write(services.library.remove, source_id)
    except NotFound:  # whoever runs the bot removed it
        log.info("source %s was gone already", source_id)
    services.chats.forget_added(source_id)
    return Done(phrases(Phrase.REMOVED))
