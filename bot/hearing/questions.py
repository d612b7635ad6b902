"""Whether a message is addressed to the bot, and what it asks. Pure functions of the message."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

# The placeholder bots that Telegram shows as senders for anonymous admins and for channels.
_PLACEHOLDERS = (1087968824, 136817688)


def asked_in_private(message: Message, me: User) -> str | None:
    """The question in a private chat: the text without /ask; "" if nothing follows it; None if it is no question."""
    if _sent_by_inline_mode_of(message, me) or by_another_bot(message):
        return None
    if _command(message, me) == "/ask":
        return own_words(message, me) or _text_replied_to(message)
    return own_words(message, me)


def asked_in_group(message: Message, me: User) -> str | None:
    """The question in a group; "" if it is addressed to the bot but empty; None if it is not addressed to the bot.

    A message addresses the bot by /ask, by a mention, or by replying to the bot. /ask or a mention without further text
    asks the text of the message it replies to.
    """
    if not is_from_a_person(message) or message.forward_origin or _sent_by_inline_mode_of(message, me):
        return None
    command = _command(message, me)
    if command is not None:
        return (own_words(message, me) or _text_replied_to(message)) if command == "/ask" else None
    if _mentions_of(message, me):
        return own_words(message, me) or _text_replied_to(message)
    replied = replied_to(message)
    if replied and replied.from_user and replied.from_user.id == me.id:
        return own_words(message, me)
    return None


def own_words(message: Message, me: User) -> str:
    """What a message that asks the bot asks in words of its own, not in those of a message that it replies to."""
    if _command(message, me) == "/ask":
        return words_behind_command(message)
    if message.chat.type != ChatType.PRIVATE and (mentions := _mentions_of(message, me)):
        return _without(message, mentions)
    return message.text or ""


def command_for(message: Message, me: User) -> str | None:
    """The command at the beginning of a message, such as "ask" for `/Ask@me …`; None for a command to another bot."""
    command = _command(message, me)
    return command[1:] if command and "@" not in command else None


def words_behind_command(message: Message) -> str:
    """The text of a message behind the command that it begins with."""
    return _without(message, [entity for entity in message.entities if entity.offset == 0][:1])


def by_another_bot(message: Message) -> bool:
    """Whether another bot wrote a message; not true of the placeholders for anonymous admins and channels."""
    author = message.from_user
    return author is not None and author.is_bot and author.id not in _PLACEHOLDERS


def is_from_a_person(message: Message) -> bool:
    """Whether a person wrote a message: no bot, and not the automatic copy of a post in the linked channel."""
    return message.from_user is not None and not message.is_automatic_forward and not by_another_bot(message)


def _sent_by_inline_mode_of(message: Message, me: User) -> bool:
    return message.via_bot is not None and message.via_bot.id == me.id


def _command(message: Message, me: User) -> str | None:
    """The command at the beginning of a message in lower case, including "@name" for another bot."""
    first = next((entity for entity in message.entities if entity.offset == 0), None)
    if first is None or first.type != MessageEntity.BOT_COMMAND:
        return None
    return _text_of(message, first).lower().removesuffix(f"@{me.username}".lower())


def _mentions_of(message: Message, me: User) -> list[MessageEntity]:
    return [entity for entity in message.entities if _mentions(message, entity, me)]


def _mentions(message: Message, entity: MessageEntity, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return entity.type == MessageEntity.MENTION and _text_of(message, entity).lower() == f"@{me.username}".lower()


def _text_of(message: Message, entity: MessageEntity) -> str:
    """The text of an entity. Offsets are in UTF-16 units and may lie outside the text."""
    encoded = (message.text or "").encode("utf-16-le", "surrogatepass")
    return encoded[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")


def _without(message: Message, entities: Iterable[MessageEntity]) -> str:
    """The text of a message without these entities."""
    encoded = (message.text or "").encode("utf-16-le", "surrogatepass")
    parts, start = [], 0
    for entity in entities:
        parts.append(encoded[start : 2 * entity.offset])
        start = 2 * (entity.offset + entity.length)
    parts.append(encoded[start:])
    words = [part.decode("utf-16-le", "replace").strip() for part in parts]
    return " ".join(word for word in words if word)


def replied_to(message: Message) -> Message | None:
    """The message replied to. In a forum, messages that reply to nothing refer to the topic's creation."""
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created else replied


def _text_replied_to(message: Message) -> str:
    """The text of the message replied to, or the part of it that the reply quotes."""
    if message.quote:
        return message.quote.text.strip()
    replied = replied_to(message)
    return (replied.text or replied.caption or "").strip() if replied else ""
