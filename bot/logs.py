"""Logging: to standard error, one line an event, and never the token or the words of a message."""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from collections.abc import Iterable
from urllib.parse import quote

_HIDDEN = "<token>"
# Any bot token, also one that is not ours: it stands in URLs as /bot<token>/ or, encoded, with %3A.
_TOKEN = re.compile(r"(?<![0-9])[0-9]{6,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
# Loggers that say too much: httpx and httpcore write URLs, which hold the token; python-telegram-bot writes whole
# updates at DEBUG; apscheduler a line for every job.
_QUIET = ("httpx", "httpcore", "telegram", "apscheduler", "aiolimiter", "asyncio", "tornado")


def start(level: str, secrets: Iterable[str]) -> None:
    """Send everything that is logged, warnings too, to standard error without these secrets."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without these secrets, as they are or as they stand in a URL, and without any bot token."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, _HIDDEN).replace(quote(secret, safe=""), _HIDDEN)
    return _TOKEN.sub(_HIDDEN, text)


def summary_of(error: BaseException) -> str:
    """The kind of an error and where it arose, without its message, which may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


class OneLine(logging.Formatter):
    """A log record as one line. A traceback is shortened to its last place, unless VERBATIM_DEBUG is set."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """The record, redacted as a whole: message, arguments and exception alike."""
        copy = logging.makeLogRecord(record.__dict__)
        copy.args = _without_updates(record.args)
        copy.exc_text = None
        if record.exc_info and not os.environ.get("VERBATIM_DEBUG"):
            error = record.exc_info[1]
            copy.exc_info = None
            text = super().format(copy) + (f" ({summary_of(error)})" if error else "")
        else:
            text = super().format(copy)
        if not os.environ.get("VERBATIM_DEBUG"):
            text = " ".join(text.split())
        return redact(text, self._secrets)


def _without_updates(args: object) -> tuple[object, ...]:
    """A record's arguments, with objects of Telegram's, which hold messages, named only by their kind."""
    if not isinstance(args, tuple):
        return (args,) if args else ()
    return tuple(
        type(arg).__name__
        if type(arg).__module__.startswith("telegram") and not isinstance(arg, BaseException)
        else arg
        for arg in args
    )
