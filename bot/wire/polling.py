"""Fetching updates by long polling: what is waited out, and what the bot leaves for.

    no network, 5xx   a line in the log, and again after a pause that grows to 30 s
    429               again when Telegram says
    409               another process polls with the same token: the newcomer leaves, the one that was there stays
    401, 404          Telegram does not know the token: leave

python-telegram-bot's own loop (`Updater.start_polling`) would do for the first two. But it ends without a word when a
token is revoked, and a signal to stop has to wait for its pauses.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.errors import RefusedError
from bot.wire.backoff import RECONNECTING
from bot.wire.error_meanings import kind_of, seconds_of

log = logging.getLogger(__name__)

REFUSED = "Telegram does not know this token (any more): check TELEGRAM_BOT_TOKEN, or ask @BotFather for a new one"
CONFLICT = (
    "another process is answering with the same token, and Telegram lets only one: stop the other one, "
    "or give this one a token of its own"
)
# Whoever polled for this long, in seconds, before anything was in the way, was here first; so was, after a conflict,
# whoever goes on for longer than the pauses of two who disturb each other.
_FIRST, _SETTLED = 5.0, 60.0


class Poller:
    """Puts the updates of a bot into a queue, one process at a time."""

    def __init__(
        self,
        bot: Bot,
        queue: asyncio.Queue[object],
        *,
        allowed: Sequence[str],
        timeout: int,
        conflict_patience: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot, self._queue = bot, queue
        self._allowed, self._timeout = allowed, timeout
        self._conflicts = Conflicts(conflict_patience, clock)
        self._offset: int | None = None
        self._pauses: Iterator[float] | None = None  # those of the trouble that lasts

    async def announce(self) -> None:
        """Tell Telegram that updates will be fetched, and not posted anywhere."""
        await self._bot.delete_webhook()

    async def close(self) -> None:
        """Take no more: whoever does not poll gets nothing."""

    async def run(self) -> None:
        """Poll until cancelled. Raises RefusedError where there is no use in going on."""
        self._conflicts.begin()
        while True:
            try:
                # After trouble, the first poll comes back at once: it is good to know that all is well.
                await self._poll(0 if self._pauses else self._timeout)
            except TelegramError as error:
                await asyncio.sleep(self._pause_after(error))
            else:
                if self._pauses:
                    log.info("connected to Telegram again")
                self._pauses = None

    async def confirm(self) -> None:
        """Tell Telegram what has been taken, so that it is not delivered again to whoever polls next."""
        if self._offset is not None:
            await self._bot.get_updates(self._offset, limit=1, timeout=timedelta(0), allowed_updates=self._allowed)

    async def _poll(self, seconds: int) -> None:
        updates = await self._bot.get_updates(
            self._offset, timeout=timedelta(seconds=seconds), allowed_updates=self._allowed
        )
        self._conflicts.none()
        for update in updates:
            self._queue.put_nowait(update)
        if updates:
            self._offset = updates[-1].update_id + 1

    def _pause_after(self, error: TelegramError) -> float:
        """How long to wait, in seconds. Raises RefusedError where there is no use in waiting."""
        if isinstance(error, InvalidToken):
            raise RefusedError(REFUSED) from None
        if isinstance(error, Conflict):
            log.warning("another process is polling with the same token; trying again")
            if self._conflicts.one_more():
                raise RefusedError(CONFLICT) from None
        self._pauses = self._pauses or RECONNECTING.pauses()
        if isinstance(error, RetryAfter):
            pause = seconds_of(error)
            log.warning("Telegram asks for a pause of %.0f s", pause)
            return pause
        pause = next(self._pauses)
        if not isinstance(error, Conflict):
            log.warning("no connection to Telegram (%s); again in %.0f s", kind_of(error), pause)
        return pause


class Conflicts:
    """Tells, of two processes with one token, which came later: that one is to leave.

    Telegram ends the poll of the one as soon as the other polls, so both have polls that work and polls that fail.
    """

    def __init__(self, patience: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience, self._clock = patience, clock
        self._quiet_since = clock()
        self._first: float | None = None
        self._settled = False

    def begin(self) -> None:
        """Polling begins now."""
        self._quiet_since = self._clock()

    def none(self) -> None:
        """A poll worked."""
        if self._clock() - self._quiet_since >= _SETTLED:
            self._settled, self._first = True, None

    def one_more(self) -> bool:
        """A poll met another process; whether it is time to leave."""
        now, quiet_since = self._clock(), self._quiet_since
        self._quiet_since = now
        if self._first is None:
            self._first = now
            self._settled = self._settled or now - quiet_since >= _FIRST
        return not self._settled and now - self._first >= self._patience
