"""Exponential backoff.

Libraries such as tenacity, backoff and stamina wrap a call and decide when to give up. Here Telegram often names the
pause itself, and polling is a loop without end, so only the series of pauses is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses in seconds: `first`, then each `factor` times the one before, at most `longest`.

    >>> pauses = Backoff(first=1.0, factor=2.0, longest=5.0).pauses()
    >>> [next(pauses) for _ in range(5)]
    [1.0, 2.0, 4.0, 5.0, 5.0]
    """

    first: float
    factor: float
    longest: float

    def pauses(self) -> Iterator[float]:
        """An infinite series of pauses, in seconds."""
        pause = self.first
        while True:
            yield pause
            pause = min(self.longest, pause * self.factor)


RECONNECTING = Backoff(first=1.0, factor=1.5, longest=30.0)
"""Between attempts to connect to Telegram."""

RESENDING = Backoff(first=1.0, factor=2.0, longest=15.0)
"""Between attempts at one request."""

MOVING = Backoff(first=1.0, factor=2.0, longest=300.0)
"""Between attempts to write to a library that another process has locked."""
