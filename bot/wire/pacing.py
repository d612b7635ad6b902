"""Rate limits for outgoing requests, per chat and overall, and retries.

The `AIORateLimiter` of python-telegram-bot stops all requests during one chat's RetryAfter, and has no limit for a
private chat. Here each chat has a lane, and a request waits in its lane before it takes a slot of the overall limit.
Where more wait for these than there are, the people who had fewest lately come first (`bot/fairness.py`), so that those
who ask now and then are answered at once, however many accounts ask as fast as they may, also in their groups.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.cause import cause
from bot.fairness import FairLimiter
from bot.wire.backoff import RESENDING
from bot.wire.error_meanings import may_have_arrived, seconds_of
from bot.wire.reading import is_message

log = logging.getLogger(__name__)

Result = bool | dict[str, Any] | list[dict[str, Any]]

# Telegram's limits: about one message per second in a private chat (short bursts pass), 20 per minute in a group, and
# 30 per second overall. A limiter (n, seconds) passes n requests at once, then n every `seconds`. Each has a margin, as
# latencies vary: connecting for the first request of a burst takes half a second that Telegram does not see.
_PRIVATE = (2.5, 2.75)
_GROUP = (19, 60)
_OVERALL = (28, 1)
# Of the latter, so many are kept for people who had one message at most in the last minute: where others ask as fast as
# they may, they use up all that there are, and the next is 36 ms away.
_KEPT, _FEW = 5, 1
_COUNTED = ("send", "edit", "copy", "forward")
_SEND, _UNCOUNTED = "sendMessage", "sendChatAction"
# What makes a message anew each time.
_NEW = ("send", "copy", "forward")
# Number of retries per request, and seconds of all its pauses together.
_RETRIES = 5
_MAX_WAIT = 120.0
# Of these, those of a message that may have arrived: a second copy is better than none. See `ONCE`.
_AGAIN = 2

ONCE = -1
"""As `rate_limit_args`: if it may have arrived, the message is not sent again. Else, they are the number of retries."""
# Idle lanes are deleted when there are more lanes than this.
_MAX_LANES = 1024


class Lane:
    """The rate limit of one chat, and the time until which Telegram asked it to wait."""

    def __init__(self, rate: tuple[float, float] | None) -> None:
        self._limiter = AsyncLimiter(*rate) if rate else None
        self._closed_until = 0.0
        self._users = 0

    async def __aenter__(self) -> None:
        self._users += 1

    async def __aexit__(self, *_: object) -> None:
        self._users -= 1

    async def turn(self, counted: bool) -> None:
        """Wait until the next request to this chat may be sent. `counted`: it counts towards the rate limit."""
        loop = asyncio.get_running_loop()
        while (pause := self._closed_until - loop.time()) > 0:  # noqa: ASYNC110  # no event is set when the pause ends
            await asyncio.sleep(pause)  # the pause may have been extended meanwhile
        if self._limiter and counted:
            await self._limiter.acquire()

    def close(self, seconds: float) -> None:
        """Delay all requests to this chat by `seconds`."""
        self._closed_until = max(self._closed_until, asyncio.get_running_loop().time() + seconds)

    @property
    def idle(self) -> bool:
        """Whether the lane can be deleted without losing state."""
        if self._users or self._closed_until > asyncio.get_running_loop().time():
            return False
        return self._limiter is None or self._limiter.has_capacity(self._limiter.max_rate)


class Pacing(BaseRateLimiter[int]):
    """The rate limiter of the bot. `limits=False` disables its own limits; Telegram's RetryAfter is still obeyed."""

    def __init__(
        self,
        limits: bool = True,
        sent: Callable[[str, str], None] = lambda method, outcome: None,
        at_once: int = 16,
    ) -> None:
        """`sent` is called with the method and the outcome of each request; `at_once` are made at the same time."""
        self._limits, self._sent = limits, sent
        self._overall = FairLimiter(*_OVERALL, kept=_KEPT, little=_FEW) if limits else None
        self._lanes: dict[int | str, Lane] = {}
        self._slots = asyncio.Semaphore(at_once)
        self._leaving = False

    def leave(self) -> None:
        """Begin no more requests to chats: whatever is about to make one is cancelled. Those under way are finished."""
        self._leaving = True

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to clean up."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """Send a request within the limits, with retries. Raises what the last attempt raised."""
        chat = data.get("chat_id")
        if chat is None:  # not a request to a chat
            return await self._counted(endpoint, callback(*args, **kwargs))
        lane = self._lane(chat)
        retries = _RETRIES if rate_limit_args is None or rate_limit_args == ONCE else rate_limit_args
        again = 0 if rate_limit_args == ONCE else _AGAIN
        counted = endpoint.startswith(_COUNTED) and endpoint != _UNCOUNTED
        waited = 0.0
        async with lane:
            for attempt, pause in zip(range(retries + 1), RESENDING.pauses(), strict=False):
                await lane.turn(counted)
                if self._overall and counted:
                    await self._overall.acquire(cause.get() or chat)
                try:
                    async with self._slots:
                        if self._leaving:
                            raise asyncio.CancelledError
                        return await self._counted(endpoint, callback(*args, **kwargs))
                except (RetryAfter, NetworkError) as error:
                    wait = wait_after(error, pause)
                    if endpoint.startswith(_NEW) and may_have_arrived(error):
                        again -= 1
                    if wait is None or again < 0 or attempt == retries or waited + wait > _MAX_WAIT:
                        raise
                    waited += wait
                    log.warning("chat %s: %s: %s; again in %.1f s", chat, endpoint, reason(error), wait)
                    lane.close(wait)
        raise AssertionError("the last attempt returns or raises")

    async def _counted(self, endpoint: str, request: Coroutine[Any, Any, Result]) -> Result:
        try:
            result = await request
            if endpoint == _SEND and not is_message(result):
                raise NetworkError("the answer is no message")
        except TelegramError as error:
            self._sent(endpoint, type(error).__name__)
            raise
        self._sent(endpoint, "ok")
        return result

    def _lane(self, chat: int | str) -> Lane:
        if len(self._lanes) > _MAX_LANES:
            self._lanes = {key: lane for key, lane in self._lanes.items() if not lane.idle}
        if chat not in self._lanes:
            # The ids of groups and channels are negative; channels may also be given by username.
            private = isinstance(chat, int) and chat > 0
            self._lanes[chat] = Lane((_PRIVATE if private else _GROUP) if self._limits else None)
        return self._lanes[chat]


def wait_after(error: Exception, pause: float) -> float | None:
    """Seconds to wait before a retry: `pause`, unless Telegram names another; None if a retry is useless."""
    if isinstance(error, RetryAfter):
        return seconds_of(error) + 0.1
    if isinstance(error, BadRequest | Forbidden):
        return None
    return pause


def reason(error: Exception) -> str:
    """A short description of an error for the log."""
    return str(error) if isinstance(error, RetryAfter) else f"{type(error).__name__} {error}"
