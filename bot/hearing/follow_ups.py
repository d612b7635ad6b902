"""What was spoken of before, where a message is a reply: the words that its question leaves out.

The words of the earlier question are not kept anywhere. What is kept is which words of its quote they matched, and
what is shown is the quote: both are here to be read again.
"""

from __future__ import annotations

from telegram import Message as Received
from telegram import MessageEntity, User

from bot.keeping.answers import Place, Remembered
from bot.services import Services

_QUOTED = (MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE)


def picked_out(message: Received) -> str | None:
    """The part that somebody picked out of the message that they reply to."""
    return message.quote.text if message.quote and message.quote.is_manual else None


def answer_before(services: Services, message: Received, me: User) -> Remembered | None:
    """The remembered answer that a message replies to. Not for a thread: the memory is for one at a time."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != me.id:
        return None
    return services.memory.of_message(message.chat.id, replied.message_id)


def found_by(services: Services, answer: Remembered) -> str | None:
    """The words that an answer was found by, as long as this chat may still ask where they stand."""
    if answer.page >= len(answer.places):
        return None
    # The page that is shown now; its words tell as much of the question as those of the first.
    place: Place = answer.places[answer.page]
    passage = services.library.passage(place.passage_id)
    if passage is None or passage.source.collection not in services.collections_of(answer.chat_id):
        return None
    return " ".join(passage.text[match.start : match.end] for match in place.matches) or None


def shown_in(message: Received, me: User) -> str | None:
    """The words in bold of the answer that a message replies to, or its whole quote: what a phone shows of it."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != me.id:
        return None
    shown = replied.parse_entities([MessageEntity.BOLD]) or replied.parse_entities(list(_QUOTED))
    return " ".join(shown.values()) or None
