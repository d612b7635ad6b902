"""Quotes that may be shown, because they have just been compared with the store.

Everything that shows a quote takes a `VerifiedQuote`, and only `verified` makes one, so a quote that was not compared
cannot be shown. It is called by the desk of a chat, and by the terminal, which has no chat.
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
    """A quote that the store holds, word for word. Raises TypeError unless `verified` makes it.

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
        """A part of the quote, by offsets in its passage. Raises ValueError if it is not inside the quote."""
        if not self.start <= start < end <= self.end:
            raise ValueError(f"{start}:{end} is not inside {self.start}:{self.end}")
        return VerifiedQuote(self.passage, start, end, _SEAL)

    def holds(self, other: Quote) -> bool:
        """Whether another quote lies inside this one."""
        return self.passage.id == other.passage.id and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class VerifiedHit:
    """A hit whose quotes are all verified. `also`: the other places of its sentence that the store still holds."""

    quote: VerifiedQuote
    matches: tuple[Span, ...] = ()
    also: tuple[VerifiedQuote, ...] = ()


def verified(library: Library, quote: Quote) -> VerifiedQuote | None:
    """The quote, compared with the store now; None, with a line in the log, if the store does not hold it."""
    if library.verify(quote):
        return VerifiedQuote(quote.passage, quote.start, quote.end, _SEAL)
    log.error("passage %s: %s:%s is not what is stored; not shown", quote.passage.id, quote.start, quote.end)
    return None


def verified_hits(library: Library, hits: Iterable[Hit]) -> list[VerifiedHit]:
    """The hits whose own quotes the store holds now."""
    return [found for hit in hits if (found := _verified_hit(library, hit))]


def _verified_hit(library: Library, hit: Hit) -> VerifiedHit | None:
    quote = verified(library, hit.quote)
    if quote is None:
        return None
    also = tuple(found for other in hit.also if (found := verified(library, other)))
    return VerifiedHit(quote, hit.matches, also)
