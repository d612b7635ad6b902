"""Answers that people give with /add and their words, in reply to a question that nothing stored answered."""

from __future__ import annotations

from telegram import Message

from bot.answering.delivery import earlier_answers
from bot.answering.message_questions import asked_again
from bot.hearing import follow_ups
from bot.hearing.questions import own_words, words_behind_command
from bot.services import Context


async def question_answered(context: Context, message: Message, replied: Message) -> str | None:
    """The question that /add in `message` answers, which is in the message replied to; None if it adds that message.

    There have to be words behind /add. Whatever was asked of the bot is a question, of several the first that found
    nothing; so is the part of a message that was quoted by hand, and a message to nobody that reads as a question.
    """
    services, me = context.services, context.bot.bot
    if not words_behind_command(message) or replied.text is None:
        return None
    if quoted := follow_ups.manual_quote(message):
        return quoted
    answers = await earlier_answers(services, replied)
    for number in [number for number, found in answers.items() if not found.places]:
        if question := asked_again(replied, number, me):
            return question.text
    if answers:
        return own_words(replied, me) or None
    return await context.desk(message.chat.id).overheard(replied.text)
