"""The time: that of the machine at the start, and from then on what the monotonic clock adds.

Clocks of machines jump, by an hour or by years: somebody sets them, or a service that was late does. Who is muted, over
a limit, or to be forgotten must not notice. A clock that is wrong from the start is put right by Telegram, which states
the time in its answers.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

log = logging.getLogger(__name__)

MOST_WRONG = 30
"""Seconds by which the clock of a machine may differ from Telegram's."""

# On Linux, the clock that goes on while the machine sleeps; elsewhere, the monotonic one does.
_ELAPSED = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def _elapsed() -> float:
    return time.clock_gettime(_ELAPSED)


class Clock:
    """Gives Unix time in seconds, in any thread."""

    def __init__(self, machine: Callable[[], float] = time.time, elapsed: Callable[[], float] = _elapsed) -> None:
        """`machine` is looked at once, now. `elapsed` is in seconds since any moment, and never goes back."""
        self._elapsed = elapsed
        self._zero = machine() - elapsed()
        self._doubt: float | None = None
        self._compared = False

    def __call__(self) -> float:
        """The time now."""
        return self._zero + self._elapsed()

    def compare(self, told: float) -> None:
        """Compare with the time that an answer of Telegram's states; the first that tells for sure decides for good.

        Where this clock is wrong, two answers in a row have to say so alike: one alone may be nonsense.
        """
        if self._compared:
            return
        ahead = self() - told
        if abs(ahead) <= MOST_WRONG:
            self._compared = True
        elif self._doubt is None or abs(ahead - self._doubt) > MOST_WRONG:
            self._doubt = ahead
        else:
            self._zero -= ahead
            self._compared = True
            log.warning("the clock of this machine is %s; until the next start, Telegram's counts", difference(ahead))


def difference(ahead: float) -> str:
    """What is said of a clock that is so many seconds ahead of Telegram's.

    >>> difference(3600.2)
    "3,600 s ahead of Telegram's: set it, for example by an NTP service"
    """
    way = "ahead of" if ahead > 0 else "behind"
    return f"{abs(ahead):,.0f} s {way} Telegram's: set it, for example by an NTP service"
