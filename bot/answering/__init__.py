"""From a question to the messages of its answer: asked, compared with the store, rendered, sent, remembered."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message as Received

from bot.answering.delivery import answer_part, deliver, earlier_answer
from bot.answering.edits import follow_edit
from bot.answering.parts import Part, parts_of
from bot.answering.replies import reply_with
from bot.services import Context
from index.model import Hit

__all__ = ["answer", "earlier_answer", "give"]


async def answer(context: Context, question: str, message: Received, *, unasked: bool = False) -> bool:
    """Answer what this message asks, each of several questions by itself, unless that was done already.

    With `unasked`, it is a question that nobody addressed to the bot. Returns whether anything was said.
    """
    services = context.services
    is_new = services.fingerprints.is_new(message.chat.id, message.message_id, question)
    if message.edit_date and not is_new:
        return False
    parts = [Part(question, unasked=True)] if unasked else await parts_of(context, question, message)
    if message.edit_date:
        return await follow_edit(context, parts, message)
    said = False
    for part in parts:
        # Delivered once more: an answer was sent, and Telegram was not told in time.
        if not earlier_answer(services, message, part.number):
            said = await answer_part(context, part, message) or said
    return said


async def give(context: Context, hits: Sequence[Hit], message: Received) -> bool:
    """Answer a message with these hits, the first of them to be seen. Returns whether any could be shown."""
    reply = await reply_with(context, hits, message)
    if reply:
        await deliver(context, reply, message)
    return reply is not None
