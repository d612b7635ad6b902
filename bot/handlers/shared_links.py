"""Deep links, `t.me/bot?start=…`: they open a shared quote, or explain inline mode."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.answering import earlier_answer, give
from bot.handlers.inline import PAYLOAD as FROM_INLINE_MODE
from bot.handlers.registering import Handlers
from bot.saying import sending
from bot.saying.links import parse_payload
from bot.saying.phrases import Phrase, name_of_bot
from bot.services import Context, message_of


def handlers() -> Handlers:
    """The handler of /start with a payload, in private chats."""
    own = ~filters.FORWARDED & filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return [CommandHandler("start", open_link, own, has_args=True)]


async def open_link(update: Update, context: Context) -> None:
    """Show the quote that a link points to. The reply does not reveal why a quote cannot be shown."""
    message = message_of(update)
    phrases = context.phrases(message.from_user)
    payload = " ".join(context.args or [])
    if payload == FROM_INLINE_MODE:
        await sending.say(context.bot, phrases(Phrase.INLINE_HOW, bot=name_of_bot(context.bot.username)), message)
        return
    if earlier_answer(context.services, message):
        return  # a duplicate update
    pointer = parse_payload(payload, context.services.seal)
    hit = await context.desk(message.chat.id).hit_of(pointer) if pointer else None
    if hit is None or not await give(context, [hit], message):
        await sending.say(context.bot, phrases(Phrase.LINK_NOWHERE), message)
