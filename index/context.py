"""The sentences around a quote."""

from __future__ import annotations

from collections.abc import Iterator

from index.model import Passage, Quote, Span
from index.store import Store

SENTENCES = 2
"""Number of sentences before and after the quote."""


def context(store: Store, quote: Quote) -> tuple[Quote, ...]:
    """`quote` extended by up to two sentences on either side: one part per passage, in reading order."""
    # Read again: its ordinal may have changed since the search.
    passage = store.passages([quote.passage.id]).get(quote.passage.id, quote.passage)
    before = [span for span in passage.sentences if span.end <= quote.start][-SENTENCES:]
    after = [span for span in passage.sentences if span.start >= quote.end][:SENTENCES]
    parts = [Quote(passage, min([quote.start, *_starts(before)]), max([quote.end, *_ends(after)]))]
    missing = SENTENCES - len(before)
    for previous in _neighbours(store, passage, -1):
        if missing <= 0:
            break
        spans = previous.sentences[-missing:]
        parts.insert(0, Quote(previous, spans[0].start, spans[-1].end))
        missing -= len(spans)
    missing = SENTENCES - len(after)
    for following in _neighbours(store, passage, 1):
        if missing <= 0:
            break
        spans = following.sentences[:missing]
        parts.append(Quote(following, spans[0].start, spans[-1].end))
        missing -= len(spans)
    return tuple(parts)


def _neighbours(store: Store, passage: Passage, step: int) -> Iterator[Passage]:
    """The passages before (`step` -1) or after (`step` 1) in the same running text, nearest first."""
    neighbour = store.neighbour(passage, step)
    while neighbour and neighbour.sentences:
        yield neighbour
        neighbour = store.neighbour(neighbour, step)


def _starts(spans: list[Span]) -> list[int]:
    return [span.start for span in spans]


def _ends(spans: list[Span]) -> list[int]:
    return [span.end for span in spans]
