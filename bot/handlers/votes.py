"""Votes on answers by two buttons, and /stats."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.admins import sent_by_admin
from bot.handlers.callback_queries import acknowledge, answer_under
from bot.handlers.registering import Handlers, command
from bot.keeping.feedback import Statistics
from bot.saying import sending
from bot.saying.fields import Field
from bot.saying.messages import MessageBuilder, RenderedMessage
from bot.saying.phrases import Phrase, Phrases
from bot.saying.vote_buttons import PATTERN, parse
from bot.services import Context, message_of

_QUESTION_UNITS = 200


def handlers() -> Handlers:
    """The handlers of this module."""
    return [*command("stats", stats), CallbackQueryHandler(vote, PATTERN)]


async def vote(update: Update, context: Context) -> None:
    """Count a vote. Everyone who sees a quote may vote; each person has one vote."""
    query = update.callback_query
    if query is None:
        return
    phrases, given = context.phrases(query.from_user), parse(query.data)
    if given is None or query.message is None:
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
        return
    chat_id = query.message.chat.id
    answer = await answer_under(query, context)
    if answer is None:
        await acknowledge(query, phrases(Phrase.BUTTON_EXPIRED), alert=True)
    elif given.page >= len(answer.places):
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
    else:
        feedback, place = context.services.chats.feedback, answer.places[given.page]
        vote_of = context.services.chats.keeper.do
        counted = await vote_of(feedback.vote, chat_id, place, query.from_user.id, given.helped)
        votes = feedback.votes(chat_id, place)
        phrase = Phrase.VOTE_COUNTED if counted else Phrase.VOTE_TAKEN_BACK
        await acknowledge(query, phrases(phrase, helped=votes.helped, not_helped=votes.not_helped))


async def stats(update: Update, context: Context) -> None:
    """/stats: the statistics of this chat. Ignored unless sent by an admin."""
    message = message_of(update)
    if not await sent_by_admin(message, context):
        return
    await context.services.chats.keeper.settled()
    counted = context.services.chats.feedback.statistics(message.chat.id)
    told = _statistics(counted, context.phrases(message.from_user))
    await sending.send(context.bot, [told], sending.address_of(message))


def _statistics(counted: Statistics, phrases: Phrases) -> RenderedMessage:
    text = MessageBuilder(phrases)
    if counted.since is None:
        text.say(Phrase.STATS_NONE)
        return text.done()
    text.say(Phrase.STATS_TITLE, since=counted.since)
    for phrase, values in (
        (Phrase.STATS_ASKED, {"count": counted.asked}),
        (Phrase.STATS_ANSWERED, {"count": counted.answered}),
        (Phrase.STATS_REFUSED, {"count": counted.unanswered}),
        (Phrase.STATS_HELPED, {"helped": counted.votes.helped, "not_helped": counted.votes.not_helped}),
        (Phrase.STATS_SLOWEST, {"ms": round(counted.slowest_ms)}),
    ):
        text.blank("\n")
        text.say(phrase, **values)
    if counted.most_unanswered:
        text.blank("\n\n")
        text.say(Phrase.STATS_REFUSED_MOST)
    for question, times in counted.most_unanswered:
        text.blank("\n")
        text.say(Phrase.BULLET)
        text.field(Field(question, _QUESTION_UNITS), code=True)
        text.say(Phrase.SEPARATOR)
        text.say(Phrase.STATS_TIMES, count=times)
    return text.done()
