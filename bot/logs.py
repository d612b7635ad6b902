"""Logging to standard error: one line per record, without the token and without the text of messages.

A chat is named by a hash of its number, which is the same in all lines of a bot, unless the operator wants the numbers:
a log is kept longer, and read by more people, than the settings of chats.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from urllib.parse import quote

from index.errors import StoreError, shown

_HIDDEN = "<token>"
# Any bot token, in plain text or percent-encoded, as in the URLs of the Bot API.
_TOKEN = re.compile(r"(?<![0-9])[0-9]{6,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
# The number of a chat, also in the name of its collection.
_CHAT = re.compile(r"\b(chats?[ :])(-?[0-9]+)\b")
# Limited to warnings: httpx and httpcore log URLs, which contain the token; python-telegram-bot logs whole updates.
_QUIET = ("httpx", "httpcore", "telegram", "aiolimiter", "asyncio", "tornado")


def start(level: str, secrets: Iterable[str], *, as_json: bool = False, chat_numbers: bool = False) -> None:
    """Log to standard error, Python warnings included, with these secrets redacted.

    `as_json`: each record as an object. `chat_numbers`: the numbers of chats as they are.
    """
    handler = logging.StreamHandler(sys.stderr)
    kind = JsonLine if as_json else OneLine
    handler.setFormatter(kind(secrets, chat_numbers=chat_numbers))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text with these secrets, plain or percent-encoded, and any bot token replaced."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, _HIDDEN).replace(quote(secret, safe=""), _HIDDEN)
    return _TOKEN.sub(_HIDDEN, text)


def summary_of(error: BaseException) -> str:
    """The type of an error and the line that raised it; without its message, which may quote what somebody wrote.

    What is wrong with the data directory is told in full: it names files, and says what to do.
    """
    if type(error) is StoreError:  # those derived from it may name what a chat added
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


class OneLine(logging.Formatter):
    """Formats a record as one line. A traceback is reduced to its last line of code unless VERBATIM_DEBUG is set."""

    layout = "%(asctime)s %(levelname)s %(name)s: %(message)s"

    def __init__(self, secrets: Iterable[str] = (), *, chat_numbers: bool = False) -> None:
        super().__init__(self.layout)
        self._secrets, self._chat_numbers = tuple(secrets), chat_numbers
        # The first secret is the token: whoever does not know it cannot try all numbers.
        self._key = blake2b("".join(self._secrets[:1]).encode()).digest()

    def format(self, record: logging.LogRecord) -> str:
        """The formatted record; message, arguments and exception are redacted."""
        copy = logging.makeLogRecord(record.__dict__)
        copy.args = _without_updates(record.args)
        copy.exc_text = None
        if record.exc_info and not os.environ.get("VERBATIM_DEBUG"):
            error = record.exc_info[1]
            copy.exc_info = None
            text = super().format(copy) + (f" ({summary_of(error)})" if error else "")
        else:
            text = super().format(copy)
        lines = text.split("\n") if os.environ.get("VERBATIM_DEBUG") else [" ".join(text.split())]
        text = redact("\n".join(map(shown, lines)), self._secrets)
        return text if self._chat_numbers else _CHAT.sub(self._hashed, text)

    def _hashed(self, found: re.Match[str]) -> str:
        return f"{found[1]}#{blake2b(found[2].encode(), key=self._key, digest_size=4).hexdigest()}"


class JsonLine(OneLine):
    """Formats a record as a line of JSON: time (UTC), level, logger, message."""

    layout = "%(message)s"

    def format(self, record: logging.LogRecord) -> str:
        """The record as an object; its message is that of OneLine."""
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": super().format(record),
        }
        return json.dumps(fields, ensure_ascii=False)


def _without_updates(args: object) -> tuple[object, ...]:
    """The arguments of a record, with Telegram objects, which contain messages, replaced by their type's name."""
    if not isinstance(args, tuple):
        return (args,) if args else ()
    return tuple(
        type(arg).__name__
        if type(arg).__module__.startswith("telegram") and not isinstance(arg, BaseException)
        else arg
        for arg in args
    )
