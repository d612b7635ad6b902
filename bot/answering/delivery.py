"""Sends replies and stores what was sent."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from telegram import Message
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.answering.message_questions import MessageQuestion
from bot.answering.replies import Reply, reply_to
from bot.answering.scheduled_deletions import schedule_deletion
from bot.hearing.splitting import MAX_QUESTIONS
from bot.keeping.answers import QuestionRecord, StoredAnswer
from bot.metrics import Outcome, Where
from bot.saying import sending
from bot.saying.buttons import lasting
from bot.saying.native_quotes import send_native, without_native_quote
from bot.saying.render import quote_messages
from bot.services import Context, Services, asker_of


async def answer_question(context: Context, question: MessageQuestion, message: Message) -> bool:
    """Answer a question that has no answer yet. Returns whether anything was sent."""
    began = time.perf_counter()
    reply = await reply_to(context, question, message)
    if reply is None:
        return False
    seconds = time.perf_counter() - began
    where = Where.PRIVATE if message.chat.type == ChatType.PRIVATE else Where.GROUP
    _measure(context.services, where, reply, seconds)
    await deliver(context, reply, message, question)
    if reply.places or reply.found_nothing:
        count = context.services.chats.feedback.count
        asked = (message.chat.id, question.text, bool(reply.places), seconds * 1000)
        await context.services.chats.keeper.remember("the count of questions", count, *asked)
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
    if services.answers.keeper.failing:  # buttons that find nothing remembered would not work
        reply = replace(reply, keyboard=lasting(reply.keyboard))
    page = reply.page if reply.page and reply.page.origin.vouched else None
    if page:
        outcome = await send_native(context.bot, page, phrases, message, reply.keyboard, reply.beside)
        if isinstance(outcome, int):
            await remember(context, message, [outcome], reply, number, native_page=0)
            note = services.origins.note_accepted
            await services.answers.keeper.remember("that Telegram vouched", note, page.quote)
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
    await remember(context, message, message_ids, reply, number)
    if page and refusal:
        # Stored only now: if the chat of the question had been the problem, `send` would have failed, too.
        note_refused = services.origins.note_refused
        what = "that Telegram did not vouch"
        await services.answers.keeper.remember(what, note_refused, page.quote, refusal)
    if reply.found_nothing:
        await schedule_deletion(context, message, message_ids)


def earlier_answer(services: Services, message: Message, number: int = 0) -> StoredAnswer | None:
    """The stored answer to the question with this number in a message."""
    return services.answers.of_question(_record(message, number))


async def earlier_answers(services: Services, message: Message) -> dict[int, StoredAnswer]:
    """The stored answers to the questions of a message, by their numbers; also what is being stored just now."""
    await services.answers.keeper.settled()
    return {number: found for number in range(MAX_QUESTIONS) if (found := earlier_answer(services, message, number))}


async def remember(
    context: Context,
    message: Message,
    message_ids: Sequence[int],
    reply: Reply,
    number: int,
    native_page: int | None = None,
) -> None:
    """Store the answer to the question with this number in a message; without that, take back the buttons."""
    services = context.services
    remembered = await services.answers.keeper.remember(
        "an answer",
        services.answers.remember,
        _record(message, number),
        message_ids,
        reply.places,
        shown=reply.shown,
        native_page=native_page,
        assumed=reply.assumed,
    )
    left = lasting(reply.keyboard)
    if not remembered and left != reply.keyboard:
        with suppress(TelegramError):
            await context.bot.edit_message_reply_markup(message.chat.id, message_ids[-1], reply_markup=left)


async def remember_page(services: Services, answer: StoredAnswer, page: int, message_ids: Sequence[int]) -> None:
    """Store which page an answer shows now, and its messages."""
    set_page = services.answers.set_page
    await services.answers.keeper.remember("the page of an answer", set_page, answer, page, message_ids)


def _record(message: Message, number: int) -> QuestionRecord:
    return QuestionRecord(sending.address_of(message), int(message.date.timestamp()), asker_of(message), number)
