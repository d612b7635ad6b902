"""Threads that are shared in turns: of those who wait, whoever had them for the shortest time lately comes first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.fairness import FairTurns

_T = TypeVar("_T")


class Threads:
    """So many threads. The last `kept` that are free are for those who had them for at most `little` seconds lately."""

    def __init__(self, name: str, count: int, *, kept: int = 0, little: float = 0.0) -> None:
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=name)
        self._turns = FairTurns(count, kept=kept, little=little)

    async def run(self, key: Hashable, work: Callable[[], _T]) -> _T:
        """The result of work in one of the threads, when it is the turn of `key`. Raises what it raises."""
        async with self._turns.turn(key) as turn:
            return await asyncio.get_running_loop().run_in_executor(self._pool, turn.timed, work)

    def close(self, *, cancel: bool = False) -> None:
        """Shut the threads down when what was begun is done; `cancel`: what waits is not begun."""
        self._pool.shutdown(cancel_futures=cancel)
