"""The parameters of one call, however they were sent: form, multipart, JSON or query string."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from tests.bot_api.errors import bad_request

_TRUE, _FALSE = frozenset({"true", "1", "yes"}), frozenset({"false", "0", "no", ""})


async def read_parameters(request: web.Request) -> Parameters:
    """The parameters of `request`. Raises ApiError for a body that is not what it says it is."""
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            raise bad_request("can't parse request body as JSON object") from None
        if not isinstance(body, dict):
            raise bad_request("request body must be a JSON object")
        values |= body
    elif request.can_read_body:
        form = await request.post()
        values |= {
            name: value.file.read() if isinstance(value, web.FileField) else value for name, value in form.items()
        }
    return Parameters(values)


class Parameters:
    """Typed reading of a call's parameters. Absent and null are the same; raises ApiError for a wrong kind.

    >>> Parameters({"chat_id": "12", "entities": "[]"}).integer("chat_id")
    12
    """

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = {name: value for name, value in values.items() if value is not None}

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """A whole number, or `default` where it is absent."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f"can't parse parameter {name} as a number") from None

    def flag(self, name: str) -> bool:
        """A boolean; False where it is absent."""
        value = str(self.values.get(name, "")).lower()
        if value not in _TRUE | _FALSE:
            raise bad_request(f"can't parse parameter {name} as a boolean")
        return value in _TRUE

    def structure(self, name: str) -> Any:
        """A nested object, decoded where it came as a JSON string; None where it is absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> dict[str, Any] | None:
        """A JSON object."""
        value = self.structure(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"parameter {name} must be an object")
        return value

    def objects(self, name: str) -> list[dict[str, Any]]:
        """A JSON array of objects; empty where it is absent."""
        value = self.structure(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"parameter {name} must be an array of objects")
        return value

    def chat_id(self, name: str = "chat_id") -> int | str:
        """A chat's id, or its @username. Raises ApiError where it is absent."""
        value = self.values.get(name, "")
        if value == "":
            raise bad_request("chat_id is empty")
        try:
            return int(value)
        except (TypeError, ValueError):
            return str(value)
