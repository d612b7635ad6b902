"""A clock that tests set."""

from __future__ import annotations

NOON = 1_700_000_000.0


class SetClock:
    """Stands still until a test moves it; in seconds."""

    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now
