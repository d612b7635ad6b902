"""CPU time of a text, compared with that of half its length."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from index.errors import LibraryError
from tests.hostile import KINDS

RUNS = 5
"""Of so many runs the least counts: others may use the processor meanwhile."""

MOST = 3.0
"""How many times the CPU time of half the length a text may take. Linear is 2, quadratic 4."""

FLOOR = 0.05
"""CPU seconds. What takes less at its greatest length stops nobody, whatever its growth."""

Entry = Callable[[str], object]


@dataclass(frozen=True)
class Growth:
    """The CPU time in seconds of a text, and of one of half its length."""

    whole: float
    half: float

    @property
    def linear(self) -> bool:
        """Whether it is within MOST, or below FLOOR."""
        return self.whole <= FLOOR or self.whole <= MOST * self.half

    def __str__(self) -> str:
        return f"{self.whole * 1000:.0f} ms, of half the length {self.half * 1000:.0f} ms"


def growth(entry: Entry, kind: str, length: int) -> Growth:
    """How the CPU time of `entry` grows from half of `length` to `length` code points.

    Where it seems not to be linear, it is that from `length` to twice as much: where the memory for a text no longer
    fits into some cache, its time makes one step, of up to five times, and goes on in proportion.
    """
    found = _growth(entry, kind, length)
    return found if found.linear else _growth(entry, kind, 2 * length)


def _growth(entry: Entry, kind: str, length: int) -> Growth:
    """The growth up to one length. Measured again only in doubt."""
    found = Growth(_seconds(entry, _text(kind, length)), 0.0)
    for run in range(RUNS):
        if found.linear:
            break
        if run:
            found = Growth(min(found.whole, _seconds(entry, _text(kind, length))), found.half)
        half = _seconds(entry, _text(kind, length // 2))
        found = Growth(found.whole, min(found.half, half) if run else half)
    return found


def _seconds(entry: Entry, text: str) -> float:
    gc.disable()  # as timeit does: a collection reads everything else that is in memory
    try:
        began = time.process_time()
        with suppress(LibraryError):  # refused, which is an answer
            entry(text)
        return time.process_time() - began
    finally:
        gc.enable()


@lru_cache(maxsize=4)
def _text(kind: str, length: int) -> str:
    return KINDS[kind](length)
