"""Votes on answers by two buttons, and /stats."""

from __future__ import annotations

from telegram import MessageEntity, Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.admins import sent_by_admin
from bot.handlers.callback_queries import acknowledge
from bot.handlers.registering import Handlers, command
from bot.keeping.feedback import Statistics
from bot.saying import sending
from bot.saying.phrases import Phrase, Phrases
from bot.saying.render import MessageBuilder, RenderedMessage
from bot.saying.vote_buttons import PATTERN, parse
from bot.services import Context, message_of


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
    answer = context.services.answers.of_message(chat_id, query.message.message_id)
    if answer is None:
        await acknowledge(query, phrases(Phrase.BUTTON_EXPIRED), alert=True)
    elif given.page >= len(answer.places):
        await acknowledge(query, phrases(Phrase.BUTTON_UNKNOWN), alert=True)
    else:
        feedback, place = context.services.chats.feedback, answer.places[given.page]
        counted = feedback.vote(chat_id, place, query.from_user.id, given.helped)
        votes = feedback.votes(chat_id, place)
        phrase = Phrase.VOTE_COUNTED if counted else Phrase.VOTE_TAKEN_BACK
        await acknowledge(query, phrases(phrase, helped=votes.helped, not_helped=votes.not_helped))


async def stats(update: Update, context: Context) -> None:
    """/stats: the statistics of this chat. Ignored unless sent by an admin."""
    message = message_of(update)
    if not await sent_by_admin(message, context):
        return
    counted = context.services.chats.feedback.statistics(message.chat.id)
    told = _statistics(counted, context.phrases(message.from_user))
    await sending.send(context.bot, [told], sending.address_of(message))


def _statistics(counted: Statistics, phrases: Phrases) -> RenderedMessage:
    if counted.since is None:
        return RenderedMessage(phrases(Phrase.STATS_NONE))
    text = MessageBuilder()
    lines = [
        phrases(Phrase.STATS_TITLE, since=counted.since),
        phrases(Phrase.STATS_ASKED, count=counted.asked),
        phrases(Phrase.STATS_ANSWERED, count=counted.answered),
        phrases(Phrase.STATS_REFUSED, count=counted.unanswered),
        phrases(Phrase.STATS_HELPED, helped=counted.votes.helped, not_helped=counted.votes.not_helped),
        phrases(Phrase.STATS_SLOWEST, ms=round(counted.slowest_ms)),
    ]
    text.add("\n".join(lines))
    if counted.most_unanswered:
        text.add("\n\n" + phrases(Phrase.STATS_REFUSED_MOST))
    for question, times in counted.most_unanswered:
        text.add("\n" + phrases(Phrase.BULLET))
        # Words of a user: formatted as code, so that usernames in them are no mentions.
        text.add(question, MessageEntity.CODE)
        text.add(phrases(Phrase.SEPARATOR) + phrases(Phrase.STATS_TIMES, count=times))
    return text.done()
