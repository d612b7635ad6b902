"""/mute and /unmute: silence for a time, in a group or in one topic of it."""

from __future__ import annotations

import time

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot import sending
from bot.chat_settings import Mode
from bot.durations import parse
from bot.handlers.admins import sent_by_admin
from bot.handlers.kinds import Handlers
from bot.phrases import Phrase
from bot.services import Context, message_of

_PHRASES = {"m": Phrase.MUTED_MINUTES, "h": Phrase.MUTED_HOURS, "d": Phrase.MUTED_DAYS, "w": Phrase.MUTED_WEEKS}


def handlers() -> Handlers:
    """What this room listens to."""
    own = ~filters.FORWARDED & (filters.ChatType.GROUPS | filters.ChatType.PRIVATE) & filters.UpdateType.MESSAGE
    return [
        CommandHandler("mute", mute, own),
        CommandHandler("unmute", unmute, own),
        CommandHandler(("mute", "unmute"), edited, filters.UpdateType.EDITED_MESSAGE),
    ]


async def mute(update: Update, context: Context) -> None:
    """/mute 2h: silence for two hours; /mute alone: until /unmute. From others than admins: nothing."""
    message = message_of(update)
    if not await sent_by_admin(message, context):
        return
    phrases = context.phrases(message.from_user)
    if message.chat.type == message.chat.PRIVATE:
        await sending.say(context.bot, phrases(Phrase.MUTE_IN_GROUPS), message)
        return
    wanted = " ".join(context.args or ())
    duration = parse(wanted)
    if wanted and duration is None:
        await sending.say(context.bot, phrases(Phrase.MUTE_HOW), message)
        return
    until = time.time() + duration.seconds if duration else None
    context.services.chats.mute(message.chat.id, sending.topic_of(message), until)
    words = phrases(_PHRASES[duration.unit], count=duration.count) if duration else phrases(Phrase.MUTED)
    await sending.say(context.bot, words, message)


async def unmute(update: Update, context: Context) -> None:
    """/unmute: the silence is over. From others than admins: nothing."""
    message = message_of(update)
    if not await sent_by_admin(message, context):
        return
    phrases = context.phrases(message.from_user)
    if message.chat.type == message.chat.PRIVATE:
        await sending.say(context.bot, phrases(Phrase.MUTE_IN_GROUPS), message)
        return
    chats, thread_id = context.services.chats, sending.topic_of(message)
    chats.unmute(message.chat.id, thread_id)
    never = chats.mode(message.chat.id, thread_id) is Mode.OFF
    await sending.say(context.bot, phrases(Phrase.UNMUTED_OFF if never else Phrase.UNMUTED), message)


async def edited(update: Update, context: Context) -> None:
    """A command that was edited: nothing."""
