"""Links into the private chat: `t.me/bot?start=…` opens a quote that somebody shared, or says how inline mode works."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.answering import earlier_answer, give
from bot.handlers.inline import PAYLOAD as FROM_INLINE_MODE
from bot.handlers.registering import Handlers
from bot.saying import sending
from bot.saying.links import Pointer, parse_payload
from bot.saying.phrases import Phrase
from bot.services import Context, Services, message_of
from index.model import Hit, Quote


def handlers() -> Handlers:
    """What this room listens to: /start with something behind it, in a private chat."""
    own = ~filters.FORWARDED & filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return [CommandHandler("start", open_link, own, has_args=True)]


async def open_link(update: Update, context: Context) -> None:
    """Show the quote that a link points to, with its buttons. Why one cannot be shown here is not told apart."""
    message = message_of(update)
    phrases = context.phrases(message.from_user)
    payload = " ".join(context.args or [])
    if payload == FROM_INLINE_MODE:
        await sending.say(context.bot, phrases(Phrase.INLINE_HOW, bot=context.bot.username), message)
        return
    if earlier_answer(context.services, message):
        return  # delivered once more
    pointer = parse_payload(payload)
    quote = await context.services.run(_quote_of, context.services, pointer, message.chat.id) if pointer else None
    if quote:
        await give(context, [Hit(quote, 0.0)], message)
    else:
        await sending.say(context.bot, phrases(Phrase.LINK_NOWHERE), message)


def _quote_of(services: Services, pointer: Pointer, chat_id: int) -> Quote | None:
    """The quote that a link points to, where this chat may ask its collection. Runs in a thread of the library's.

    A link can be forged: what it points to has to begin where a sentence begins, and end where one ends, so that
    nobody can make the bot quote half of one.
    """
    library = services.library
    passage = library.passage(pointer.passage_id)
    if passage is None or passage.source.collection not in services.collections_of(chat_id):
        return None
    starts = {sentence.start for sentence in passage.sentences}
    ends = {sentence.end for sentence in passage.sentences}
    if pointer.start not in starts or pointer.end not in ends or pointer.start >= pointer.end:
        return None
    quote = Quote(passage, pointer.start, pointer.end)
    return quote if Pointer.of(quote) == pointer and library.verify(quote) else None
