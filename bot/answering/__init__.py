"""From a question to the messages of its answer: ask, verify, render, send, store."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message
from telegram.error import NetworkError

from bot.answering.delivery import answer_question, deliver, earlier_answer
from bot.answering.edits import follow_edit
from bot.answering.message_questions import MessageQuestion, questions_of
from bot.answering.replies import reply_with
from bot.services import Context
from bot.wire.error_meanings import may_have_arrived
from index.model import Hit

__all__ = ["answer", "earlier_answer", "give"]


async def answer(context: Context, text: str, message: Message, *, unaddressed: bool = False) -> bool:
    """Answer each question in `text`, which `message` asks; questions that have their answer already are skipped.

    `unaddressed` marks a question that nobody addressed to the bot. Returns whether anything was sent.
    """
    services = context.services
    is_new = services.fingerprints.is_new(message.chat.id, message.message_id, text)
    if message.edit_date and not is_new:
        return False
    if unaddressed:
        questions = [MessageQuestion(text, unaddressed=True)]
    else:
        questions = await questions_of(context, text, message)
    if message.edit_date:
        return await follow_edit(context, questions, message)
    said, lost = False, None
    for question in questions:
        # Telegram delivers an update again if it was not confirmed in time.
        if earlier_answer(services, message, question.number):
            continue
        try:
            said = await answer_question(context, question, message) or said
        except NetworkError as error:
            if not may_have_arrived(error):
                raise
            lost = error  # the other questions of the message are answered all the same
    if lost:
        raise lost
    return said


async def give(context: Context, hits: Sequence[Hit], message: Message) -> bool:
    """Answer a message with these hits, showing the first. Returns whether any could be shown."""
    reply = await reply_with(context, hits, message)
    if reply:
        await deliver(context, reply, message)
    return reply is not None
