"""Flood limits: how much a bot may send, and how long it has to wait when it sent more."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from tests.bot_api.errors import too_many_requests
from tests.bot_api.world import Chat


@dataclass(frozen=True)
class Limits:
    """Messages and edits. `burst` is how many may come at once in a private chat; None lifts a limit.

    The defaults are what https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this says.
    """

    per_second: int | None = 30
    private_per_second: float | None = 1.0
    burst: int = 3
    group_per_minute: int | None = 20


class _Bucket:
    def __init__(self, capacity: int, per_second: float) -> None:
        self.capacity = capacity
        self.per_second = per_second
        self.level = float(capacity)
        self.at = time.monotonic()

    def refill(self) -> None:
        now = time.monotonic()
        self.level = min(self.capacity, self.level + (now - self.at) * self.per_second)
        self.at = now

    def wait(self) -> float:
        """Seconds until one more fits; 0 where it does now."""
        self.refill()
        return 0.0 if self.level >= 1 else (1 - self.level) / self.per_second


class FloodControl:
    """Counts what the bot sends. Lifted altogether where `limits` is None."""

    def __init__(self, limits: Limits | None) -> None:
        self.limits = limits
        self._overall: _Bucket | None = None
        self._chats: dict[int, _Bucket] = {}

    def spend(self, chat: Chat) -> None:
        """Count one message to `chat`. Raises ApiError 429 where it is one too many; then it is not counted."""
        buckets = [bucket for bucket in (self._all(), self._of(chat)) if bucket is not None]
        wait = max((bucket.wait() for bucket in buckets), default=0.0)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for bucket in buckets:
            bucket.level -= 1

    def _all(self) -> _Bucket | None:
        if self.limits is None or self.limits.per_second is None:
            return None
        if self._overall is None:
            self._overall = _Bucket(self.limits.per_second, self.limits.per_second)
        return self._overall

    def _of(self, chat: Chat) -> _Bucket | None:
        if self.limits is None:
            return None
        if chat.id not in self._chats:
            if chat.type == "private" and self.limits.private_per_second is not None:
                self._chats[chat.id] = _Bucket(self.limits.burst, self.limits.private_per_second)
            elif chat.type != "private" and self.limits.group_per_minute is not None:
                per_minute = self.limits.group_per_minute
                self._chats[chat.id] = _Bucket(per_minute, per_minute / 60)
        return self._chats.get(chat.id)
