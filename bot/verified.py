"""Quotes that may be shown: each was compared with the store just before.

Whatever is shown takes a `VerifiedQuote`, and `verified` alone makes one; so what was not compared cannot be shown. It
is called by the desk of a chat, and by the terminal, which has none.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import InitVar, dataclass
from typing import final

from index import Library
from index.model import Hit, Quote, Span

log = logging.getLogger(__name__)

_SEAL = object()


@final
@dataclass(frozen=True, slots=True)
class VerifiedQuote(Quote):
    """A quote that the store was found to hold, word for word. Raises TypeError where anything but `verified` makes it.

    >>> from index import Draft, Passage, Source
    >>> source, draft = Source(1, "public", "/notes.txt", "notes.txt"), Draft("It rained.")
    >>> passage = Passage(1, source, 1, draft, (Span(0, 10),), "en")
    >>> VerifiedQuote(passage, 0, 10)
    Traceback (most recent call last):
    TypeError: a quote is verified by comparing it with the store
    """

    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("a quote is verified by comparing it with the store")
        Quote.__post_init__(self)

    def part(self, start: int, end: int) -> VerifiedQuote:
        """A part of it, by the offsets of its passage. Raises ValueError where that is not all inside."""
        if not self.start <= start < end <= self.end:
            raise ValueError(f"{start}:{end} is not inside {self.start}:{self.end}")
        return VerifiedQuote(self.passage, start, end, _SEAL)

    def holds(self, other: Quote) -> bool:
        """Whether another quote lies inside this one."""
        return self.passage.id == other.passage.id and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class VerifiedHit:
    """A hit of which everything may be shown. `also` are those other places of its sentence that still hold it."""

    quote: VerifiedQuote
    matches: tuple[Span, ...] = ()
    also: tuple[VerifiedQuote, ...] = ()


def verified(library: Library, quote: Quote) -> VerifiedQuote | None:
    """A quote, compared with the store at this moment; None, and a line in the log, where it is not what is stored."""
    if library.verify(quote):
        return VerifiedQuote(quote.passage, quote.start, quote.end, _SEAL)
    log.error("passage %s: %s:%s is not what is stored; not shown", quote.passage.id, quote.start, quote.end)
    return None


def verified_hits(library: Library, hits: Iterable[Hit]) -> list[VerifiedHit]:
    """Those of these hits whose own quotes the store holds at this moment."""
    return [found for hit in hits if (found := _verified_hit(library, hit))]


def _verified_hit(library: Library, hit: Hit) -> VerifiedHit | None:
    quote = verified(library, hit.quote)
    if quote is None:
        return None
    also = tuple(found for other in hit.also if (found := verified(library, other)))
    return VerifiedHit(quote, hit.matches, also)
