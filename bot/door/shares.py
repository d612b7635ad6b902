"""How much each member has lately had of a group's answers, so that those who had less come first."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from cachetools import TTLCache

# Seconds in which what somebody had counts for 1/e; after five times as many, it is forgotten.
_FADES = 120.0
_MAX_SHARES = 50_000


@dataclass(slots=True)
class Share:
    """What a member had lately, in questions."""

    had: float
    at: float

    def fade(self, now: float) -> None:
        """Count for less what was had before `now`, in seconds."""
        self.had *= math.exp(min(0.0, self.at - now) / _FADES)
        self.at = now


class Shares:
    """The shares of the members of all groups. `clock` gives seconds, and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: TTLCache[tuple[int, int], Share] = TTLCache(_MAX_SHARES, 5 * _FADES, clock)

    def of(self, chat_id: int, member_id: int) -> Share:
        """The share of a member at this moment."""
        now = self._clock()
        share = self._known.get((chat_id, member_id)) or Share(0.0, now)
        share.fade(now)
        self._known[chat_id, member_id] = share  # set again to renew its time to live
        return share
