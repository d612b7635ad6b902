"""Strangers who reach the port of the webhook: they hold up nobody, and nothing that they send is read."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest

from bot.wire import webhook
from tests.bot_api import BotApiServer, PrivateChat, User
from tests.bot_api.webhook import SECRET_HEADER
from tests.e2e.bots import Bot
from tests.e2e.test_webhook import QUESTION, QUOTE, URL, address, health

__all__ = ["address"]

Launch = Callable[..., Bot]
HEAD = "POST /telegram HTTP/1.1\r\nHost: bot\r\n"


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        yield connection


@pytest.mark.attack("a stranger posts a huge body to the webhook")
@pytest.mark.parametrize("secret", ["", f"{SECRET_HEADER}: guessed\r\n"])
@pytest.mark.parametrize(
    "body",
    [
        *("Content-Length: 4000000\r\n", "Transfer-Encoding: chunked\r\n"),
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 4000000\r\n",
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 4000000\r\n",
    ],
)
def test_without_the_secret_no_body_is_waited_for(launch: Launch, address: str, secret: str, body: str) -> None:
    launch(webhook=URL, listen=address)
    with connected(address) as connection:
        connection.sendall(f"{HEAD}{secret}{body}\r\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 403 ")


@pytest.mark.attack("a stranger keeps connections to the webhook open")
@pytest.mark.parametrize("sent", ["", HEAD, "GET /health HTTP/1.1\r\nHost: bot\r\nContent-Length: 9\r\n\r\n"])
def test_a_request_that_never_ends_is_left(
    launch: Launch, address: str, monkeypatch: pytest.MonkeyPatch, sent: str
) -> None:
    monkeypatch.setattr(webhook, "IDLE", 0.5)
    monkeypatch.setattr(webhook, "BODY", 0.5)
    launch(webhook=URL, listen=address)
    with connected(address) as connection:
        connection.sendall(sent.encode())
        assert b"200" not in connection.recv(1000)


@pytest.mark.attack("a stranger opens thousands of connections to the webhook")
def test_old_connections_make_room_for_new_ones(
    launch: Launch, server: BotApiServer, address: str, chat: PrivateChat, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "MOST_CONNECTIONS", 10)
    launch(webhook=URL, listen=address)
    with ExitStack() as stack:
        held = [stack.enter_context(connected(address)) for _ in range(100)]
        assert health(address) == 200
        assert chat.ask(alice, QUESTION).blockquotes == QUOTE
        for connection in held[:80]:
            assert connection.recv(1) == b""


@pytest.mark.attack("a stranger posts nonsense to the webhook")
@pytest.mark.parametrize(
    "sent",
    [
        *("nonsense\r\n\r\n", f"{HEAD}Content-Length: -1\r\n\r\n", f"{HEAD}Content-Length: 99999999\r\n\r\n"),
        *(f"{HEAD}X: {'x' * 100_000}\r\n\r\n", f"{HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
        f"{HEAD}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        f"{HEAD}{SECRET_HEADER}: \xff\r\nContent-Length: 2\r\n\r\n{{}}",
        "POST /telegram/../telegram HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\n\r\n{}",
        "PUT /telegram HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\n\r\n{}",
    ],
)
def test_nonsense_is_turned_away_and_others_are_answered(
    launch: Launch, address: str, chat: PrivateChat, alice: User, sent: str
) -> None:
    bot = launch(webhook=URL, listen=address)
    with connected(address) as connection:
        connection.sendall(sent.encode("latin-1"))
        assert b" 200 " not in connection.recv(1000)
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    assert len(bot.log) < 2000


@pytest.mark.attack("nesting without end, posted with the secret")
@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 100_000, b"1" * 100_000, b"\xff", b'"\\ud800"', b"NaN"])
def test_a_body_that_is_no_update_is_refused(
    launch: Launch, address: str, chat: PrivateChat, alice: User, body: bytes
) -> None:
    launch(webhook=URL, listen=address, webhook_secret="made-up")  # noqa: S106  # made up
    answer = httpx.post(f"http://{address}/telegram", content=body, headers={SECRET_HEADER: "made-up"})
    assert answer.status_code == 400
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
