"""Sending a reply, and remembering what was sent."""

from __future__ import annotations

import time
from collections.abc import Sequence

from telegram import Message as Received

from bot.answering.parts import Part
from bot.answering.replies import Reply, reply_to
from bot.answering.vanishing import let_vanish
from bot.keeping.answers import Asking, Remembered
from bot.saying import sending
from bot.saying.native_quotes import refused, send_native
from bot.saying.render import quote_messages
from bot.services import Context, Services, asker_of


async def answer_part(context: Context, part: Part, message: Received) -> bool:
    """Answer one question of a message that has no answer yet. Returns whether anything was said."""
    began = time.perf_counter()
    reply = await reply_to(context, part, message)
    if reply is None:
        return False
    if reply.places or reply.found_nothing:
        milliseconds = (time.perf_counter() - began) * 1000
        context.services.chats.feedback.count(message.chat.id, part.text, bool(reply.places), milliseconds)
    await deliver(context, reply, message, part)
    return True


async def deliver(context: Context, reply: Reply, message: Received, part: Part | None = None) -> None:
    """Send a reply: as Telegram's own quote of the source where that can be, else as the bot's.

    A message replies to one thing: a quote of the source leaves no place for one of the question that is answered.
    """
    services, phrases = context.services, context.phrases(message.from_user)
    messages, refusal, number = reply.messages, None, part.number if part else 0
    page = reply.page if reply.page and reply.page.origin.vouched else None
    if page:
        outcome = await send_native(context.bot, page, phrases, message, reply.keyboard)
        if isinstance(outcome, int):
            remember(services, message, [outcome], reply, number, native_page=0)
            return
        refusal = outcome
        messages = quote_messages(refused(page, refusal), phrases)
    message_ids = await sending.send(
        context.bot,
        messages,
        sending.address_of(message),
        keyboard=reply.keyboard,
        part=part.pointing if part else None,
    )
    if page and refusal:
        # Noted only now: had the chat of the question been the trouble, this would not have been sent either.
        services.memory.refusals.note(page.quote.passage.id, refusal)
    remember(services, message, message_ids, reply, number)
    if reply.found_nothing:
        let_vanish(context, message, message_ids)


def earlier_answer(services: Services, message: Received, number: int = 0) -> Remembered | None:
    """The answer that a message got already, or that one of its questions got."""
    return services.memory.of_question(_asking(message, number))


def remember(
    services: Services,
    message: Received,
    message_ids: Sequence[int],
    reply: Reply,
    number: int,
    native_page: int | None = None,
) -> None:
    """Remember what answered a message, or its question of this number."""
    services.memory.remember(
        _asking(message, number), message_ids, reply.places, native_page=native_page, assumed=reply.assumed
    )


def _asking(message: Received, number: int) -> Asking:
    return Asking(sending.address_of(message), int(message.date.timestamp()), asker_of(message), number)
