"""Several questions in one message: each gets an answer of its own."""

from __future__ import annotations

import re

from telegram import Message as Received
from telegram import MessageEntity, ReplyParameters

from bot.saying.cutting import units

MOST = 3
"""More questions of one message are not answered."""

_QUOTE_LIMIT = 1024
# The formatting that belongs to a quote.
_COMPARED = (
    MessageEntity.BOLD,
    MessageEntity.ITALIC,
    MessageEntity.UNDERLINE,
    MessageEntity.STRIKETHROUGH,
    MessageEntity.SPOILER,
    MessageEntity.CUSTOM_EMOJI,
)

# A question mark that ends a sentence: those of Chinese need no space behind them, those inside a link have none.
_END = re.compile(r"(?:[?!]*\?[?!]*|[؟⸮]+)[\"'”’»)\]]*(?=\s|$)|[？]+[”’」』）]*")
_WORD = re.compile(r"\w+")
# Written without spaces between words.
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def questions_in(text: str) -> list[str]:
    """The questions of a message, the first three; the text as it is where there are not at least two.

    What somebody writes before a question belongs to it; what stands behind the last one asks nothing.

    >>> questions_in("Who opened the bridge? And what does it cost? Thanks!")
    ['Who opened the bridge?', 'And what does it cost?']
    >>> questions_in("Really? Who opened the bridge?")
    ['Really? Who opened the bridge?']
    """
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        question = text[start : end.end()].strip()
        if _is_real(question):
            found.append(question)
            start = end.end()
    return found[:MOST] if len(found) > 1 else [text]


def reply_to_part(message: Received, part: str) -> ReplyParameters | None:
    """How to reply to a part of a message; None where it does not say just this.

    Telegram compares the formatting too, so what of the message's own lies in the part has to come along.
    """
    text = message.text or ""
    place = text.find(part)
    if place < 0 or units(part) > _QUOTE_LIMIT:
        return None
    start, length = units(text[:place]), units(part)
    inside = []
    for entity in message.entities:
        begin, end = max(entity.offset, start), min(entity.offset + entity.length, start + length)
        if entity.type in _COMPARED and begin < end:
            emoji = entity.custom_emoji_id
            inside.append(MessageEntity(entity.type, begin - start, end - begin, custom_emoji_id=emoji))
    return ReplyParameters(
        message.message_id,
        allow_sending_without_reply=True,
        quote=part,
        quote_position=start,
        quote_entities=inside,
    )


def _is_real(question: str) -> bool:
    """Whether this could be looked up: at least two words, so that "Really?" and "???" are none."""
    return len(_WORD.findall(question)) > 1 or len(_DENSE.findall(question)) > 3
