"""Sends replies and stores what was sent."""

from __future__ import annotations

import time
from collections.abc import Sequence

from telegram import Message
from telegram.constants import ChatType

from bot.answering.message_questions import MessageQuestion
from bot.answering.replies import Reply, reply_to
from bot.answering.scheduled_deletions import schedule_deletion
from bot.keeping.answers import QuestionRecord, StoredAnswer
from bot.metrics import Outcome, Where
from bot.saying import sending
from bot.saying.native_quotes import send_native, without_native_quote
from bot.saying.render import quote_messages
from bot.services import Context, Services, asker_of


async def answer_question(context: Context, question: MessageQuestion, message: Message) -> bool:
    """Answer a question that has no answer yet. Returns whether anything was sent."""
    began = time.perf_counter()
    reply = await reply_to(context, question, message)
    if reply is None:
        return False
    where = Where.PRIVATE if message.chat.type == ChatType.PRIVATE else Where.GROUP
    _measure(context.services, where, reply, time.perf_counter() - began)
    if reply.places or reply.found_nothing:
        milliseconds = (time.perf_counter() - began) * 1000
        context.services.chats.feedback.count(message.chat.id, question.text, bool(reply.places), milliseconds)
    await deliver(context, reply, message, question)
    return True


def _measure(services: Services, where: Where, reply: Reply, seconds: float) -> None:
    if reply.places:
        services.metrics.asked(where, Outcome.ANSWERED, seconds)
    elif reply.found_nothing or reply.failed:
        services.metrics.asked(where, Outcome.REFUSED if reply.found_nothing else Outcome.FAILED, seconds)


async def deliver(context: Context, reply: Reply, message: Message, question: MessageQuestion | None = None) -> None:
    """Send a reply, as a native quote of the source message if possible, else as a blockquote.

    A message can reply to one message only, so a native quote of the source does not reply to the question.
    """
    services, phrases = context.services, context.phrases(message.from_user)
    messages, refusal, number = reply.messages, None, question.number if question else 0
    page = reply.page if reply.page and reply.page.origin.vouched else None
    if page:
        outcome = await send_native(context.bot, page, phrases, message, reply.keyboard, reply.beside)
        if isinstance(outcome, int):
            services.origins.note_accepted(page.quote)
            remember(services, message, [outcome], reply, number, native_page=0)
            return
        refusal = services.origins.refused(page.quote, outcome) if outcome else None
        messages = quote_messages(without_native_quote(page, refusal), phrases, reply.beside)
    message_ids = await sending.send(
        context.bot,
        messages,
        sending.address_of(message),
        keyboard=reply.keyboard,
        reply_parameters=question.reply_parameters if question else None,
    )
    if page and refusal:
        # Stored only now: if the chat of the question had been the problem, `send` would have failed, too.
        services.origins.note_refused(page.quote, refusal)
    remember(services, message, message_ids, reply, number)
    if reply.found_nothing:
        schedule_deletion(context, message, message_ids)


def earlier_answer(services: Services, message: Message, number: int = 0) -> StoredAnswer | None:
    """The stored answer to the question with this number in a message."""
    return services.answers.of_question(_record(message, number))


def remember(
    services: Services,
    message: Message,
    message_ids: Sequence[int],
    reply: Reply,
    number: int,
    native_page: int | None = None,
) -> None:
    """Store the answer to the question with this number in a message."""
    services.answers.remember(
        _record(message, number),
        message_ids,
        reply.places,
        shown=reply.shown,
        native_page=native_page,
        assumed=reply.assumed,
    )


def _record(message: Message, number: int) -> QuestionRecord:
    return QuestionRecord(sending.address_of(message), int(message.date.timestamp()), asker_of(message), number)
