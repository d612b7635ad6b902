"""A Bot API server on loopback for tests: real HTTP, in a thread of its own.

    with BotApiServer() as server:
        alice = server.user("Alice", language_code="en")
        chat = server.private_chat(alice)
        question = chat.say(alice, "How many troops?")
        answer = chat.wait_for_reply(question)

The bot is given `server.url` as its base URL, `server.file_url` for files, and `server.token`.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from typing import Any, Protocol, Self, TypeVar

from aiohttp import web

from tests.bot_api.calls import Call
from tests.bot_api.events import Events
from tests.bot_api.faults import Fault
from tests.bot_api.front import Front
from tests.bot_api.inline import InlineAnswer
from tests.bot_api.limits import FloodControl, Limits
from tests.bot_api.methods import Context, Profile, Utterance
from tests.bot_api.reading import Message
from tests.bot_api.rooms import Channel, Group, PrivateChat, members_of
from tests.bot_api.stage import PATIENCE, Stage
from tests.bot_api.updates import UpdateQueue
from tests.bot_api.webhook import Webhook
from tests.bot_api.world import JSON, Member, User, World

T = TypeVar("T")

# Turns of the loop: more than asyncio takes to accept a connection.
_TURNS = 10

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawl"  # noqa: S105  # made up


class Listener(Protocol):
    """Somebody who hears everything the bot says, such as the auditor."""

    def hear(self, utterance: Utterance) -> None:
        """One text as it was stored, at the moment it was sent. Called on the server's thread."""


