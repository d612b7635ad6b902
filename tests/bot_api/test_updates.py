"""Getting updates: polling, webhooks, and what goes wrong on the way."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from aiohttp import web
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TimedOut
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from tests.bot_api import BotApiServer, Limits, PrivateChat, User
from tests.bot_api.conftest import Client


@pytest.fixture
def alice(server: BotApiServer) -> User:
    return server.user("Alice")


@pytest.fixture
def chat(server: BotApiServer, alice: User) -> PrivateChat:
    return server.private_chat(alice)


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


def test_updates_stay_until_an_offset_confirms_them(client: Client, chat: PrivateChat, alice: User) -> None:
    for text in ("one", "two", "three"):
        chat.say(alice, text)
    assert texts(client.updates(limit=2)) == ["one", "two"]
    first, second = client.updates(limit=2)
    assert texts(client.updates(offset=second["update_id"])) == ["two", "three"]
    assert client.updates(offset=first["update_id"])[0] == second
    chat.say(alice, "four")
    assert texts(client.updates(offset=-1)) == ["four"]
    assert texts(client.updates()) == ["four"]


def test_a_long_poll_returns_as_soon_as_something_comes(
    server: BotApiServer, client: Client, chat: PrivateChat, alice: User
) -> None:
    """The client would not wait until it ends by itself."""
    with ThreadPoolExecutor() as threads:
        poll = threads.submit(client.updates, timeout=50)
        server.wait_for_poll()
        chat.say(alice, "hello")
        assert texts(poll.result()) == ["hello"]


def test_a_long_poll_ends_empty_when_nothing_comes(client: Client) -> None:
    began = time.monotonic()
    assert client.updates(timeout=1) == []
    assert time.monotonic() - began > 0.9


async def test_a_second_poller_ends_the_first(server: BotApiServer, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.to_thread(server.wait_for_poll)
    async with Bot(server.token, base_url=server.url) as rival:
        second = asyncio.create_task(rival.get_updates(timeout=1))
        with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot"):
            await first
        assert await second == ()


def test_only_the_updates_asked_for_arrive(client: Client, chat: PrivateChat, alice: User) -> None:
    client.updates(allowed_updates=["edited_message", "message_reaction"])
    said = chat.say(alice, "one")
    chat.edit(said, "two")
    chat.react(alice, said)
    found = client.updates()
    assert [next(key for key in update if key != "update_id") for update in found] == [
        "edited_message",
        "message_reaction",
        "edited_message",
    ]
    assert [update["edited_message"]["text"] for update in found if "edited_message" in update] == ["two", "two"]


def test_an_update_can_arrive_twice(server: BotApiServer, client: Client, chat: PrivateChat, alice: User) -> None:
    chat.say(alice, "one")
    [update] = client.updates()
    client.updates(offset=update["update_id"] + 1)
    server.deliver_again(update)
    assert client.updates(offset=update["update_id"] + 1) == [update]
    assert client.updates(offset=update["update_id"] + 1) == []
    server.send_update({"mystery": {}})
    assert "mystery" in client.updates()[0]


async def test_a_real_application_answers(server: BotApiServer, chat: PrivateChat, alice: User) -> None:
    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text(update.effective_message.text or "", do_quote=True)

    builder = Application.builder().token(server.token).base_url(server.url).base_file_url(server.file_url)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(timeout=5)
        answer = await asyncio.to_thread(chat.ask, alice, "hello")
        assert answer.text == "hello"
        assert answer.reply_to is not None
        await asyncio.to_thread(server.wait_until_taken)
        with server.offline():
            question = chat.say(alice, "are you there?")
        assert (await asyncio.to_thread(chat.wait_for_reply, question)).text == "are you there?"
        await application.updater.stop()
        await application.stop()


async def test_faults_on_demand(
    server: BotApiServer, bot: Bot, chat: PrivateChat, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it python-telegram-bot warns of its own next version with every RetryAfter.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    chat.say(alice, "hi")
    server.fail("sendMessage", times=1, status=429, retry_after=3)
    with pytest.raises(RetryAfter, match="Retry in 0:00:03"):
        await bot.send_message(chat.id, "x")
    server.fail("sendMessage", times=2, status=502)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(chat.id, "x")
    server.fail("sendMessage", drop=True)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "x")
    assert chat.answers == []
    server.fail("sendMessage", drop=True, afterwards=True)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "sent, but the answer was lost")
    assert len(chat.answers) == 1
    server.fail("sendMessage", hang=600)
    with pytest.raises(TimedOut):
        await bot.send_message(chat.id, "x", read_timeout=0.3)
    assert [call.ok for call in server.calls_of("sendMessage")][:5] == [False] * 5


async def test_offline_nobody_answers(server: BotApiServer, bot: Bot) -> None:
    with server.offline(), pytest.raises(NetworkError):
        await bot.get_me()
    assert (await bot.get_me()).username == "verbatim_bot"


def sent_before_a_refusal(client: Client, chat_id: int) -> tuple[int, dict[str, Any]]:
    """How many messages went out before the first 429, and that answer."""
    for index in range(100):
        response = client.http.post("sendMessage", json={"chat_id": chat_id, "text": str(index)})
        if response.status_code == 429:
            return index, response.json()
    raise AssertionError("no limit")


def test_flood_limits(server: BotApiServer, client: Client, chat: PrivateChat, alice: User) -> None:
    server.set_limits(Limits())
    chat.say(alice, "hi")
    group = server.group("Team", members=[alice])
    # A slow machine earns a message or two while it sends the others.
    count, refusal = sent_before_a_refusal(client, chat.id)
    assert 3 <= count <= 6
    assert refusal["parameters"] == {"retry_after": 1}
    assert refusal["description"] == "Too Many Requests: retry after 1"
    count, refusal = sent_before_a_refusal(client, group.id)
    assert 20 <= count <= 22
    assert 1 <= refusal["parameters"]["retry_after"] <= 3
    server.set_limits(Limits(per_second=5, private_per_second=None, group_per_minute=None))
    count, _ = sent_before_a_refusal(client, group.id)
    assert 5 <= count < 100
    server.set_limits(None)
    client.call("sendMessage", chat_id=chat.id, text="free again")


class Receiver:
    """A web server that takes updates; `statuses` are given out in turn, then 200."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),))

    async def _take(self, request: web.Request) -> web.Response:
        self.taken.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    async def _run(self) -> None:
        app = web.Application()
        app.router.add_post("/hook", self._take)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    receiver.start()
    yield receiver
    receiver.stop()


