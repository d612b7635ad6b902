"""Turns at something scarce: of those who wait, whoever had least of it lately comes first.

In the order in which they came, one would wait for all that others asked before. Here an account that asks all day
waits for those who ask once, however many such accounts there are: scheduling by least attained service.

A turn that was given is not taken back, so whoever comes when all are taken waits for one to end. Therefore some are
kept for those who had little lately.
"""

from __future__ import annotations

import asyncio
import heapq
import math
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from itertools import count
from typing import NamedTuple, TypeVar

from cachetools import LRUCache

_T = TypeVar("_T")

# Seconds after which what somebody had counts half.
_HALF_LIFE = 60.0
# Seconds that a turn counts from its beginning: its key comes after those that have none.
_BEGUN = 0.001
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

    def had(self, key: Hashable, now: float) -> float:
        """How much a key had lately, at a time in seconds."""
        return 2 ** (self.rank(key) - now / _HALF_LIFE)

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

    @property
    def first(self) -> Hashable:
        """The key whose turn is next. Raises IndexError if nobody waits."""
        while True:
            first = self._heap[0]
            rank = self._usage.rank(first.key)
            if first.turn.done():
                heapq.heappop(self._heap)
            elif rank > first.rank:  # it got something since it came
                heapq.heapreplace(self._heap, first._replace(rank=rank))
            else:
                return first.key

    def call(self) -> Hashable:
        """Tell the next that it is their turn; gives its key. Raises IndexError if nobody waits."""
        key = self.first
        heapq.heappop(self._heap).turn.set_result(None)
        return key


class FairLimiter:
    """A token bucket: `size` at once, and then `size` every `seconds`. Each is given to whoever had fewest lately.

    The last `kept` go to those alone who had at most `little` lately.
    """

    def __init__(self, size: float, seconds: float, *, kept: int = 0, little: float = 0) -> None:
        self._size, self._per_second = size, size / seconds
        self._kept, self._little = kept, little
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
        while self._queue and self._level >= self._needed():
            self._level -= 1
            self._usage.charge(self._queue.call(), 1, self._at)
        if self._timer:
            self._timer.cancel()
        wait = (self._needed() - self._level) / self._per_second if self._queue else None
        self._timer = None if wait is None else loop.call_later(wait, self._give)

    def _needed(self) -> int:
        """How many there have to be for the next to get one."""
        return 1 if self._usage.had(self._queue.first, self._at) <= self._little else 1 + self._kept


class Turn:
    """A turn. It counts as long as it is held, or, with `timed`, as the processor time that the work took.

    What others do meanwhile in other threads makes nobody one who had much.
    """

    took: float | None = None

    def timed(self, work: Callable[[], _T]) -> _T:
        """The result of work, in the thread that does it."""
        began = time.thread_time()
        try:
            return work()
        finally:
            self.took = time.thread_time() - began


class FairTurns:
    """So many at a time. A turn that is over goes to whoever had them for the shortest time lately.

    At most `waiting` wait; beyond it, whoever had them for the longest gives way. The last `kept` that are free go to
    those alone who had them for at most `little` seconds lately, and who have none now.
    """

    def __init__(self, at_once: int, waiting: int | None = None, *, kept: int = 0, little: float = 0.0) -> None:
        self._free, self._most = at_once, waiting
        self._held: Counter[Hashable] = Counter()
        self._kept, self._little = kept, little
        self._usage = Usage()
        self._queue = Queue(self._usage)

    @asynccontextmanager
    async def turn(self, key: Hashable) -> AsyncIterator[Turn]:
        """Wait for a turn, and hold it as long as the context lasts. Raises TooManyWait."""
        await self._wait(key)
        clock, turn = asyncio.get_running_loop().time, Turn()
        began = clock()
        try:
            yield turn
        finally:
            self._usage.charge(key, clock() - began if turn.took is None else turn.took, clock())
            self._pass_on(key)

    async def _wait(self, key: Hashable) -> None:
        turn = self._queue.join(key)
        self._give()
        if self._most is not None:
            self._queue.cut(self._most)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # called, and cancelled at the same moment
                self._pass_on(key)
            raise

    def _pass_on(self, key: Hashable) -> None:
        """The turn of a key goes to the next, or nobody has it."""
        self._free += 1
        self._held -= Counter([key])
        self._give()

    def _give(self) -> None:
        while self._queue and self._free > self._kept_from(self._queue.first):
            self._free -= 1
            key = self._queue.call()
            self._held[key] += 1
            self._usage.charge(key, _BEGUN, asyncio.get_running_loop().time())

    def _kept_from(self, key: Hashable) -> int:
        """How many of those that are free this key does not get."""
        had = self._usage.had(key, asyncio.get_running_loop().time())
        return 0 if had <= self._little and not self._held[key] else self._kept


def _log_sum(one: float, other: float) -> float:
    """log2(2**one + 2**other), without computing powers that no float holds.

    >>> _log_sum(3.0, 3.0), _log_sum(-math.inf, 5000.0)
    (4.0, 5000.0)
    """
    more, less = max(one, other), min(one, other)
    return more + math.log2(1 + 2 ** (less - more))
