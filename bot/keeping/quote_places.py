"""The place of a quote, which is all that is stored of it."""

from __future__ import annotations

from typing import NamedTuple

from index.model import Hit, Span

MOST_MATCHES = 100
"""Number of matches that are stored of a quote: Telegram shows no more entities of a message."""


class QuotePlace(NamedTuple):
    """A passage and two offsets in code points, and the words in between that the question matched.

    `also`: other places of the same sentence.
    """

    passage_id: int
    start: int
    end: int
    matches: tuple[Span, ...] = ()
    also: tuple[QuotePlace, ...] = ()

    @classmethod
    def of(cls, hit: Hit) -> QuotePlace:
        """The place of a hit's quote, with its first MOST_MATCHES matches."""
        also = tuple(cls(quote.passage.id, quote.start, quote.end) for quote in hit.also)
        return cls(hit.quote.passage.id, hit.quote.start, hit.quote.end, tuple(hit.matches[:MOST_MATCHES]), also)
