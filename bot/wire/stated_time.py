"""The time that Telegram states in its answers, in the header `Date`."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import httpx


def reporting(hear: Callable[[float], None]) -> dict[str, Any]:
    """Arguments of an HTTP client that calls `hear` with the Unix time that each answer states."""

    async def report(response: httpx.Response) -> None:
        stated = _unix_time(response.headers.get("Date"))
        if stated is not None and response.is_success:
            hear(stated)

    return {"event_hooks": {"response": [report]}}


def _unix_time(stated: str | None) -> float | None:
    """The time in a header; None if there is none, or nonsense.

    >>> _unix_time("Thu, 01 Jan 1970 00:01:00 GMT"), _unix_time("yesterday"), _unix_time(None)
    (60.0, None, None)
    """
    if not stated:
        return None
    try:
        return parsedate_to_datetime(stated).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
