"""Several questions in one message: each gets an answer of its own."""

from __future__ import annotations

import regex
from telegram import Message, ReplyParameters

from bot.hearing.punctuation import question_ends
from bot.saying import quotable
from bot.saying.cutting import units

MAX_QUESTIONS = 3
"""More questions of one message are not answered."""

# With the combining marks that are parts of words, which `re` leaves out.
_WORD = regex.compile(r"\w+")
# A character of a script that is written without spaces between words.
_DENSE = regex.compile(r"[\p{Line_Break=Complex_Context}\p{Han}\p{Hiragana}\p{Katakana}]")


def questions_in(text: str) -> list[str]:
    """The questions of a message, the first three; the text as it is where there are not at least two.

    What somebody writes before a question belongs to it; what stands behind the last one asks nothing.

    >>> questions_in("Who opened the bridge? And what does it cost? Thanks!")
    ['Who opened the bridge?', 'And what does it cost?']
    >>> questions_in("Really? Who opened the bridge?")
    ['Really? Who opened the bridge?']
    """
    found: list[str] = []
    start = seen = words = signs = 0
    for end in question_ends(text):
        words += len(_WORD.findall(text, seen, end))
        signs += len(_DENSE.findall(text, seen, end))
        seen = end
        if words > 1 or signs > 3:  # else nothing that could be looked up, such as "Really?" and "???"
            found.append(text[start:end].strip())
            start, words, signs = end, 0, 0
    return found[:MAX_QUESTIONS] if len(found) > 1 else [text]


def reply_to_part(message: Message, part: str) -> ReplyParameters | None:
    """How to reply to a part of a message; None where it does not say just this.

    Telegram compares the formatting too, so what of the message's own lies in the part has to come along.
    """
    text = message.text or ""
    place = text.find(part)
    if place < 0 or units(part) > quotable.LONGEST:
        return None
    start = units(text[:place])
    entities = [entity.to_dict() for entity in message.entities]
    return ReplyParameters(
        message.message_id,
        allow_sending_without_reply=True,
        quote=part,
        quote_position=start,
        quote_entities=quotable.formatting_of(entities, start, units(part)),
    )
