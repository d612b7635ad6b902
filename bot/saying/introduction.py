"""What the bot says to those who begin: what it does, and questions that they can tap."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import KeyboardButton, ReplyKeyboardMarkup

from bot.saying.fields import Field
from bot.saying.messages import MessageBuilder, RenderedMessage
from bot.saying.phrases import Phrase, Phrases


def introduction(examples: Sequence[str], phrases: Phrases) -> RenderedMessage:
    """The introduction, with questions in words that are stored, if there are any."""
    message = MessageBuilder(phrases)
    message.say(Phrase.START)
    if examples:
        message.blank("\n\n")
        message.say(Phrase.START_EXAMPLES)
    for example in examples:
        message.blank("\n")
        message.say(Phrase.BULLET)
        message.field(Field(example))
    return message.done()


def questions_to_tap(examples: Sequence[str]) -> ReplyKeyboardMarkup:
    """A keyboard that sends one of these questions in the name of whoever taps it, and then goes away."""
    rows = [[KeyboardButton(Field(example).text)] for example in examples]
    return ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True)
