"""Receives updates by long polling. The next poll confirms to Telegram what is stored, or else what is handled.

    network error, 5xx   logged; retry after a pause that grows to 30 s
    429                  retry when Telegram says
    409                  another process polls with the same token: the newer of the two stops
    401, 404             Telegram does not know the token: stop

`Updater.start_polling` of python-telegram-bot handles the first two, but it ends silently when a token is revoked, and
its pauses delay a stop signal.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.errors import RefusedError
from bot.wire.backoff import RECONNECTING
from bot.wire.client import Client
from bot.wire.error_meanings import kind_of, seconds_of
from bot.wire.intake import Intake
from bot.wire.reading import id_of

log = logging.getLogger(__name__)

REFUSED = "Telegram does not know this token (any more): check TELEGRAM_BOT_TOKEN, or ask @BotFather for a new one"
CONFLICT = (
    "another process is answering with the same token, and Telegram lets only one: stop the other one, "
    "or give this one a token of its own"
)
# Seconds of polling without a conflict after which a process counts as the older one: before its first conflict, and
# after a conflict, where it has to exceed the pauses of two competing processes.
_FIRST, _SETTLED = 5.0, 60.0
# Seconds between polls while some updates are not to be confirmed yet: Telegram hands them out again at once.
_UNCONFIRMED = 0.2


class Poller:
    """Polls for updates and hands them to an intake."""

    def __init__(
        self,
        bot: Client,
        intake: Intake,
        *,
        timeout: int,
        conflict_patience: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot, self._intake, self._timeout = bot, intake, timeout
        self._conflicts = Conflicts(conflict_patience, clock)
        self._next: int | None = None  # the number behind that of the last update
        self.well = False
        """Whether the last poll succeeded, and updates come in."""
        self._pauses: Iterator[float] | None = None  # of the current series of failures

    async def announce(self) -> None:
        """Switch from a webhook to polling."""
        await self._bot.delete_webhook()
        self.well = True

    async def close(self) -> None:
        """Hand out nothing more."""
        await self._intake.close()

    async def run(self) -> None:
        """Poll until cancelled. Raises RefusedError if the token is refused or used by an older process."""
        await self._intake.resume()
        self._conflicts.begin()
        while True:
            await self._intake.unfinished.room()
            try:
                # After a failure, poll without a timeout, so that the recovery is logged at once.
                await self._poll(0 if self._pauses else self._timeout)
            except TelegramError as error:
                self.well = False
                await asyncio.sleep(self._pause_after(error))
            else:
                if self._pauses:
                    log.info("connected to Telegram again")
                self._pauses, self.well = None, True

    async def confirm(self) -> None:
        """Confirm the received updates, so that Telegram does not deliver them again."""
        if self._next is not None:
            await self._bot.raw_updates(self._confirmable, 0, self._intake.kinds, limit=1)

    @property
    def _confirmable(self) -> int | None:
        return None if self._next is None else self._intake.unfinished.confirmable(self._next)

    async def _poll(self, seconds: int) -> None:
        batch = await self._bot.raw_updates(self._confirmable, seconds, self._intake.kinds)
        self._conflicts.none()
        await self._intake.take(batch)
        ids = [number for data in batch if (number := id_of(data)) is not None]
        if ids:
            if ids[-1] + 1 == self._next:  # nothing new
                await asyncio.sleep(_UNCONFIRMED)
            self._next = ids[-1] + 1
        elif batch:  # they cannot be confirmed, and come again and again
            raise NetworkError("updates without a number")

    def _pause_after(self, error: TelegramError) -> float:
        """Seconds to wait after an error. Raises RefusedError if retrying is useless."""
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
    """Decides which of two processes with the same token has to stop: the newer one.

    Telegram ends a poll as soon as the other process polls, so both have polls that succeed and polls that fail.
    """

    def __init__(self, patience: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience, self._clock = patience, clock
        self._quiet_since = clock()
        self._first: float | None = None
        self._settled = False

    def begin(self) -> None:
        """Record that polling begins."""
        self._quiet_since = self._clock()

    def none(self) -> None:
        """Record a poll that succeeded."""
        if self._clock() - self._quiet_since >= _SETTLED:
            self._settled, self._first = True, None

    def one_more(self) -> bool:
        """Record a conflict. Returns whether this process has to stop."""
        now, quiet_since = self._clock(), self._quiet_since
        self._quiet_since = now
        if self._first is None:
            self._first = now
            self._settled = self._settled or now - quiet_since >= _FIRST
        return not self._settled and now - self._first >= self._patience
