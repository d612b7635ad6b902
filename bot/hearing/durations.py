"""Durations as people write them after /mute."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SECONDS = {"m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_DURATION = re.compile(r"([0-9]{1,4})\s*([mhdw])[a-z]*", re.ASCII)
LONGEST = 366 * 86_400


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of minutes ("m"), hours ("h"), days ("d") or weeks ("w")."""

    count: int
    unit: str

    @property
    def seconds(self) -> int:
        """The duration in seconds."""
        return self.count * _SECONDS[self.unit]


def parse(text: str) -> Duration | None:
    """The duration in a text; None if it is no duration, zero, or more than a year.

    >>> parse("2h"), parse("30 min"), parse("1d").seconds
    (Duration(count=2, unit='h'), Duration(count=30, unit='m'), 86400)
    >>> parse("a while"), parse("0m"), parse("9999w")
    (None, None, None)
    """
    match = _DURATION.fullmatch(text.strip().lower())
    duration = Duration(int(match[1]), match[2]) if match else None
    return duration if duration and 0 < duration.seconds <= LONGEST else None
