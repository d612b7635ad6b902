"""The queue of updates: what waits for the bot, what it has confirmed, and who is asking."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from tests.bot_api.errors import ApiError, conflict
from tests.bot_api.world import JSON

# Telegram sends these only to a bot that asks for them by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
POLL_LIMIT = 50.0
BATCH_LIMIT = 100


@dataclass(eq=False)
class Waiting:
    """An update in the queue. `lane` keeps a chat's updates in order; a `repeat` is handed out once more."""

    update: JSON
    lane: str
    repeat: bool = False
    in_flight: bool = False

    @property
    def id(self) -> int:
        """Its update_id."""
        return int(self.update["update_id"])


class UpdateQueue:
    """Updates in order. Changed with the world's lock held; awaited only on the server's loop."""

    def __init__(self, changed: threading.Condition, loop: Callable[[], asyncio.AbstractEventLoop | None]) -> None:
        self.waiting: list[Waiting] = []
        self.sent: list[JSON] = []
        self.allowed: list[str] | None = None
        self._changed = changed
        self._loop = loop
        self._ids = count(501_000_001)
        self._wakers: set[asyncio.Event] = set()
        self._poller: asyncio.Future[ApiError] | None = None

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for updates of this kind."""
        if not self.allowed:
            return kind not in ON_REQUEST
        return kind in self.allowed

    def push(self, kind: str, payload: JSON, lane: str) -> JSON | None:
        """Queue an update; returns it, or None where the bot does not take this kind."""
        if not self.wants(kind):
            return None
        return self.push_raw({"update_id": next(self._ids), kind: payload}, lane)

    def push_raw(self, update: JSON, lane: str = "", *, repeat: bool = False) -> JSON:
        """Queue an update as it stands."""
        update = {"update_id": next(self._ids)} | update
        entry = Waiting(update, lane, repeat)
        self.waiting.insert(0 if repeat else len(self.waiting), entry)
        if not repeat:
            self.sent.append(update)
        self.wake()
        return update

    def confirm(self, offset: int) -> None:
        """Forget what came before `offset`; a negative one keeps only the last -offset updates."""
        with self._changed:
            if offset < 0:
                self.waiting = self.waiting[offset:]
            else:
                self.waiting = [entry for entry in self.waiting if entry.id >= offset or entry.repeat]
            self._changed.notify_all()

    def remove(self, entry: Waiting) -> None:
        """Forget one update, delivered by webhook."""
        with self._changed:
            self.waiting = [other for other in self.waiting if other is not entry]
            self._changed.notify_all()

    def take(self, limit: int) -> list[JSON]:
        """The next updates. They stay in the queue until they are confirmed."""
        with self._changed:
            batch = self.waiting[:limit]
            for entry in batch:
                entry.repeat = False
        return [entry.update for entry in batch]

    def wake(self) -> None:
        """Let those who wait look again; callable from any thread."""
        loop = self._loop()
        if loop is not None and loop.is_running():
            loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for waker in self._wakers:
            waker.set()

    async def something_new(self, seconds: float) -> None:
        """Return when the queue has changed, or after so many seconds."""
        waker = asyncio.Event()
        self._wakers.add(waker)
        try:
            # Not by `wait_for`, which forgets that it was cancelled where the waker is set in the same moment.
            async with asyncio.timeout(seconds):
                await waker.wait()
        except TimeoutError:
            pass
        finally:
            self._wakers.discard(waker)

    def interrupt(self, reason: str) -> None:
        """End the long poll under way, if any, with 409."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(conflict(reason))
            self._wake()

    @property
    def polled(self) -> bool:
        """Whether somebody waits for updates."""
        return self._poller is not None and not self._poller.done()

    async def poll(self, offset: int | None, limit: int, seconds: float) -> list[JSON]:
        """getUpdates: confirm, then wait so many seconds for something. A later caller ends this one."""
        self.interrupt("terminated by other getUpdates request; make sure that only one bot instance is running")
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[ApiError] = loop.create_future()
        with self._changed:
            self._poller = mine
            self._changed.notify_all()
        if offset is not None:
            self.confirm(offset)
        deadline = loop.time() + min(max(seconds, 0.0), POLL_LIMIT)
        while not self.waiting and not mine.done() and loop.time() < deadline:
            await self.something_new(deadline - loop.time())
        if mine.done():
            raise mine.result()
        if self._poller is mine:
            self._poller = None
        return self.take(min(max(limit, 1), BATCH_LIMIT))
