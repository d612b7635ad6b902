"""An event loop in which nobody waits: its clock jumps to the next timer as soon as nothing else is to be done.

What takes a minute takes none, and always the same minute, on a busy machine as on an idle one. It is for code that
waits for timers and for nothing outside of the process.
"""

from __future__ import annotations

import asyncio
import selectors

# A turn of the loop takes so long, in seconds: code that comes too early by an error of rounding looks again.
_TURN = 1e-6


class VirtualTime(asyncio.SelectorEventLoop):
    """Its time, in seconds, begins at 0."""

    def __init__(self) -> None:
        self._now = 0.0
        super().__init__(_Jump(self))

    def time(self) -> float:
        return self._now

    def jump(self, seconds: float) -> None:
        """Let so much time pass."""
        self._now += seconds


class _Jump(selectors.DefaultSelector):
    """Instead of sleeping until the next timer, moves the clock there."""

    def __init__(self, loop: VirtualTime) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "nothing will ever happen: everybody waits, and there is no timer"
        self._loop.jump(max(_TURN, timeout))
        return super().select(0)
