"""Quotes that may be shown, because they have just been compared with the store.

Everything that shows a quote takes a `VerifiedQuote`, and only `verified` makes one, so a quote that was not compared
cannot be shown. It is called by the desk of a chat, and by the terminal, which has no chat.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import InitVar, dataclass, replace
from itertools import islice
from typing import final

from index import Library
from index.model import Answer, Hit, Quote, Span

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
    return _verified(library, [quote])[0]


def verified_hits(library: Library, hits: Sequence[Hit]) -> list[VerifiedHit]:
    """The hits whose own quotes the store holds now."""
    held = zip(hits, _held(library, hits), strict=True)
    return [VerifiedHit(quote, hit.matches, also) for hit, (quote, also) in held if quote]


def verified_answer(library: Library, answer: Answer) -> Answer:
    """The answer with those hits whose quotes the store holds now; it is none where that leaves nothing to show."""
    held = list(zip(answer.hits, _held(library, answer.hits), strict=True))
    refused = [hit for hit, (quote, _) in held if quote is None]
    shown = sum(hit not in refused for hit in answer.offered[: answer.shown])
    hits = tuple(replace(hit, quote=quote, also=also) for hit, (quote, also) in held if quote)
    return replace(answer, hits=hits, shown=shown, answered=shown > 0)


def _held(library: Library, hits: Sequence[Hit]) -> list[tuple[VerifiedQuote | None, tuple[VerifiedQuote, ...]]]:
    """For each hit, its own quote and those of the other places of its sentence, as far as the store holds them."""
    found = iter(_verified(library, [quote for hit in hits for quote in (hit.quote, *hit.also)]))
    return [(next(found), tuple(filter(None, islice(found, len(hit.also))))) for hit in hits]


def _verified(library: Library, quotes: Sequence[Quote]) -> list[VerifiedQuote | None]:
    """The quotes, each compared with the store now; None, with a line in the log, in the place of one that differs."""
    refusals = library.refusals(quotes)
    for why in filter(None, refusals):
        log.error(why)
    return [
        None if why else VerifiedQuote(quote.passage, quote.start, quote.end, _SEAL)
        for quote, why in zip(quotes, refusals, strict=True)
    ]
