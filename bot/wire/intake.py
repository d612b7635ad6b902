"""What comes in, by polling or by webhook: each update is read, stored until it is answered, and queued."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Sequence

import msgspec
from telegram import Bot, Update

from bot.keeping.inbox import FILE_NAME, Stored
from bot.logs import summary_of
from bot.wire.reading import Reader, id_of
from bot.wire.unfinished import Unfinished

log = logging.getLogger(__name__)

# Seconds for which an update waits until it is stored, and for which one that is handled alone keeps the next waiting.
_PATIENCE, _ALONE = 0.2, 60.0


class Intake:
    """Puts updates into a queue. `kinds` are those that anybody here takes."""

    def __init__(self, bot: Bot, queue: asyncio.Queue[object], unfinished: Unfinished, kinds: Sequence[str]) -> None:
        self._reader = Reader(bot, kinds)
        self._queue = queue
        self.kinds = kinds
        self.unfinished = unfinished
        self._suspects: asyncio.Task[None] | None = None

    @property
    def passed_over(self) -> int:
        """How many updates could not be read."""
        return self._reader.passed_over

    async def resume(self) -> None:
        """Queue what an earlier run received and did not finish. Those that were left twice come one by one."""
        try:
            left = await self.unfinished.left()
        except (sqlite3.Error, OSError) as error:
            log.error("%s: what was left unanswered cannot be taken up: %s", FILE_NAME, error)
            return
        if left.waiting:
            log.info("%s updates were left unanswered, and are taken up", len(left.waiting))
        if left.dropped:
            log.error("%s updates are passed over: each time that one was handled, the bot died", left.dropped)
        for one in left.waiting:
            if not one.tries:
                self._queue_stored(one)
        if suspects := [one for one in left.waiting if one.tries]:
            self._suspects = asyncio.ensure_future(self._one_by_one(suspects))

    async def take(self, batch: Sequence[object]) -> bool:
        """Queue the updates in parsed JSON that are new. Returns whether they are stored, or need not be."""
        new: list[Update] = []
        stored: list[tuple[int, bytes]] = []
        for data in batch:
            number = id_of(data)
            if number is not None and not self.unfinished.begin(number):
                continue
            if update := self._reader.read(data):
                new.append(update)
                if update.inline_query is None:  # it expires in seconds
                    stored.append((update.update_id, msgspec.json.encode(data)))
            elif number is not None:
                self.unfinished.finish(number)
        storing = self.unfinished.store(stored)
        if not self.unfinished.failing:
            # Stored first, so that what kills the bot does not come again and again.
            await asyncio.wait([storing], timeout=_PATIENCE)
        for update in new:
            self._queue.put_nowait(update)
        return await asyncio.shield(storing)  # also where the bot is told to leave meanwhile

    async def close(self) -> None:
        """Hand out no more of what was left."""
        if self._suspects:
            self._suspects.cancel()

    async def _one_by_one(self, suspects: Sequence[Stored]) -> None:
        for one in suspects:
            await self.unfinished.note_try(one.number)
            self._queue_stored(one)
            try:
                await asyncio.wait_for(self.unfinished.until([one.number]), _ALONE)
            except TimeoutError:
                continue

    def _queue_stored(self, one: Stored) -> None:
        try:
            update = self._reader.read(json.loads(one.body))
        except ValueError as error:
            log.error("%s: an update is damaged: %s", FILE_NAME, summary_of(error))
            update = None
        if update:
            self._queue.put_nowait(update)
        else:
            self.unfinished.finish(one.number)
