"""Splits quotes that are longer than a message, and shortens other texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from icu4py.breakers import CharacterBreaker

from index.model import Span

_SPACE = re.compile(r"\s+")
# The longest grapheme cluster that is kept whole, in code points.
_LONGEST_CLUSTER = 64


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, as Telegram counts it.

    >>> units("🦉 owl")
    6
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def prefix_end(text: str, start: int, budget: int) -> int:
    """The largest `end` for which ``text[start:end]`` has at most `budget` UTF-16 units."""
    end = min(len(text), start + budget)
    while (excess := units(text[start:end]) - budget) > 0:
        # A code point has one or two units, so at least half of the excess has to be removed.
        end -= (excess + 1) // 2
    return end


def cluster_end(text: str, start: int, end: int) -> int:
    """The last boundary of a grapheme cluster in ``(start, end]``; `end` if there is none."""
    if end >= len(text):
        return end
    begin = max(start, end - _LONGEST_CLUSTER)
    window = text[begin : end + _LONGEST_CLUSTER]
    # If the window begins inside a cluster, its first boundary is a guess. Lengths are summed, because `segments` has
    # offsets in UTF-16 units.
    ends = accumulate(map(len, CharacterBreaker(window, "root")), initial=begin)
    return max((stop for stop in ends if start < stop <= end), default=end)


def pieces(text: str, start: int, end: int, budget: int) -> Iterator[Span]:
    """Split ``text[start:end]`` into spans of at most `budget` UTF-16 units.

    It is cut at white space, which is left out, else between two grapheme clusters. `budget` is at least 2.

    >>> [tuple(span) for span in pieces("one two three", 0, 13, 8)]
    [(0, 7), (8, 13)]
    """
    while units(text[start:end]) > budget:
        stop = prefix_end(text, start, budget)
        spaces = [space.start() for space in _SPACE.finditer(text, start + 1, stop + 1)]
        cut = spaces[-1] if spaces else cluster_end(text, start, stop)
        yield Span(start, cut)
        space = _SPACE.match(text, cut, end)
        start = space.end() if space else cut
    if start < end:
        yield Span(start, end)
