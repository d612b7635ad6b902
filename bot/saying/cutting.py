"""Cutting: a quote that is longer than a message into pieces that are each verbatim, and what is no quote short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from icu4py.breakers import CharacterBreaker

from bot.saying.phrases import Phrase, Phrases
from index.model import Span

_SPACE = re.compile(r"\s+")
# The longest stretch before a cut in which a grapheme cluster is looked for, in code points.
_LONGEST_CLUSTER = 64


def units(text: str) -> int:
    """The length of a text as Telegram counts it, in UTF-16 code units.

    >>> units("🦉 owl")
    6
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def prefix_end(text: str, start: int, budget: int) -> int:
    """The largest `end` for which ``text[start:end]`` has at most `budget` UTF-16 units."""
    end = min(len(text), start + budget)
    while (excess := units(text[start:end]) - budget) > 0:
        # Each code point is one or two units: at least half of the excess has to go.
        end -= (excess + 1) // 2
    return end


def cluster_end(text: str, start: int, end: int) -> int:
    """`end`, or the last place before it that is not inside a grapheme cluster; always after `start`."""
    if end >= len(text):
        return end
    begin = max(start, end - _LONGEST_CLUSTER)
    window = text[begin : end + _LONGEST_CLUSTER]
    # What ICU makes of the first cluster of a window is a guess where the window begins inside one.
    # The clusters themselves, as `segments` counts in UTF-16 units.
    ends = accumulate(map(len, CharacterBreaker(window, "root")), initial=begin)
    return max((stop for stop in ends if start < stop <= end), default=end)


def shorten(field: str, budget: int, phrases: Phrases) -> str:
    """A text of at most `budget` UTF-16 units and an ellipsis: itself, or its beginning."""
    if units(field) <= budget:
        return field
    return field[: cluster_end(field, 0, prefix_end(field, 0, budget))] + phrases(Phrase.ELLIPSIS)


def pieces(text: str, start: int, end: int, budget: int) -> Iterator[Span]:
    """Spans that cover ``text[start:end]`` but for white space at the cuts, each of at most `budget` UTF-16 units.

    A cut is made at white space where there is some, else between two grapheme clusters. `budget` is at least 2.

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
