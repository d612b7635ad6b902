"""Where a quote stands: all that is kept of one."""

from __future__ import annotations

from typing import NamedTuple

from index.model import Hit, Span


class QuotePlace(NamedTuple):
    """Where a quote stands, and the words in it that the question asked for. Offsets in code points.

    `also` are the places of the same sentence elsewhere.
    """

    passage_id: int
    start: int
    end: int
    matches: tuple[Span, ...] = ()
    also: tuple[QuotePlace, ...] = ()

    @classmethod
    def of(cls, hit: Hit) -> QuotePlace:
        """The place of a hit's quote."""
        also = tuple(cls(quote.passage.id, quote.start, quote.end) for quote in hit.also)
        return cls(hit.quote.passage.id, hit.quote.start, hit.quote.end, tuple(hit.matches), also)
