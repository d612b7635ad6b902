"""/mute and /unmute, for a group or for one topic."""

from __future__ import annotations

from telegram import Message, Update

from bot.handlers.admins import sent_by_admin
from bot.handlers.registering import Handlers, command
from bot.hearing.durations import parse
from bot.keeping.chat_settings import Mode
from bot.saying import sending
from bot.saying.phrases import Phrase
from bot.services import Context, message_of

_PHRASES = {"m": Phrase.MUTED_MINUTES, "h": Phrase.MUTED_HOURS, "d": Phrase.MUTED_DAYS, "w": Phrase.MUTED_WEEKS}


def handlers() -> Handlers:
    """The handlers of this module."""
    return [*command("mute", mute), *command("unmute", unmute)]


async def mute(update: Update, context: Context) -> None:
    """/mute 2h mutes the bot for two hours, /mute until /unmute. Ignored unless sent by an admin."""
    message = message_of(update)
    if not await _is_for_this_chat(message, context):
        return
    phrases = context.phrases(message.from_user)
    wanted = " ".join(context.args or ())
    duration = parse(wanted)
    if wanted and duration is None:
        await sending.say(context.bot, phrases(Phrase.MUTE_HOW), message)
        return
    until = context.services.clock() + duration.seconds if duration else None
    mutes = context.services.chats.mutes
    await context.services.chats.keeper.do(mutes.mute, message.chat.id, sending.topic_of(message), until)
    words = phrases(_PHRASES[duration.unit], count=duration.count) if duration else phrases(Phrase.MUTED)
    await sending.say(context.bot, words, message)


async def unmute(update: Update, context: Context) -> None:
    """/unmute ends a mute. Ignored unless sent by an admin."""
    message = message_of(update)
    if not await _is_for_this_chat(message, context):
        return
    phrases = context.phrases(message.from_user)
    mutes, thread_id = context.services.chats.mutes, sending.topic_of(message)
    await context.services.chats.keeper.do(mutes.unmute, message.chat.id, thread_id)
    never = mutes.mode(message.chat.id, thread_id) is Mode.OFF
    await sending.say(context.bot, phrases(Phrase.UNMUTED_OFF if never else Phrase.UNMUTED), message)


async def _is_for_this_chat(message: Message, context: Context) -> bool:
    """Whether a message is from an admin of a group. In a private chat, reply that the command is for groups."""
    if not await sent_by_admin(message, context):
        return False
    if message.chat.type == message.chat.PRIVATE:
        await sending.say(context.bot, context.phrases(message.from_user)(Phrase.MUTE_IN_GROUPS), message)
        return False
    return True
