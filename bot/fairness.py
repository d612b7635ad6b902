"""Turns at something scarce: of those who wait, whoever had least of it lately comes first.

In the order in which they came, one would wait for all that others asked before. Here an account that asks all day
waits for those who ask once, however many such accounts there are: scheduling by least attained service.
"""

from __future__ import annotations

import asyncio
import heapq
import math
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from itertools import count
from typing import NamedTuple

from cachetools import LRUCache

# Seconds after which what somebody had counts half.
_HALF_LIFE = 60.0
# The longest unused are forgotten when there are more: they have had nothing for long.
_MAX_KNOWN = 50_000


class TooManyWait(Exception):
    """Raised where too many wait for a turn who had less of it lately."""


class Usage:
    """What each key had lately.

    All that was had fades at the same pace, so that the order of two keys changes only by what they get. Each is kept
    as one number that time does not change: log2(had) + time / half-life.
    """

    def __init__(self) -> None:
        self._ranks: LRUCache[Hashable, float] = LRUCache(_MAX_KNOWN)

    def rank(self, key: Hashable) -> float:
        """The less, the sooner it is the turn of this key."""
        return self._ranks.get(key, -math.inf)

    def charge(self, key: Hashable, amount: float, now: float) -> None:
        """Note that a key had so much, at a time in seconds."""
        if amount > 0:
            self._ranks[key] = _log_sum(self.rank(key), math.log2(amount) + now / _HALF_LIFE)


class Waiting(NamedTuple):
    """One who waits, with the rank of its key when it came."""

    rank: float
    number: int
    key: Hashable
    turn: asyncio.Future[None]


class Queue:
    """Those who wait; of those with the same rank, who came first is first."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage
        self._heap: list[Waiting] = []
        self._numbers = count()

    def __bool__(self) -> bool:
        while self._heap and self._heap[0].turn.done():  # cancelled
            heapq.heappop(self._heap)
        return bool(self._heap)

    def join(self, key: Hashable) -> asyncio.Future[None]:
        """A future that is done when it is the turn of `key`."""
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._heap, Waiting(self._usage.rank(key), next(self._numbers), key, turn))
        return turn

    def cut(self, most: int) -> None:
        """Of more than so many, those whose turn would come last are told TooManyWait."""
        waiting = [one._replace(rank=self._usage.rank(one.key)) for one in self._heap if not one.turn.done()]
        for one in sorted(waiting, key=lambda one: (one.rank, one.number))[most:]:
            one.turn.set_exception(TooManyWait())

    def call(self) -> Hashable:
        """Tell the next that it is their turn; gives its key. Raises IndexError if nobody waits."""
        while True:
            first = heapq.heappop(self._heap)
            rank = self._usage.rank(first.key)
            if first.turn.done():
                continue
            if rank > first.rank:  # it got something since it came
                heapq.heappush(self._heap, first._replace(rank=rank))
                continue
            first.turn.set_result(None)
            return first.key


class FairLimiter:
    """A token bucket: `size` at once, and then `size` every `seconds`. Each is given to whoever had fewest lately."""

    def __init__(self, size: float, seconds: float) -> None:
        self._size, self._per_second = size, size / seconds
        self._level, self._at = size, -math.inf
        self._usage = Usage()
        self._queue = Queue(self._usage)
        self._timer: asyncio.TimerHandle | None = None

    async def acquire(self, key: Hashable) -> None:
        """Wait for a token, and take it."""
        turn = self._queue.join(key)
        self._give()
        await turn

    def _give(self) -> None:
        """Give what there is, and come back for the rest."""
        loop = asyncio.get_running_loop()
        self._level = min(self._size, self._level + (loop.time() - self._at) * self._per_second)
        self._at = loop.time()
        while self._queue and self._level >= 1:
            self._level -= 1
            self._usage.charge(self._queue.call(), 1, self._at)
        if self._queue and self._timer is None:
            self._timer = loop.call_later((1 - self._level) / self._per_second, self._again)

    def _again(self) -> None:
        self._timer = None
        self._give()


class FairTurns:
    """So many at a time. A turn that is over goes to whoever had them for the shortest time lately.

    At most `waiting` wait; beyond it, whoever had them for the longest gives way.
    """

    def __init__(self, at_once: int, waiting: int | None = None) -> None:
        self._free, self._most = at_once, waiting
        self._usage = Usage()
        self._queue = Queue(self._usage)

    @asynccontextmanager
    async def turn(self, key: Hashable) -> AsyncIterator[None]:
        """Wait for a turn, and hold it as long as the context lasts. Raises TooManyWait."""
        await self._wait(key)
        clock = asyncio.get_running_loop().time
        began = clock()
        try:
            yield
        finally:
            self._usage.charge(key, clock() - began, clock())
            self._pass_on()

    async def _wait(self, key: Hashable) -> None:
        if self._free:
            self._free -= 1
            return
        turn = self._queue.join(key)
        if self._most is not None:
            self._queue.cut(self._most)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # called, and cancelled at the same moment
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        """The turn goes to the next, or nobody has it."""
        if self._queue:
            self._queue.call()
        else:
            self._free += 1


def _log_sum(one: float, other: float) -> float:
    """log2(2**one + 2**other), without computing powers that no float holds.

    >>> _log_sum(3.0, 3.0), _log_sum(-math.inf, 5000.0)
    (4.0, 5000.0)
    """
    more, less = max(one, other), min(one, other)
    return more + math.log2(1 + 2 ** (less - more))
