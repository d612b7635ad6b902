"""What chats add, by name: the collection of a chat, and the keys of the messages and files in it.

A source's key tells what it was made from: `telegram:` and the message's numbers for a message that the bot itself saw,
`answer:` and the numbers of the question for an answer that somebody gave, the collection and a file name for a file.
No file can have the key of a message.
"""

from __future__ import annotations

from index.model import Passage, TelegramOrigin

_PREFIX = "chat:"


def own_collection(chat_id: int) -> str:
    """The collection of what a chat adds."""
    return f"{_PREFIX}{chat_id}"


def key_of_message(chat_id: int, message_id: int) -> str:
    """The key of a source that is a message."""
    return f"telegram:{chat_id}/{message_id}"


def key_of_answer(chat_id: int, message_id: int) -> str:
    """The key of a source that is an answer to the question in a message; a later answer replaces it."""
    return f"answer:{chat_id}/{message_id}"


def key_of_file(collection: str, name: str) -> str:
    """The key of a source that is a file, so that a file sent again under its name replaces the earlier one."""
    return f"{collection}/{name}"


def is_of_a_chat(collection: str) -> bool:
    """Whether a collection holds what some chat adds."""
    return collection.startswith(_PREFIX)


def is_from_chat(passage: Passage) -> bool:
    """Whether a chat added a passage, not the operator."""
    return is_of_a_chat(passage.source.collection)


def is_seen_message(key: str, origin: TelegramOrigin) -> bool:
    """Whether `origin` is the message that a source with this key was made from."""
    return key == key_of_message(origin.chat_id, origin.message_id)


def message_behind(passage: Passage) -> TelegramOrigin | None:
    """The message that a passage was taken from, as far as it can be believed.

    The operator's rows are believed. Of what chats add, only messages that the bot itself saw: a row of a file can name
    any message of anybody.
    """
    origin = passage.telegram
    if origin is None or (is_from_chat(passage) and not is_seen_message(passage.source.key, origin)):
        return None
    return origin
