"""What a reply refers to: the words that a follow-up question leaves out.

The words of the earlier question are not stored. They are recovered from its answer: from the stored positions of the
words that they matched, else from the text of the message.
"""

from __future__ import annotations

from collections.abc import Collection

from telegram import Message, MessageEntity, User

_QUOTED = (MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE)


def manual_quote(message: Message) -> str | None:
    """The part of the message replied to that the user selected to quote."""
    return message.quote.text if message.quote and message.quote.is_manual else None


def answer_replied_to(message: Message, me: User) -> Message | None:
    """The bot's own message that a message replies to."""
    replied = message.reply_to_message
    return replied if replied and replied.from_user and replied.from_user.id == me.id else None


def shown_in(answer: Message) -> str | None:
    """The bold words of an answer, else its whole quote."""
    return formatted(answer, [MessageEntity.BOLD]) or formatted(answer, _QUOTED) or None


def formatted(message: Message, kinds: Collection[str]) -> str:
    """The words of a message in entities of these kinds, with spaces between.

    `Message.parse_entities` fails where an entity cuts a surrogate pair.
    """
    units = (message.text or "").encode("utf-16-le", "surrogatepass")
    places = [(2 * one.offset, 2 * (one.offset + one.length)) for one in message.entities if one.type in kinds]
    return " ".join(units[start:end].decode("utf-16-le", "replace") for start, end in places if start < len(units))
