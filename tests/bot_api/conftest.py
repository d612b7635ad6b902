"""What the tests of the test server share: a server, a client, and a real python-telegram-bot `Bot`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.bot_api import BotApiServer


class Client:
    """Calls methods with plain JSON; `refused` gives the description of a call that is expected to fail."""

    def __init__(self, server: BotApiServer) -> None:
        self.http = httpx.Client(base_url=f"{server.url}{server.token}/", timeout=40)

    def call(self, method: str, **parameters: Any) -> Any:
        """The result. Raises AssertionError where the server refuses."""
        body = self.http.post(method, json=parameters).json()
        assert body["ok"], body
        return body["result"]

    def refused(self, method: str, **parameters: Any) -> str:
        """The description of the refusal."""
        body = self.http.post(method, json=parameters).json()
        assert not body["ok"], body
        return str(body["description"])

    def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        """getUpdates."""
        result = self.call("getUpdates", **parameters)
        assert isinstance(result, list)
        return result


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running


@pytest.fixture
def client(server: BotApiServer) -> Iterator[Client]:
    client = Client(server)
    with client.http:
        yield client


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    request = HTTPXRequest(connection_pool_size=8)
    async with Bot(server.token, base_url=server.url, base_file_url=server.file_url, request=request) as bot:
        yield bot
