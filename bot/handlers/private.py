"""Private chats, in which every text is a question."""

from __future__ import annotations

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.answering import answer
from bot.handlers.registering import Handlers
from bot.hearing.documents import takes
from bot.hearing.questions import asked_in_private
from bot.saying import sending
from bot.saying.phrases import Phrase, joined
from bot.services import Context, message_of


def handlers() -> Handlers:
    """The handlers of this module."""
    private = filters.ChatType.PRIVATE
    media = filters.ATTACHMENT & ~filters.SUCCESSFUL_PAYMENT
    return [
        MessageHandler(private & filters.TEXT & filters.UpdateType.MESSAGES, ask),
        MessageHandler(private & media & filters.UpdateType.MESSAGE, not_text),
    ]


async def ask(update: Update, context: Context) -> None:
    """Answer a text or an edited text."""
    message = message_of(update)
    question = asked_in_private(message, context.bot.bot)
    if question is not None:
        await answer(context, question, message)


async def not_text(update: Update, context: Context) -> None:
    """Reply to other content that only text can be asked; once per album."""
    message = message_of(update)
    album, albums = message.media_group_id, context.services.albums
    if album is None or album not in albums:
        if album:
            albums[album] = True
        phrases = context.phrases(message.from_user)
        parts = [phrases(Phrase.ONLY_TEXT)]
        if takes(message) and context.services.settings.added_passages:
            parts.append(phrases(Phrase.HELP_ADD))
        await sending.say(context.bot, joined(parts, " "), message)
