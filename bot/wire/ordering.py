"""Processes the updates of each person in a chat in order, and all others concurrently.

The processors of python-telegram-bot have a fixed number of slots, and an update that waits, such as for a rate limit,
occupies one. Here an update waits only for what the same person did before in the same chat: who floods a group keeps
nobody else of it waiting. Waiting coroutines are cheap; the scarce resources, library threads and connections, have
queues of their own and are not held while waiting for rate limits.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.cause import cause
from bot.logs import summary_of

log = logging.getLogger(__name__)

# The base class requires a number of slots; this one is never reached.
_NO_LIMIT = 1_000_000


class InOrder(BaseUpdateProcessor):
    """An update processor with one lock per person and chat.

    Updates for which `admits` is False are dropped without waiting. `finished` is called at the end of each other
    update, however it ends; `handled` at the end of each that was not cancelled, also of those that were dropped.
    """

    def __init__(
        self,
        admits: Callable[[object], bool] = lambda update: True,
        finished: Callable[[object], None] = lambda update: None,
        handled: Callable[[object], None] = lambda update: None,
    ) -> None:
        super().__init__(max_concurrent_updates=_NO_LIMIT)
        self._admits, self._finished, self._handled = admits, finished, handled
        self._locks: dict[Hashable, asyncio.Lock] = {}
        self._waiting: Counter[Hashable] = Counter()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process an update after the earlier ones of its sender in its chat."""
        cancelled = False
        try:
            if self._let_pass(update):
                try:
                    await self._in_turn(queue_key(update), coroutine)
                finally:
                    self._finished(update)
        except asyncio.CancelledError:
            cancelled = True
            raise
        finally:
            if not cancelled:
                self._handled(update)
            # dropped, or cancelled before its turn: Python warns of a coroutine that nobody awaits
            if asyncio.iscoroutine(coroutine):
                coroutine.close()

    def _let_pass(self, update: object) -> bool:
        try:
            return self._admits(update)
        except Exception as error:  # of an odd shape: drop it
            log.error("an update could not be read: %s", summary_of(error))
            return False

    async def _in_turn(self, key: tuple[int | None, int] | None, coroutine: Awaitable[Any]) -> None:
        if key is None:
            await coroutine
            return
        cause.set(key[-1])
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._waiting[key] += 1
        try:
            async with lock:  # asyncio locks are fair: first come, first served
                await coroutine
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key], self._locks[key]

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to clean up."""


def queue_key(update: object) -> tuple[int | None, int] | None:
    """The key of the queue for an update: its chat (inline queries have none), and who sent it, or else the chat."""
    if not isinstance(update, Update):
        return None
    chat, sender = update.effective_chat, update.effective_sender
    if chat:
        return chat.id, sender.id if sender else chat.id
    return (None, sender.id) if sender else None
