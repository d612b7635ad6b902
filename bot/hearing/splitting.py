"""Splits a message into its questions; each gets an answer of its own."""

from __future__ import annotations

import regex
from telegram import Message, ReplyParameters

from bot.hearing.punctuation import question_ends
from bot.saying import quotable
from bot.saying.cutting import units

MAX_QUESTIONS = 3
"""Maximum number of questions answered per message."""

# In `regex`, unlike in `re`, \w includes combining marks.
_WORD = regex.compile(r"\w+")
# A character of a script without spaces between words.
_DENSE = regex.compile(r"[\p{Line_Break=Complex_Context}\p{Han}\p{Hiragana}\p{Katakana}]")


def questions_in(text: str) -> list[str]:
    """The first three questions of a text; the whole text if it has fewer than two.

    Text before a question belongs to it. Text after the last question is dropped.

    >>> questions_in("Who opened the bridge? And what does it cost? Thanks!")
    ['Who opened the bridge?', 'And what does it cost?']
    >>> questions_in("Really? Who opened the bridge?")
    ['Really? Who opened the bridge?']
    """
    found: list[str] = []
    start = seen = words = characters = 0
    for end in question_ends(text):
        words += len(_WORD.findall(text, seen, end))
        characters += len(_DENSE.findall(text, seen, end))
        seen = end
        if words > 1 or characters > 3:  # else nothing to look up, such as "Really?" or "???"
            found.append(text[start:end].strip())
            start, words, characters = end, 0, 0
    return found[:MAX_QUESTIONS] if len(found) > 1 else [text]


def reply_to_part(message: Message, part: str) -> ReplyParameters | None:
    """Parameters for a reply to a part of a message; None if the message does not contain it or it is too long.

    Telegram compares the formatting, too, so the entities inside the part are included.
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
