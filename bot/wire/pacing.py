"""Outgoing requests: Telegram's limits for each chat and overall, and patience where it asks for some.

python-telegram-bot's own `AIORateLimiter` stops every request while one chat is told to wait, and knows no limit for
a private chat. Here each chat has a lane of its own, and waits in it before it takes anything that others need.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

from bot.wire.backoff import RESENDING
from bot.wire.error_meanings import never_left, seconds_of

log = logging.getLogger(__name__)

Result = bool | dict[str, Any] | list[dict[str, Any]]

# Telegram's limits: about one message a second in a private chat (a short burst passes), 20 a minute in a group, 30 a
# second over all chats. A limiter of n in n seconds lets n through at once and then one a second. Each is kept with
# something to spare, as requests do not all take the same time on their way: the first of a burst may have to connect,
# half a second that Telegram does not count. So the third message at once waits for half a second.
_PRIVATE = (2.5, 2.75)
_GROUP = (19, 60)
_OVERALL = (28, 1)
_COUNTED = ("send", "edit", "copy", "forward")
_UNCOUNTED = "sendChatAction"
# How often a request is tried again, and the longest that one is made to wait in all, in seconds.
_RETRIES = 5
_PATIENCE = 120.0
# Lanes that nobody uses are cleared away when there are more than this.
_MAX_LANES = 1024


class Lane:
    """The way to one chat: how fast it may be used, and until when Telegram closed it."""

    def __init__(self, rate: tuple[float, float] | None) -> None:
        self._limiter = AsyncLimiter(*rate) if rate else None
        self._closed_until = 0.0
        self._users = 0

    async def __aenter__(self) -> None:
        self._users += 1

    async def __aexit__(self, *_: object) -> None:
        self._users -= 1

    async def turn(self, counted: bool) -> None:
        """Wait until the next request to this chat may go. `counted`: it shows in the chat, so it counts."""
        loop = asyncio.get_running_loop()
        while (pause := self._closed_until - loop.time()) > 0:  # noqa: ASYNC110  # nobody could tell an event
            await asyncio.sleep(pause)  # it may be closed for longer meanwhile
        if self._limiter and counted:
            await self._limiter.acquire()

    def close(self, seconds: float) -> None:
        """Telegram asked this chat to wait."""
        self._closed_until = max(self._closed_until, asyncio.get_running_loop().time() + seconds)

    @property
    def idle(self) -> bool:
        """Whether it can be cleared away without losing anything."""
        if self._users or self._closed_until > asyncio.get_running_loop().time():
            return False
        return self._limiter is None or self._limiter.has_capacity(self._limiter.max_rate)


class Pacing(BaseRateLimiter[int]):
    """The rate limiter of the bot. Without `limits`, only what Telegram itself asks for is waited for."""

    def __init__(self, limits: bool = True) -> None:
        self._limits = limits
        self._overall = AsyncLimiter(*_OVERALL) if limits else None
        self._lanes: dict[int | str, Lane] = {}

    async def initialize(self) -> None:
        """Nothing has to be prepared."""

    async def shutdown(self) -> None:
        """Nothing has to be given back."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """Send a request when its chat's turn has come, again where it is worth it; raises what the last try raised."""
        chat = data.get("chat_id")
        if chat is None:  # nothing that shows in a chat
            return await callback(*args, **kwargs)
        lane = self._lane(chat)
        retries = _RETRIES if rate_limit_args is None else rate_limit_args
        counted = endpoint.startswith(_COUNTED) and endpoint != _UNCOUNTED
        waited = 0.0
        async with lane:
            for attempt, pause in zip(range(retries + 1), RESENDING.pauses(), strict=False):
                await lane.turn(counted)
                if self._overall and counted:
                    await self._overall.acquire()
                try:
                    return await callback(*args, **kwargs)
                except (RetryAfter, NetworkError) as error:
                    wait = wait_after(error, pause, endpoint)
                    if wait is None or attempt == retries or waited + wait > _PATIENCE:
                        raise
                    waited += wait
                    log.warning("chat %s: %s: %s; again in %.1f s", chat, endpoint, reason(error), wait)
                    lane.close(wait)
        raise AssertionError("the last try returns or raises")

    def _lane(self, chat: int | str) -> Lane:
        if len(self._lanes) > _MAX_LANES:
            self._lanes = {key: lane for key, lane in self._lanes.items() if not lane.idle}
        if chat not in self._lanes:
            # Groups and channels have negative numbers, or go by a name.
            private = isinstance(chat, int) and chat > 0
            self._lanes[chat] = Lane((_PRIVATE if private else _GROUP) if self._limits else None)
        return self._lanes[chat]


def wait_after(error: Exception, pause: float, endpoint: str) -> float | None:
    """How long to wait before a request is tried again, in seconds; None where trying again is no use.

    `pause` is how long, where Telegram does not say. A message whose sending timed out may have arrived: it is not sent
    twice. An edit can be.
    """
    if isinstance(error, RetryAfter):
        return seconds_of(error) + 0.1
    if isinstance(error, BadRequest | Forbidden):
        return None
    if isinstance(error, TimedOut) and endpoint.startswith("send") and not never_left(error):
        return None
    return pause


def reason(error: Exception) -> str:
    """What Telegram or the network said, in a few words."""
    return str(error) if isinstance(error, RetryAfter) else f"{type(error).__name__} {error}"
