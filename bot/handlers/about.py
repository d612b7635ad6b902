"""/start, /help, /sources and /privacy."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.constants import ChatType

from bot.handlers.registering import Handlers, command
from bot.keeping.chat_settings import Adders
from bot.logs import summary_of
from bot.saying import sending
from bot.saying.introduction import introduction, questions_to_tap
from bot.saying.phrases import Phrase, joined, name_of_bot
from bot.saying.render import source_list
from bot.services import Context, message_of
from index.errors import LibraryError

log = logging.getLogger(__name__)

# More titles never fit into a message.
_MAX_TITLES = 1000
_EXAMPLES = 2
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


def handlers() -> Handlers:
    """The handlers of this module."""
    return [
        *command("start", start),
        *command("help", help_),
        *command("sources", sources),
        *command("privacy", privacy),
    ]


async def start(update: Update, context: Context) -> None:
    """/start: the introduction, with questions to tap; in a group, the help."""
    if _in_group(update):
        await help_(update, context)
        return
    message = message_of(update)
    try:
        examples = await context.desk(message.chat.id).examples(_EXAMPLES)
    except LibraryError as error:
        log.warning("chat %s: no examples: %s", message.chat.id, summary_of(error))
        examples = []
    said = introduction(examples, context.phrases(message.from_user))
    await sending.send(
        context.bot, [said], sending.address_of(message), keyboard=questions_to_tap(examples) if examples else None
    )


async def help_(update: Update, context: Context) -> None:
    """/help: how to ask, and how to use /add and inline mode where they are enabled."""
    message, services = message_of(update), context.services
    phrases = context.phrases(message.from_user)
    parts = [phrases(Phrase.HELP_GROUP if _in_group(update) else Phrase.HELP_PRIVATE)]
    nobody = _in_group(update) and services.chats.settings.of(message.chat.id).adders is Adders.NOBODY
    if services.settings.added_passages and not nobody:
        parts.append(phrases(Phrase.HELP_ADD))
    if context.bot.supports_inline_queries:
        parts.append(phrases(Phrase.INLINE_HOW, bot=name_of_bot(context.bot.username)))
    await sending.say(context.bot, joined(parts, "\n\n"), message)


async def privacy(update: Update, context: Context) -> None:
    """/privacy: what is stored, and for how long."""
    message, services = message_of(update), context.services
    phrases, days = context.phrases(message.from_user), services.settings.remember_days
    parts = [phrases(Phrase.PRIVACY, days=days)]
    if services.settings.added_passages:
        parts.append(phrases(Phrase.PRIVACY_ADDED))
    if services.chats.settings.of(message.chat.id).keeps_unanswered:
        parts.append(phrases(Phrase.PRIVACY_REFUSED, days=days))
    await sending.say(context.bot, joined(parts, "\n\n"), message)


async def sources(update: Update, context: Context) -> None:
    """/sources: the titles of the sources that can be quoted in this chat."""
    message = message_of(update)
    found = await context.desk(message.chat.id).sources(_MAX_TITLES)
    own = context.services.own_collection_of(message.chat.id)
    listed = source_list(found.sources, found.total, context.phrases(message.from_user), own)
    await sending.send(context.bot, [listed], sending.address_of(message))


def _in_group(update: Update) -> bool:
    return update.effective_chat is not None and update.effective_chat.type in _GROUPS
