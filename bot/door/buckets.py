"""Token buckets: how much each person and each group may ask, kept in memory for a bounded number of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from cachetools import TTLCache

# Seconds without use after which a bucket is forgotten; by then, each one is full again.
_FORGET_AFTER = 600
# When there are more, the longest unused are forgotten. Whoever has a bucket forgotten that is not full needs as many
# other accounts within the minute that it takes to fill.
_MAX_BUCKETS = 50_000


@dataclass(frozen=True, slots=True)
class Limit:
    """A kind of bucket: its size, and how much flows in per second."""

    kind: str
    size: float
    per_second: float


@dataclass(slots=True)
class Bucket:
    """A token bucket. `told`: its owner was told that it is empty, or is about to be.

    `held`: what was taken for updates that are not handled yet. It does not flow in again before they are: nobody has
    more of them waiting than the bucket holds, however slow the bot is.
    """

    size: float
    per_second: float
    level: float
    at: float
    told: bool = False
    held: float = 0.0

    def refill(self, now: float) -> None:
        """Refill up to `now`, in seconds. A full bucket resets `told`."""
        self.level = min(max(self.level, self.size - self.held), self.level + max(0.0, now - self.at) * self.per_second)
        self.at = now
        if self.level == self.size:
            self.told = False

    def hold(self, cost: float) -> None:
        """Note that an update of this cost waits; a negative one, that it was handled."""
        self.held = max(0.0, self.held + cost)

    def take(self, cost: float) -> bool:
        """Take `cost` if there is as much; returns whether there was."""
        if self.level < cost:
            return False
        self.level -= cost
        return True


class Buckets:
    """The buckets of all people and groups. `clock` gives seconds, and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: TTLCache[Hashable, Bucket] = TTLCache(_MAX_BUCKETS, _FORGET_AFTER, clock)

    def of(self, limit: Limit, *owner: Hashable) -> Bucket:
        """The bucket of an owner, refilled."""
        now, key = self._clock(), (limit.kind, *owner)
        bucket = self._known.get(key) or Bucket(limit.size, limit.per_second, limit.size, now)
        bucket.refill(now)
        self._known[key] = bucket  # set again to renew its time to live
        return bucket
