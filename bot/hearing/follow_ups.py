"""What was spoken of before, where a message is a reply: the words that its question leaves out.

The words of the earlier question are not kept anywhere. What is kept is which words of its quote they matched, and
what is shown is the quote: both are there to be read again.
"""

from __future__ import annotations

from telegram import Message, MessageEntity, User

_QUOTED = (MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE)


def manual_quote(message: Message) -> str | None:
    """The part that somebody picked out of the message that they reply to."""
    return message.quote.text if message.quote and message.quote.is_manual else None


def answer_replied_to(message: Message, me: User) -> Message | None:
    """The message of the bot's own that a message replies to."""
    replied = message.reply_to_message
    return replied if replied and replied.from_user and replied.from_user.id == me.id else None


def shown_in(answer: Message) -> str | None:
    """The words in bold of an answer, or its whole quote: what a phone shows of it."""
    shown = answer.parse_entities([MessageEntity.BOLD]) or answer.parse_entities(list(_QUOTED))
    return " ".join(shown.values()) or None
