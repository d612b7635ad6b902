"""The client of the Bot API: python-telegram-bot's, except that updates come unread, and no answer is logged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from telegram.error import NetworkError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest


class Client(ExtBot[int]):
    """A bot whose updates can be had as they came."""

    async def raw_updates(
        self, offset: int | None, seconds: int, allowed: Sequence[str], limit: int | None = None
    ) -> list[Any]:
        """The next updates as parsed JSON: `get_updates` reads a batch as a whole or not at all, and logs it then.

        `seconds` is the time that Telegram may wait for the first. Raises TelegramError.
        """
        settings = {"offset": offset, "timeout": seconds, "allowed_updates": allowed, "limit": limit}
        patience = (self._request[0].read_timeout or 0) + seconds
        updates = await self._post("getUpdates", settings, read_timeout=patience)
        if not isinstance(updates, list):
            raise NetworkError("this is no list of updates")
        return updates


class Request(HTTPXRequest):
    """The requests of a client. An answer that is not JSON as it should be is a NetworkError."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer in the body of a response. What is missing in it, or of another type, is left out.

        The original logs what it cannot parse, and so what people wrote.
        """
        try:
            answer = json.loads(payload.decode(errors="replace"))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            return _Answer()
        if not isinstance(answer.get("description"), str):
            answer.pop("description", None)
        parameters = answer.pop("parameters", None)
        if isinstance(parameters, dict):
            answer["parameters"] = {name: value for name, value in parameters.items() if type(value) is int}
        return _Answer(answer)


class _Answer(dict[str, Any]):
    """An answer of the Bot API, which may have no result."""

    def __missing__(self, key: str) -> Any:
        raise NetworkError("the answer is none of the Bot API")
