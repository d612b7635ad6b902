"""The updates that were received and are not handled yet: what is stored of them, and what may be confirmed."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import ParamSpec

from cachetools import LRUCache

from bot.keeping.inbox import FILE_NAME, Inbox, Left

log = logging.getLogger(__name__)

MOST = 5_000
"""While so many updates are unfinished, no more are asked for."""

UNSTORED = 60.0
"""Seconds for which an update that could not be stored stays unconfirmed."""

# Seconds after which the words of handled updates leave the files, and after which a failed write is tried again.
_EMPTIED_AFTER, _AGAIN = 1.0, 5.0
_KNOWN = 10_000

_P = ParamSpec("_P")


class Unfinished:
    """The numbers of unfinished updates. Use it in the event loop."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._held: dict[int, int] = {}  # by how many an update is held
        self._known: LRUCache[int, bool] = LRUCache(_KNOWN)
        self._unstored: dict[int, float] = {}  # until when they are not confirmed
        self._handled: list[int] = []  # stored, and not yet noted as handled
        self._stored: set[int] = set()
        self._storing: set[asyncio.Task[bool]] = set()
        self._noting: asyncio.Task[None] | None = None
        self._emptying: asyncio.Future[None] | None = None
        self._timers: dict[Callable[[], None], asyncio.TimerHandle] = {}
        self._fewer = asyncio.Event()
        self._closed = False
        self._failing = False

    def __len__(self) -> int:
        return len(self._held)

    @property
    def failing(self) -> bool:
        """Whether updates could not be stored lately."""
        return self._failing

    def begin(self, number: int) -> bool:
        """Note that an update has come in. Returns False if it is known."""
        if number in self._held or number in self._known:
            return False
        self._held[number] = 1
        self._known[number] = True
        return True

    def hold(self, number: int) -> None:
        """An update, which is being handled, is not finished before `finish` is called once more."""
        if number in self._held:
            self._held[number] += 1

    def finish(self, number: int) -> None:
        """Whoever handled an update, or held it, is done with it."""
        if number not in self._held or self._closed:
            return
        self._held[number] -= 1
        if self._held[number]:
            return
        del self._held[number]
        self._unstored.pop(number, None)
        self._fewer.set()
        if number in self._stored:
            self._stored.remove(number)
            self._handled.append(number)
            self._note_soon()

    async def left(self) -> Left:
        """What an earlier run left; it counts as unfinished, or as known, from now on. Raises sqlite3.Error."""
        left = await self._inbox.keeper.do(self._inbox.left)
        self._known.update(dict.fromkeys(left.handled, True))
        for one in left.waiting:
            self.begin(one.number)
            self._stored.add(one.number)
        if left.handled or left.dropped:
            self._after(_EMPTIED_AFTER, self._empty_log)
        return left

    def store(self, updates: Sequence[tuple[int, bytes]]) -> asyncio.Task[bool]:
        """Store updates, pairs of a number and JSON; whether they are stored, some time."""
        storing = asyncio.ensure_future(self._store(updates))
        self._storing.add(storing)
        storing.add_done_callback(self._storing.discard)
        return storing

    async def note_try(self, number: int) -> None:
        """Store that an update is handed out once more."""
        await self._write(self._inbox.note_try, number)

    def confirmable(self, number: int) -> int:
        """The number of the first update that is not to be confirmed yet; `number` if all before it are."""
        now = asyncio.get_running_loop().time()
        self._unstored = {one: until for one, until in self._unstored.items() if until > now}
        return min([number, *self._unstored])

    async def until(self, numbers: Iterable[int]) -> None:
        """Return when none of these updates is unfinished."""
        await self._until(lambda: not any(number in self._held for number in numbers))

    async def room(self) -> None:
        """Return when fewer than MOST updates are unfinished."""
        if len(self._held) >= MOST:
            log.warning("%s updates wait to be answered; no more are asked for until there are fewer", MOST)
            await self._until(lambda: len(self._held) < MOST)

    async def close(self) -> None:
        """Note what is handled. What is unfinished now stays stored for the next run, whatever becomes of it."""
        self._closed = True
        for timer in self._timers.values():
            timer.cancel()
        await asyncio.gather(*self._storing)
        if self._noting:
            await self._noting
        if self._handled:
            await self._write(self._inbox.note_handled, self._handled)
        await self._write(self._inbox.give_back)
        await self._inbox.keeper.do(self._inbox.empty_log)
        if self._stored:
            log.info("%s updates are left for the next start", len(self._stored))

    async def _store(self, updates: Sequence[tuple[int, bytes]]) -> bool:
        if not updates:
            return True
        stored = await self._write(self._inbox.store, updates)
        numbers = [number for number, _ in updates]
        if stored:
            waiting = {number for number in numbers if number in self._held}
            self._stored |= waiting
            self._handled += [number for number in numbers if number not in waiting]  # handled already
            self._note_soon()
        else:
            until = asyncio.get_running_loop().time() + UNSTORED
            self._unstored |= {number: until for number in numbers if number in self._held}
        return stored

    async def _until(self, so: Callable[[], bool]) -> None:
        while not so():
            self._fewer.clear()
            await self._fewer.wait()

    def _note_soon(self) -> None:
        if self._handled and not self._noting:
            self._noting = asyncio.ensure_future(self._note())

    async def _note(self) -> None:
        while self._handled:
            numbers, self._handled = self._handled, []
            if not await self._write(self._inbox.note_handled, numbers):
                self._handled += numbers
                self._after(_AGAIN, self._note_soon)
                break
        else:
            self._after(_EMPTIED_AFTER, self._empty_log)
        self._noting = None

    async def _write(self, write: Callable[_P, object], *args: _P.args, **kwargs: _P.kwargs) -> bool:
        """Whether something was written. The first failure of a series is logged, and its end."""
        try:
            await self._inbox.keeper.do(write, *args, **kwargs)
        except (sqlite3.Error, OSError) as error:
            if not self._failing:
                log.error("%s: what comes in is not stored until it is answered: %s", FILE_NAME, error)
            self._failing = True
            return False
        if self._failing:
            log.info("%s: what comes in is stored again", FILE_NAME)
        self._failing = False
        return True

    def _empty_log(self) -> None:
        self._emptying = asyncio.ensure_future(self._inbox.keeper.do(self._inbox.empty_log))

    def _after(self, seconds: float, what: Callable[[], None]) -> None:
        """Do something in so many seconds; if it is to be done anyway, then."""
        if what in self._timers or self._closed:
            return

        def now() -> None:
            del self._timers[what]
            what()

        self._timers[what] = asyncio.get_running_loop().call_later(seconds, now)
