"""The answers to a message follow its edits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from telegram import Message as Received

from bot.answering.delivery import answer_part, deliver, earlier_answer, remember
from bot.answering.parts import Part
from bot.answering.replies import Reply, reply_to
from bot.answering.vanishing import let_vanish
from bot.hearing.several import MOST
from bot.keeping.answers import Remembered
from bot.saying import sending
from bot.services import Context

# An edit makes a question of a message only while it is this young: later edits are mostly reactions and tidying up.
_YOUNG = timedelta(minutes=10)


async def follow_edit(context: Context, parts: Sequence[Part], message: Received) -> bool:
    """Let the answers follow their edited questions; nothing happens where the quotes are the same.

    Returns whether anything was said.
    """
    services = context.services
    earlier = {number: found for number in range(MOST) if (found := earlier_answer(services, message, number))}
    known = bool(earlier)
    young = message.edit_date is not None and message.edit_date - message.date < _YOUNG
    said = False
    for part in parts:
        if part.number in earlier:
            said = await _change(context, earlier.pop(part.number), part, message) or said
        elif known or young:
            said = await answer_part(context, part, message) or said
    for gone in earlier.values():
        await _take_back(context, gone)
    return said


async def _take_back(context: Context, answer: Remembered) -> None:
    await sending.delete(context.bot, answer.asking.address.chat_id, answer.message_ids)
    context.services.memory.forget(answer)


async def _change(context: Context, earlier: Remembered, part: Part, message: Received) -> bool:
    reply = await reply_to(context, part, message)
    if reply is None:
        await _take_back(context, earlier)
        return False
    if _says_the_same(reply, earlier):
        return False
    if earlier.native_page is not None:  # what Telegram quotes above a message can never be edited
        await sending.delete(context.bot, message.chat.id, earlier.message_ids)
        await deliver(context, reply, message, part)
        return True
    message_ids = await sending.replace(
        context.bot,
        earlier.message_ids,
        reply.messages,
        sending.address_of(message),
        keyboard=reply.keyboard,
        part=part.pointing,
    )
    remember(context.services, message, message_ids, reply, part.number)
    if reply.found_nothing:
        let_vanish(context, message, message_ids)
    return True


def _says_the_same(reply: Reply, earlier: Remembered) -> bool:
    """Whether an answer would change nothing: the same quotes, and as many words that were read as others."""
    quotes = [place[:3] for place in reply.places]
    return quotes == [place[:3] for place in earlier.places] and reply.assumed == earlier.assumed
