"""How long to wait before something is tried again: pauses that grow.

The libraries for this (tenacity, backoff, stamina) wrap a call and decide when to give up. Here that is Telegram's to
say, which names pauses of its own, and polling has no call that ends; what is left is the series of pauses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Pauses in seconds: `first`, then each `factor` times the one before, but none longer than `longest`.

    >>> pauses = Backoff(first=1.0, factor=2.0, longest=5.0).pauses()
    >>> [next(pauses) for _ in range(5)]
    [1.0, 2.0, 4.0, 5.0, 5.0]
    """

    first: float
    factor: float
    longest: float

    def pauses(self) -> Iterator[float]:
        """The pauses, without end."""
        pause = self.first
        while True:
            yield pause
            pause = min(self.longest, pause * self.factor)


RECONNECTING = Backoff(first=1.0, factor=1.5, longest=30.0)
"""Between two tries to reach Telegram at all."""

RESENDING = Backoff(first=1.0, factor=2.0, longest=15.0)
"""Between two tries of one request."""

MOVING = Backoff(first=1.0, factor=2.0, longest=300.0)
"""Between two tries to write what another process keeps from being written."""
