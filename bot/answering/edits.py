"""Updates the answers to a message when it is edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from telegram import Message

from bot.answering.delivery import answer_question, deliver, earlier_answers, remember
from bot.answering.message_questions import MessageQuestion
from bot.answering.replies import Reply, reply_to
from bot.answering.scheduled_deletions import schedule_deletion
from bot.keeping.answers import StoredAnswer
from bot.saying import sending
from bot.services import Context

# Edits of older messages, mostly reactions and corrections, add no new questions.
_YOUNG = timedelta(minutes=10)


async def follow_edit(context: Context, questions: Sequence[MessageQuestion], message: Message) -> bool:
    """Edit, send and delete answers so that they match the edited message. Answers with the same quotes are kept.

    Returns whether anything was sent or edited.
    """
    earlier = await earlier_answers(context.services, message)
    known = bool(earlier)
    young = message.edit_date is not None and message.edit_date - message.date < _YOUNG
    said = False
    for question in questions:
        if question.number in earlier:
            said = await change(context, earlier.pop(question.number), question, message) or said
        elif known or young:
            said = await answer_question(context, question, message) or said
    for gone in earlier.values():
        await _take_back(context, gone)
    return said


async def _take_back(context: Context, answer: StoredAnswer) -> None:
    await sending.delete(context.bot, answer.question.address.chat_id, answer.message_ids)
    services = context.services
    await services.answers.keeper.remember("that an answer is gone", services.answers.forget, answer)


async def change(context: Context, earlier: StoredAnswer, question: MessageQuestion, message: Message) -> bool:
    """Replace an answer by that to a question which `message` asks now; a missing or an equal one changes nothing.

    Returns whether anything was sent or edited.
    """
    reply = await reply_to(context, question, message)
    if reply is None:
        await _take_back(context, earlier)
        return False
    if _says_the_same(reply, earlier) or (
        reply.found_nothing and await _is_read_boldly(context, question, earlier, message)
    ):
        return False
    if earlier.native_page is not None:  # a native quote cannot be edited
        await sending.delete(context.bot, message.chat.id, earlier.message_ids)
        await deliver(context, reply, message, question)
        return True
    message_ids = await sending.replace(
        context.bot,
        earlier.message_ids,
        reply.messages,
        sending.address_of(message),
        keyboard=reply.keyboard,
        reply_parameters=question.reply_parameters,
    )
    await remember(context, message, message_ids, reply, question.number)
    if reply.found_nothing:
        await schedule_deletion(context, message, message_ids)
    return True


async def _is_read_boldly(context: Context, question: MessageQuestion, earlier: StoredAnswer, message: Message) -> bool:
    """Whether an earlier answer is that to the same question as somebody said it was meant."""
    if not earlier.places or not earlier.assumed:
        return False
    reply = await reply_to(context, replace(question, bold=True), message)
    return reply is not None and _says_the_same(reply, earlier)


def _says_the_same(reply: Reply, earlier: StoredAnswer) -> bool:
    """Whether a reply has the quotes of an earlier answer, as many of them shown, and as many corrected words."""
    if earlier.shows_closest:
        return False
    quotes = [place[:3] for place in reply.places]
    same = quotes == [place[:3] for place in earlier.places]
    return same and (reply.shown, reply.assumed) == (earlier.shown, earlier.assumed)
