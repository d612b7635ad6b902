"""Updates by webhook."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable

import httpx
import pytest

from tests.bot_api import PATIENCE, BotApiServer, Group, PrivateChat, User
from tests.bot_api.webhook import SECRET_HEADER
from tests.e2e.bots import Bot
from tests.e2e.process import BotProcess

QUESTION = "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]
PUBLIC = "https://bot.example.org"
URL = f"{PUBLIC}/telegram"
Launch = Callable[..., Bot]
LaunchProcess = Callable[..., BotProcess]


@pytest.fixture
def address(server: BotApiServer) -> str:
    """HOST:PORT to listen on; the proxy forwards the public URL to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    server.route_webhook(PUBLIC, f"http://{address}")
    return address


@pytest.fixture
def hook(launch: Launch, address: str) -> Bot:
    return launch(webhook=URL, listen=address)


def health(address: str) -> int:
    return httpx.get(f"http://{address}/health").status_code


def wait_for_health(address: str, status: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if health(address) == status:
                return
        except httpx.ConnectError:
            pass
        time.sleep(0.02)
    raise AssertionError(f"{address} is not at {status}")


@pytest.mark.usefixtures("hook")
def test_questions_are_answered(
    server: BotApiServer, chat: PrivateChat, group: Group, alice: User, bob: User, address: str
) -> None:
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    answer = group.ask(bob, f"/ask {QUESTION}")
    answer.press(bob, "Context")
    assert health(address) == 200
    assert server.calls_of("getUpdates") == []
    (call,) = server.calls_of("setWebhook")
    assert len(str(call.params["secret_token"])) >= 32


@pytest.mark.usefixtures("hook")
def test_nobody_but_telegram_is_believed(server: BotApiServer, chat: PrivateChat, alice: User, address: str) -> None:
    chat.ask(alice, QUESTION)
    url, update = f"http://{address}/telegram", server.queue.sent[-1] | {"update_id": 7}
    secret = str(server.calls_of("setWebhook")[0].params["secret_token"])
    assert httpx.post(url, json=update).status_code == 403
    assert httpx.post(url, json=update, headers={SECRET_HEADER: "guessed"}).status_code == 403
    assert httpx.post(url, content=b"{", headers={SECRET_HEADER: secret}).status_code == 400
    assert httpx.post(url, json=[], headers={SECRET_HEADER: secret}).status_code == 400
    assert httpx.post(url, json={"message": {}}, headers={SECRET_HEADER: secret}).status_code in (200, 400)
    assert httpx.get(url).status_code == 405
    assert httpx.get(f"http://{address}/").status_code == 404
    chat.ask(alice, "What is the capital of France?")
    assert len(chat.answers) == 2


def test_the_secret_can_be_set_and_is_not_logged(
    server: BotApiServer, launch: Launch, address: str, chat: PrivateChat, alice: User
) -> None:
    bot = launch(webhook=URL, listen=address, webhook_secret="correct-horse_battery")  # noqa: S106  # made up
    assert server.calls_of("setWebhook")[0].params["secret_token"] == "correct-horse_battery"  # noqa: S105  # made up
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    bot.stop()
    assert "correct-horse" not in bot.log


def test_what_comes_while_it_is_away_is_answered_when_it_is_back(
    server: BotApiServer, launch: Launch, address: str, chat: PrivateChat, alice: User
) -> None:
    assert launch(webhook=URL, listen=address).stop() == 0
    question = chat.say(alice, QUESTION)
    launch(webhook=URL, listen=address)
    assert chat.wait_for_reply(question).blockquotes == QUOTE


def test_answers_in_flight_are_finished_before_it_leaves(
    server: BotApiServer, launch_process: LaunchProcess, address: str, chat: PrivateChat, alice: User
) -> None:
    bot = launch_process("--webhook", URL, "--listen", address)
    server.fail("sendMessage", status=429, retry_after=1)
    question = chat.say(alice, QUESTION)
    server.wait_for_call("sendMessage")
    assert bot.stop() == 0
    assert [answer.reply_to for answer in chat.answers] == [question]


def test_from_webhook_to_polling_and_back(
    server: BotApiServer, launch: Launch, address: str, chat: PrivateChat, alice: User
) -> None:
    for url in (PUBLIC, "", PUBLIC):
        bot = launch(webhook=url, listen=address)
        assert chat.ask(alice, QUESTION).blockquotes == QUOTE
        assert server.webhook.url == url
        assert bot.stop() == 0


def test_health_says_so_before_it_is_ready(server: BotApiServer, launch: Launch, address: str) -> None:
    with server.offline():
        bot = launch(webhook=URL, listen=address, ready=False)
        wait_for_health(address, 503)
    wait_for_health(address, 200)
    assert bot.stop() == 0


@pytest.mark.parametrize(
    ("url", "listen", "complaint"),
    [
        ("ftp://bot.example.org/", "127.0.0.1:0", "webhook must be a URL"),
        (f"{PUBLIC}/health", "127.0.0.1:0", "webhook must be a URL"),
        (URL, "nowhere", "listen must be HOST:PORT"),
        ("https://bot.example.org:444/x", "127.0.0.1:0", "Telegram refuses"),
        ("http://bot.example.org/x", "127.0.0.1:0", "VERBATIM_PLAIN_HTTP"),
    ],
)
def test_what_cannot_be_meant_ends_it_with_a_complaint(launch: Launch, url: str, listen: str, complaint: str) -> None:
    bot = launch(webhook=url, listen=listen, ready=False)
    assert bot.wait() == 1
    assert complaint in bot.lines[-1]


def test_telegram_refuses_plain_http_where_the_environment_allows_it(
    launch: Launch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERBATIM_PLAIN_HTTP", "1")
    bot = launch(webhook="http://bot.example.org/x", listen="127.0.0.1:0", ready=False)
    assert bot.wait() == 1
    assert "Telegram refuses" in bot.lines[-1]


def test_an_address_that_is_not_this_machines_ends_it_too(launch_process: LaunchProcess) -> None:
    bot = launch_process("--webhook", URL, "--listen", "192.0.2.1:80", ready=False)
    assert bot.wait() == 1
    assert bot.lines == ["verbatim: cannot listen on 192.0.2.1:80: Cannot assign requested address\n"]


@pytest.mark.usefixtures("hook")
def test_the_same_update_posted_twice_is_answered_once(
    server: BotApiServer, chat: PrivateChat, alice: User, address: str
) -> None:
    chat.ask(alice, "/help")
    secret = str(server.calls_of("setWebhook")[0].params["secret_token"])
    again = json.dumps(server.queue.sent[-1]).encode()
    assert httpx.post(f"http://{address}/telegram", content=again, headers={SECRET_HEADER: secret}).status_code == 200
    chat.ask(alice, QUESTION)
    assert len(chat.answers) == 2
