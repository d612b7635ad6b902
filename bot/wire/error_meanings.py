"""The meaning of Telegram's errors. No other module reads their descriptions.

Descriptions are undocumented and sometimes change, so they are matched by a few words. Most come from the Bot API
server (telegram-bot-api, `Client.cpp`), those in capitals from MTProto.
"""

from __future__ import annotations

import re
from datetime import timedelta
from enum import Enum, auto

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut


class Meaning(Enum):
    """Why a request failed."""

    CHAT_UNREACHABLE = auto()
    """The chat is gone, has another id, or is closed to the bot."""
    QUOTE_REFUSED = auto()
    """The message replied to does not contain the quote."""
    MESSAGE_GONE = auto()
    """The message to edit, delete or reply to does not exist any more."""
    NOT_EDITED = auto()
    """The message has this content already, or can no longer be edited."""
    FILE_TOO_BIG = auto()
    """The file is larger than bots can download."""
    OTHER = auto()


_DESCRIPTIONS = (
    (Meaning.CHAT_UNREACHABLE, re.compile("chat not found|can't access|channel_private")),
    (Meaning.QUOTE_REFUSED, re.compile("(?<!block)quote")),
    (Meaning.MESSAGE_GONE, re.compile("message (?:to [a-z ]{1,20} )?not found|message_id_invalid")),
    (Meaning.NOT_EDITED, re.compile("not modified|can't be edited")),
    (Meaning.FILE_TOO_BIG, re.compile("file is too big")),
)


def meaning(error: TelegramError) -> Meaning:
    """The meaning of an error; OTHER if none is known.

    >>> meaning(BadRequest("Message to edit not found"))
    <Meaning.MESSAGE_GONE: 3>
    """
    if isinstance(error, Forbidden | ChatMigrated):
        return Meaning.CHAT_UNREACHABLE
    if not isinstance(error, BadRequest):
        return Meaning.OTHER
    said = error.message.lower()
    return next((found for found, description in _DESCRIPTIONS if description.search(said)), Meaning.OTHER)


def may_have_arrived(error: TelegramError) -> bool:
    """Whether nobody knows if Telegram carried a request out: no answer came, or one that says nothing (502)."""
    if not isinstance(error, NetworkError) or isinstance(error, BadRequest):
        return False
    return not isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)


def seconds_of(error: RetryAfter) -> float:
    """The pause that Telegram asks for, in seconds."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def kind_of(error: TelegramError) -> str:
    """A short description for the log: Telegram's, else the type of the network error."""
    if isinstance(error, TimedOut):
        return "timed out"
    cause = error.__cause__
    return type(cause).__name__ if cause else str(error)