class BotApiServer:
    """The server, the world behind it, and the test's view of both.

    `privacy` is BotFather's group privacy, `inline` its inline mode, `inline_feedback` its inline feedback.
    `limits` None lifts the flood limits; `Limits()` are Telegram's. `callback_expiry` is in seconds.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "verbatim_bot",
        first_name: str = "Verbatim",
        port: int = 0,
        privacy: bool = True,
        inline: bool = True,
        inline_feedback: bool = True,
        limits: Limits | None = None,
        callback_expiry: float = 900.0,
        allow_parse_mode: bool = False,
        listeners: Iterable[Listener] = (),
    ) -> None:
        self.token = token
        self.bot = User(int(token.partition(":")[0]), first_name, username=username, is_bot=True)
        self.world = World(self.bot)
        self.inline_feedback = inline_feedback
        self.listeners: list[Listener] = list(listeners)
        self._loop: asyncio.AbstractEventLoop | None = None
        self.queue = UpdateQueue(self.world.changed, lambda: self._loop)
        self.events = Events(self.world, self._publish, privacy=privacy)
        self.profile = Profile()
        self.context = Context(
            self.world,
            self.events,
            FloodControl(limits),
            self.profile,
            self._hear,
            allow_parse_mode=allow_parse_mode,
            supports_inline=inline,
            callback_expiry=callback_expiry,
        )
        self.webhook = Webhook(self.queue)
        self.front = Front(token, self.context, self.queue, self.webhook)
        self._stage = Stage(self.world, self.events, self.profile)
        self._port = port
        self._thread: threading.Thread | None = None
        self._stopping: asyncio.Event | None = None
        self._runner: web.AppRunner | None = None
        self._site: web.SockSite | None = None

    # The life of the server.

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Self:
        """Listen. Returns once the port is open; raises what stood in the way, such as OSError."""
        ready = threading.Event()
        failure: list[BaseException] = []
        self._thread = threading.Thread(target=self._run, args=(ready, failure), name="bot-api", daemon=True)
        self._thread.start()
        ready.wait()
        if failure:
            raise failure[0]
        return self

    def stop(self) -> None:
        """Close every connection and end the thread."""
        if self._loop is not None and self._stopping is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
        if self._thread is not None:
            self._thread.join(PATIENCE)
            assert not self._thread.is_alive(), "the server does not end"

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._port

    @property
    def root(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def url(self) -> str:
        """What python-telegram-bot calls base_url."""
        return f"{self.root}/bot"

    @property
    def file_url(self) -> str:
        """What python-telegram-bot calls base_file_url."""
        return f"{self.root}/file/bot"

    def _run(self, ready: threading.Event, failure: list[BaseException]) -> None:
        try:
            asyncio.run(self._serve(ready))
        except BaseException as error:
            failure.append(error)
            ready.set()

    async def _serve(self, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        self._runner = web.AppRunner(self.front.app(), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await self._listen()
        deliveries = asyncio.create_task(self.webhook.run())
        ready.set()
        await self._stopping.wait()
        deliveries.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await deliveries
        self.queue.interrupt("the server stops")
        await self._go_offline()
        await self._runner.cleanup()

    async def _listen(self) -> None:
        assert self._runner is not None
        self._socket = socket.create_server(("127.0.0.1", self._port))
        self._site = web.SockSite(self._runner, self._socket)
        await self._site.start()
        self._port = self._socket.getsockname()[1]

    def _cut_connections(self) -> None:
        assert self._runner is not None
        if self._runner.server is not None:
            for connection in self._runner.server.connections:
                connection.force_close()

    def _on_loop(self, work: Coroutine[Any, Any, T]) -> T:
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def _publish(self, kind: str, payload: JSON, lane: str) -> None:
        if kind != "chosen_inline_result" or self.inline_feedback:
            self.queue.push(kind, payload, lane)

    def _hear(self, utterance: Utterance) -> None:
        for listener in self.listeners:
            listener.hear(utterance)

    # People and places.

    def user(self, first_name: str, *, language_code: str | None = "en", **fields: Any) -> User:
        """A person; `fields` are User's: last_name, username."""
        with self.world.changed:
            return self.world.add_user(first_name, language_code=language_code, **fields)

    def other_bot(self, first_name: str, username: str) -> User:
        """Another bot, of whom this one hears nothing."""
        with self.world.changed:
            return self.world.add_user(first_name, username=username, is_bot=True)

    def private_chat(self, user: User) -> PrivateChat:
        """The chat of `user` with the bot. The bot may write there once the user has."""
        with self.world.changed:
            chat = self.world.chats.get(user.id) or self.world.add_chat("private", user=user)
            return PrivateChat(self._stage, chat)

    def group(
        self,
        title: str,
        *,
        members: Iterable[User],
        admins: Iterable[User] = (),
        basic: bool = False,
        forum: bool = False,
        username: str | None = None,
        bot: str | None = "member",
    ) -> Group:
        """A supergroup, or with `basic` a basic group. The first member owns it; `bot` is its status there.

        The bot is in it from the beginning and gets no update of its own arrival; for that, give `bot=None` and
        call `group.join(server.bot)`.
        """
        members = list(members)
        with self.world.changed:
            chat = self.world.add_chat(
                "group" if basic else "supergroup", title=title, is_forum=forum, username=username
            )
            chat.members = members_of(members[0], members, admins)
            if bot is not None:
                chat.members[self.bot.id] = Member(self.bot, bot)
            return Group(self._stage, chat)

    def channel(
        self, title: str, *, owner: User, username: str | None = None, bot: str | None = "administrator"
    ) -> Channel:
        """A channel; `bot` is the bot's status in it."""
        with self.world.changed:
            chat = self.world.add_chat("channel", title=title, username=username)
            chat.members = members_of(owner, [owner], [])
            if bot is not None:
                chat.members[self.bot.id] = Member(self.bot, bot)
            return Channel(self._stage, chat)

    def inline(
        self,
        user: User,
        query: str,
        *,
        offset: str = "",
        chat_type: str = "private",
        timeout: float = PATIENCE,
    ) -> InlineAnswer:
        """`user` types `@bot query` in some chat; what the bot offers. A phone sends at most 256 characters."""
        assert self.context.supports_inline, "inline mode is off"
        with self.world.changed:
            record = self.events.ask_inline(user, query[:256], offset, chat_type)
        self._stage.wait(
            lambda: record.answer, timeout, lambda: f"the inline query {query!r} was not answered in {timeout} s"
        )
        return InlineAnswer(self._stage, record)

    # What the bot did.

    @property
    def calls(self) -> list[Call]:
        """Every call so far, in order."""
        return list(self.front.calls)

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.front.calls if call.method.lower() == method.lower()]

    @property
    def written(self) -> list[str]:
        """All that people have written so far, to the bot or to each other, and behind its name in inline mode."""
        with self.world.changed:
            records = [record for chat in self.world.chats.values() for record in chat.messages.values()]
            queries = [query.query for query in self.world.inline_queries.values()]
        by_people = [record for record in records if record.sender is not self.bot]
        return [*queries, *(version.text for record in by_people for version in record.versions)]

    @property
    def answers(self) -> list[Message]:
        """Every message of the bot that is still there, in every chat, in the order of sending."""
        with self.world.changed:
            records = [record for chat in self.world.chats.values() for record in chat.messages.values()]
        messages = [Message(self._stage, record) for record in sorted(records, key=lambda record: record.acted)]
        return [message for message in messages if message.from_bot and not message.deleted]

    def wait_for(self, wanted: Callable[[Message], bool], timeout: float = PATIENCE) -> Message:
        """The first of the bot's messages, anywhere, that is `wanted`; waits for it."""
        return self._stage.wait(
            lambda: next((message for message in self.answers if wanted(message)), None),
            timeout,
            lambda: "no such message; the bot wrote:\n" + "\n".join(m.render() for m in self.answers),
        )

    def wait_for_call(self, method: str, count: int = 1, timeout: float = PATIENCE) -> Call:
        """The `count`th finished call of `method`; waits for it."""

        def look() -> Call | None:
            done = [call for call in self.calls_of(method) if call.status is not None]
            return done[count - 1] if len(done) >= count else None

        return self._stage.wait(look, timeout, lambda: f"{method} was called {len(self.calls_of(method))} times")

    def wait_until_taken(self, timeout: float = PATIENCE) -> None:
        """Return once the bot has taken and confirmed every update."""
        self._stage.wait(
            lambda: None if self.queue.waiting else True,
            timeout,
            lambda: f"{len(self.queue.waiting)} updates were not taken in {timeout} s",
        )

    def wait_for_poll(self, timeout: float = PATIENCE) -> None:
        """Return once the bot waits for updates."""
        self._stage.wait(lambda: self.queue.polled or None, timeout, lambda: f"nobody polled in {timeout} s")

    def render(self, message: Message) -> str:
        """What a phone shows of `message`, in plain characters."""
        return message.render()

    def menu(self, user: User, room: PrivateChat | Group) -> dict[str, str]:
        """The commands that `user`'s phone shows there, with their descriptions."""
        return menu_of(self.profile, user, room)

    # What goes wrong.

    def fail(self, method: str = "*", times: int = 1, **how: Any) -> Fault:
        """The next calls of `method` go wrong: see `faults.Fault`. Returns it; `.times` is what is left of it."""
        fault = Fault(method, times, **how)
        with self.world.changed:
            self.front.faults.append(fault)
        return fault

    @contextlib.contextmanager
    def offline(self) -> Iterator[None]:
        """Nobody answers at this address, as without a network."""
        self._on_loop(self._go_offline())
        try:
            yield
        finally:
            self._on_loop(self._listen())

    async def _go_offline(self) -> None:
        assert self._site is not None
        # asyncio forgets a connection that it is about to accept when its server is closed: nobody would cut it.
        asyncio.get_running_loop().remove_reader(self._socket)
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        await self._site.stop()
        self._cut_connections()

    def leave_quotes_out(self, on: bool = True) -> None:
        """Telegram sends replies without the quotes that they were to have, and says nothing of it."""
        self.context.leaves_quotes_out = on

    def set_privacy(self, on: bool) -> None:
        """BotFather's group privacy (really it takes effect when the bot is added anew)."""
        self.events.privacy = on

    def set_inline(self, on: bool) -> None:
        """BotFather's inline mode."""
        self.context.supports_inline = on

    def set_limits(self, limits: Limits | None) -> None:
        """Other flood limits from now on; None lifts them."""
        self.context.flood = FloodControl(limits)

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """What people do in here, they do in the same moment: the bot hears nothing of it before the end."""
        with self.world.changed:
            yield

    def advance(self, seconds: float) -> None:
        """Telegram's clock jumps: queries and messages grow older."""
        self.world.clock_shift += seconds

    def deliver_again(self, update: JSON | None = None) -> JSON:
        """Telegram hands out an update (the last one, unless given) once more, under the same update_id."""
        with self.world.changed:
            return self.queue.push_raw(dict(update or self.queue.sent[-1]), repeat=True)

    def send_update(self, update: JSON) -> JSON:
        """Hand out an update of any shape; gives it an update_id where it has none."""
        with self.world.changed:
            return self.queue.push_raw(update)

    def route_webhook(self, public: str, local: str) -> None:
        """Play the reverse proxy: what goes to `public…` is delivered to `local…`."""
        self.webhook.routes[public] = local


def menu_of(profile: Profile, user: User, room: PrivateChat | Group) -> dict[str, str]:
    """The menu by https://core.telegram.org/bots/api#determining-list-of-commands: the first scope that has one."""
    chat = room.chat
    if chat.type == "private":
        scopes = [f"chat {chat.id}", "all_private_chats", "default"]
    else:
        admin = chat.status(user) in ("creator", "administrator")
        scopes = [f"chat_member {chat.id} {user.id}"]
        scopes += [f"chat_administrators {chat.id}"] if admin else []
        scopes += [f"chat {chat.id}"]
        scopes += ["all_chat_administrators"] if admin else []
        scopes += ["all_group_chats", "default"]
    for scope in scopes:
        for language in ((user.language_code or "")[:2], ""):
            commands = profile.commands.get((scope, language))
            if commands:
                return {command["command"]: command["description"] for command in commands}
    return {}
