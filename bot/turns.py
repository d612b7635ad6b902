"""Turns at work that is heavy: few at once, and first those who have used the least of it lately.

So whoever sends one heavy file after another waits behind everybody else.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from cachetools import TTLCache

_REMEMBERED = 3600  # seconds for which the use of somebody counts
_PEOPLE = 10_000


class TooManyWait(Exception):
    """Raised where too many wait for a turn already."""


class _Waiting(NamedTuple):
    person: int
    number: int
    called: asyncio.Future[None]


class Turns:
    """At most `at_once` turns at a time, and `waiting` people who wait for one. Use it in one event loop."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free, self._most = at_once, waiting
        self._waiting: list[_Waiting] = []
        self._number = 0
        self._used: TTLCache[int, float] = TTLCache(_PEOPLE, _REMEMBERED)

    @asynccontextmanager
    async def turn(self, person: int) -> AsyncIterator[None]:
        """Wait for a turn, and hold it as long as the context lasts. Raises TooManyWait."""
        await self._wait(person)
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            yield
        finally:
            self._used[person] = self._used.get(person, 0.0) + loop.time() - began
            self._call_next()

    async def _wait(self, person: int) -> None:
        if self._free:
            self._free -= 1
            return
        if len(self._waiting) >= self._most:
            raise TooManyWait
        self._number += 1
        waiting = _Waiting(person, self._number, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        try:
            await waiting.called
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            else:  # called, and cancelled at the same moment
                self._call_next()
            raise

    def _call_next(self) -> None:
        """Give a turn that is over to whoever waits and has used the least, the one who came first among equals."""
        if not self._waiting:
            self._free += 1
            return
        called = min(self._waiting, key=lambda one: (self._used.get(one.person, 0.0), one.number))
        self._waiting.remove(called)
        called.called.set_result(None)
