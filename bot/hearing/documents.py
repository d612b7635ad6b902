"""Messages and text files from a chat as documents for the library.

A message keeps its chat and message ids, so that it can be quoted natively. A forwarded message has the title, the
author and the date of the original.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePosixPath

from telegram import (
    Chat,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)
from telegram.constants import ChatType

from bot.hearing.questions import words_behind_command
from bot.keeping.chat_sources import key_of_answer, key_of_message
from bot.saying.links import message_link
from bot.saying.phrases import Phrase
from bot.saying.quotable import FORMATTING
from index import Document, Draft, Stated, TelegramOrigin

_SUFFIXES = (".txt", ".md", ".markdown", ".jsonl", ".ndjson")
# The largest file that a bot can download, in bytes.
_LARGEST = 20 * 1024 * 1024


LONGEST_QUESTION = 1_000
"""Code points of a question that are stored with an answer which somebody gives."""


def why_not_a_source(message: Message | None, me: User, *, answers: bool = False) -> Phrase | None:
    """Why a message cannot be added; None if it can, as far as is known without downloading its file.

    `answers`: there are words behind /add, which may answer it.
    """
    if message is None:
        return Phrase.ADD_HOW
    if _is_by(message, me):  # the quotes in it are stored already, and the rest is no source
        return Phrase.ADD_ANSWER_HOW if answers else Phrase.ADD_MINE
    if message.document is None:
        return None if message.text else Phrase.ADD_HOW
    if not takes(message):
        return Phrase.ADD_FORMAT
    return Phrase.ADD_TOO_BIG if (message.document.file_size or 0) > _LARGEST else None


def takes(message: Message) -> bool:
    """Whether a message has a file of a type that can be added."""
    name = message.document.file_name if message.document else None
    return PurePosixPath(name or "").suffix.lower() in _SUFFIXES


def as_document(message: Message) -> tuple[Document, Stated]:
    """A text message as a document of one passage with exactly its text, and its metadata."""
    entities = tuple(dict(entity.to_dict()) for entity in message.entities if entity.type in FORMATTING)
    origin = TelegramOrigin(message.chat.id, message.message_id, entities)
    draft = Draft(message.text or "", telegram=origin)
    stated = _stated(message)
    key = key_of_message(message.chat.id, message.message_id)
    document = Document(key, stated.title or "", None, running=False, drafts=iter([draft]), file=BytesIO())
    return document, stated


def as_answer(question: str, asked_in: Message, message: Message) -> tuple[Document, Stated]:
    """The words behind /add as a document of one passage that stands under the question they answer, and its metadata.

    It is no part of the message that could be quoted natively: that message begins with the command.
    """
    draft = Draft(words_behind_command(message), lead_in=question[:LONGEST_QUESTION])
    stated = _stated(message)
    key = key_of_answer(asked_in.chat.id, asked_in.message_id)
    document = Document(key, stated.title or "", None, running=False, drafts=iter([draft]), file=BytesIO())
    return document, stated


def _stated(message: Message) -> Stated:
    origin = message.forward_origin
    date = (origin.date if origin else message.date).date().isoformat()
    match origin:
        case MessageOriginChannel(chat=chat):
            link = message_link(chat.id, origin.message_id, chat.username) if chat.username else None
            return Stated(_name(chat), link, date, origin.author_signature)
        case MessageOriginChat(sender_chat=chat):
            return Stated(_name(chat), None, date, origin.author_signature)
        case MessageOriginUser(sender_user=user):
            return Stated(user.full_name, None, date)
        case MessageOriginHiddenUser(sender_user_name=name):
            return Stated(name, None, date)
    if message.chat.type == ChatType.PRIVATE:
        return Stated(_name(message.chat), None, date)
    return Stated(_name(message.chat), None, date, _author(message))


def _author(message: Message) -> str | None:
    """The name of the author of a group message; None for an anonymous admin without a title."""
    if message.sender_chat is None:
        return message.from_user.full_name if message.from_user else None
    return message.author_signature if message.sender_chat.id == message.chat.id else _name(message.sender_chat)


def _name(chat: Chat) -> str:
    return chat.title or chat.full_name or chat.username or str(chat.id)


def _is_by(message: Message, me: User) -> bool:
    origin = message.forward_origin
    authors = [
        message.from_user,
        message.via_bot,
        origin.sender_user if isinstance(origin, MessageOriginUser) else None,
    ]
    return any(author is not None and author.id == me.id for author in authors)