def test_a_webhook_gets_updates_with_its_secret_and_again_after_an_error(
    server: BotApiServer, client: Client, chat: PrivateChat, alice: User, receiver: Receiver
) -> None:
    receiver.statuses = [500, 503]
    chat.say(alice, "before")
    server.route_webhook("https://bot.example.org", f"http://127.0.0.1:{receiver.port}")
    client.call("setWebhook", url="https://bot.example.org/hook", secret_token="s3cret_-")  # noqa: S106  # made up
    server.wait_until_taken()
    assert texts(receiver.taken) == ["before"] * 3
    assert set(receiver.secrets) == {"s3cret_-"}
    info = client.call("getWebhookInfo")
    assert info["url"] == "https://bot.example.org/hook"
    assert info["last_error_message"].startswith("Wrong response from the webhook: 503")
    for text in ("one", "two", "three"):
        chat.say(alice, text)
    server.wait_until_taken()
    assert texts(receiver.taken[3:]) == ["one", "two", "three"]
    assert client.refused("getUpdates").startswith("Conflict: can't use getUpdates method while webhook is active")
    client.call("deleteWebhook", drop_pending_updates=True)
    assert client.updates() == []


async def test_what_telegram_refuses_of_a_webhook(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)an HTTPS URL must be provided for webhook"):
        await bot.set_webhook("http://example.org/hook")
    with pytest.raises(BadRequest, match="only on ports 80, 88, 443 or 8443"):
        await bot.set_webhook("https://example.org:9000/hook")
    with pytest.raises(BadRequest, match="unallowed characters"):
        await bot.set_webhook("https://example.org/hook", secret_token="a b")  # noqa: S106  # made up


async def test_setting_a_webhook_ends_a_poll(server: BotApiServer, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await asyncio.to_thread(server.wait_for_poll)
    await bot.set_webhook("https://example.org/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    await bot.delete_webhook()


def test_anything_else_is_not_found(server: BotApiServer) -> None:
    assert httpx.get(server.root + "/health").status_code == 404
    assert httpx.get(server.url + "nonsense/getMe").status_code == 404
