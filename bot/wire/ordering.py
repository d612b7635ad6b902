"""Incoming updates: each chat's in order, one at a time, and no chat waiting for another.

python-telegram-bot's processor has a number of slots, and whoever waits in one (for a slow chat, for a limit of
Telegram's) keeps it from others. Here an update waits for the updates of its own chat before it, and for nothing
else: a waiting coroutine costs little, and what is really scarce, the library's threads and the connections, has its
own queue, which nobody stands in while they wait for Telegram's limits.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

# The base class wants a number of slots; this many are never taken.
_NO_LIMIT = 1_000_000


class InOrder(BaseUpdateProcessor):
    """Processes the updates of one chat one after another, and those of different chats at the same time.

    What `admits` refuses is dropped before it waits for anything.
    """

    def __init__(self, admits: Callable[[object], bool] = lambda update: True) -> None:
        super().__init__(max_concurrent_updates=_NO_LIMIT)
        self._admits = admits
        self._locks: dict[Hashable, asyncio.Lock] = {}
        self._waiting: Counter[Hashable] = Counter()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process an update after all earlier ones of its chat."""
        if not self._admits(update):
            if asyncio.iscoroutine(coroutine):
                coroutine.close()
            return
        key = queue_key(update)
        if key is None:
            await coroutine
            return
        lock = self._locks.setdefault(key, asyncio.Lock())
        self._waiting[key] += 1
        try:
            async with lock:  # first come, first served
                await coroutine
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key], self._locks[key]

    async def initialize(self) -> None:
        """Nothing has to be prepared."""

    async def shutdown(self) -> None:
        """Nothing has to be given back."""


def queue_key(update: object) -> Hashable | None:
    """Whose turn an update waits for: its chat's, or its user's where there is no chat (inline queries)."""
    if not isinstance(update, Update):
        return None
    if update.effective_chat:
        return update.effective_chat.id
    return ("user", update.effective_user.id) if update.effective_user else None
