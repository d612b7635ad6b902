"""What a message asks, if it asks the bot at all. Plain functions of the message: nothing here sends anything."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import Message, MessageEntity, User

# The accounts in whose name Telegram shows anonymous admins, and channels that write in a group.
_STAND_INS = (1087968824, 136817688)


def asked_in_private(message: Message, me: User) -> str | None:
    """The question in a private chat: the whole text, or what /ask is followed by; "" where there is nothing to ask."""
    if _sent_by_inline_mode_of(message, me) or by_another_bot(message):
        return None
    if _command(message, me) == "/ask":
        return _behind_command(message) or _words_replied_to(message)
    return message.text or ""


def asked_in_group(message: Message, me: User) -> str | None:
    """The question in a group: "" where it is meant for the bot and asks nothing, None where it is not meant for it.

    It is meant for the bot as /ask, as a mention, or as a reply to one of the bot's messages. /ask alone, or a mention
    alone, asks what the message says that it replies to.
    """
    if not is_from_a_person(message) or message.forward_origin or _sent_by_inline_mode_of(message, me):
        return None
    command = _command(message, me)
    if command is not None:
        return (_behind_command(message) or _words_replied_to(message)) if command == "/ask" else None
    mentions = [entity for entity in message.entities if _mentions(message, entity, me)]
    if mentions:
        return _without(message, mentions) or _words_replied_to(message)
    replied = replied_to(message)
    if replied and replied.from_user and replied.from_user.id == me.id:
        return message.text or ""
    return None


def command_for(message: Message, me: User) -> str | None:
    """The command that a message begins with, without its slash, where no other bot is meant; "ask" for `/Ask@me …`."""
    command = _command(message, me)
    return command[1:] if command and "@" not in command else None


def by_another_bot(message: Message) -> bool:
    """Whether a bot wrote this, and not somebody in whose name Telegram shows one."""
    author = message.from_user
    return author is not None and author.is_bot and author.id not in _STAND_INS


def is_from_a_person(message: Message) -> bool:
    """Whether somebody wrote it: no other bot, and no channel whose posts Telegram copies into its group."""
    return message.from_user is not None and not message.is_automatic_forward and not by_another_bot(message)


def _sent_by_inline_mode_of(message: Message, me: User) -> bool:
    return message.via_bot is not None and message.via_bot.id == me.id


def _command(message: Message, me: User) -> str | None:
    """The command that a message begins with, in lower case; with its addressee, where that is another bot."""
    first = next((entity for entity in message.entities if entity.offset == 0), None)
    if first is None or first.type != MessageEntity.BOT_COMMAND:
        return None
    return _words(message, first).lower().removesuffix(f"@{me.username}".lower())


def _behind_command(message: Message) -> str:
    return _without(message, [entity for entity in message.entities if entity.offset == 0][:1])


def _mentions(message: Message, entity: MessageEntity, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return entity.type == MessageEntity.MENTION and _words(message, entity).lower() == f"@{me.username}".lower()


def _words(message: Message, entity: MessageEntity) -> str:
    """What an entity covers. Its offsets are UTF-16 units, and nobody promises that they fit the text."""
    encoded = (message.text or "").encode("utf-16-le", "surrogatepass")
    return encoded[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")


def _without(message: Message, entities: Iterable[MessageEntity]) -> str:
    """The words of a message around these entities."""
    encoded = (message.text or "").encode("utf-16-le", "surrogatepass")
    parts, start = [], 0
    for entity in entities:
        parts.append(encoded[start : 2 * entity.offset])
        start = 2 * (entity.offset + entity.length)
    parts.append(encoded[start:])
    words = [part.decode("utf-16-le", "replace").strip() for part in parts]
    return " ".join(word for word in words if word)


def replied_to(message: Message) -> Message | None:
    """The message that this one replies to. In a forum, every message seems to reply to its topic's beginning."""
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created else replied


def _words_replied_to(message: Message) -> str:
    """What the message replied to says, or the part of it that was picked out for the reply."""
    if message.quote:
        return message.quote.text.strip()
    replied = replied_to(message)
    return (replied.text or replied.caption or "").strip() if replied else ""
