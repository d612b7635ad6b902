"""What Telegram's refusals mean: the one place that reads the descriptions of its errors.

Descriptions are documented nowhere and change at times, so a few of their words are looked for; without any of them,
the meaning is `OTHER`. Most come from the Bot API server (telegram-bot-api, `Client.cpp`), those in capitals from
Telegram's own API.
"""

from __future__ import annotations

import re
from datetime import timedelta
from enum import Enum, auto

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError, TimedOut


class Meaning(Enum):
    """Why Telegram did not do what it was asked to."""

    CHAT_UNREACHABLE = auto()
    """The chat is gone, has another number, or is closed to the bot."""
    QUOTE_REFUSED = auto()
    """The words to be quoted do not stand in the message that is replied to."""
    MESSAGE_GONE = auto()
    """There is no such message any more: the one to be edited, deleted or replied to."""
    NOT_EDITED = auto()
    """The message says this already, or can no longer be edited."""
    FILE_TOO_BIG = auto()
    """Bots cannot fetch files of this size."""
    OTHER = auto()


_DESCRIPTIONS = (
    (Meaning.CHAT_UNREACHABLE, re.compile("chat not found|can't access|channel_private")),
    (Meaning.QUOTE_REFUSED, re.compile("(?<!block)quote")),
    (Meaning.MESSAGE_GONE, re.compile("message (?:to [a-z ]{1,20} )?not found|message_id_invalid")),
    (Meaning.NOT_EDITED, re.compile("not modified|can't be edited")),
    (Meaning.FILE_TOO_BIG, re.compile("file is too big")),
)


def meaning(error: TelegramError) -> Meaning:
    """What a refusal means.

    >>> meaning(BadRequest("Message to edit not found"))
    <Meaning.MESSAGE_GONE: 3>
    """
    if isinstance(error, Forbidden | ChatMigrated):
        return Meaning.CHAT_UNREACHABLE
    if not isinstance(error, BadRequest):
        return Meaning.OTHER
    said = error.message.lower()
    return next((found for found, description in _DESCRIPTIONS if description.search(said)), Meaning.OTHER)


def never_left(error: TimedOut) -> bool:
    """Whether a request timed out before anything of it was sent."""
    return isinstance(error.__cause__, httpx.ConnectTimeout | httpx.PoolTimeout)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait, in seconds."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def kind_of(error: TelegramError) -> str:
    """The kind of trouble in a word or two: that of the network, where Telegram said nothing."""
    if isinstance(error, TimedOut):
        return "timed out"
    cause = error.__cause__
    return type(cause).__name__ if cause else str(error)
