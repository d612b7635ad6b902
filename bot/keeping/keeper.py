"""The thread that writes one of the bot's own databases: neither a slow disk nor a lock keeps the event loop.

An answer depends on reading alone. What is only remembered or counted comes after it, and may fail: then the log says
so, and nothing else happens. What somebody asked to have stored (`do`) fails for them alone.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from asyncio import Future
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

log = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds for which somebody's next message waits until what their last one left is remembered."""

MOST_WAITING = 5_000
"""Maximum number of things to remember that wait for a slow disk or a lock. Beyond it, nothing is remembered."""

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Keeper:
    """One thread. Use it in the event loop, but for `close`."""

    def __init__(self, file: str) -> None:
        """`file` names the database in the log."""
        self._file = file
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"keeper of {file}")
        self._waiting: set[Future[bool]] = set()
        self.failing = False
        """Whether what was to be remembered last could not be, or not soon."""

    async def do(self, write: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """The result of a write that somebody waits for. Raises what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(write, *args, **kwargs))

    async def remember(self, what: str, write: Callable[_P, object], /, *args: _P.args, **kwargs: _P.kwargs) -> bool:
        """Write what nobody waits for. Returns whether it is known to be written, after PATIENCE seconds at most.

        `what` says in the log what it was. While the disk is `failing`, it does not wait.
        """
        noting = self.begin(what, write, *args, **kwargs)
        if self.failing:
            return False
        done, _ = await asyncio.wait([noting], timeout=PATIENCE)
        self.failing = not (done and noting.result())
        return not self.failing

    def begin(self, what: str, write: Callable[_P, object], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[bool]:
        """Like `remember`, without waiting: whether it was written, some time."""
        loop = asyncio.get_running_loop()
        if len(self._waiting) >= MOST_WAITING:
            log.error("%s: %s is not remembered: too much waits to be written", self._file, what)
            refused: Future[bool] = loop.create_future()
            refused.set_result(False)
            return refused
        noting = loop.run_in_executor(self._thread, self._noted, what, partial(write, *args, **kwargs))
        self._waiting.add(noting)
        noting.add_done_callback(self._done)
        return noting

    async def settled(self) -> None:
        """Return when what waits to be remembered is written, or soon: whoever presses a button at once finds it."""
        if self._waiting and not self.failing:
            await asyncio.wait(self._waiting, timeout=PATIENCE)

    def _done(self, noting: Future[bool]) -> None:
        self._waiting.discard(noting)
        self.failing = noting.cancelled() or not noting.result()

    def close(self) -> None:
        """Write what waits, and end the thread."""
        self._thread.shutdown()

    def _noted(self, what: str, write: Callable[[], object]) -> bool:
        try:
            write()
        except (sqlite3.Error, OSError) as error:
            log.error("%s: %s is not remembered: %s", self._file, what, error)
            return False
        return True
