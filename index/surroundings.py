"""The sentences around a quote, for whoever wants to read on."""

from __future__ import annotations

from index.model import Passage, Quote
from index.store import Store

SENTENCES = 2
"""How many sentences on either side."""


def surroundings(store: Store, quote: Quote) -> tuple[Quote, ...]:
    """`quote` with up to two sentences before and after it, one part for each passage they come from, in order."""
    passage = quote.passage
    before = [span for span in passage.sentences if span.end <= quote.start]
    after = [span for span in passage.sentences if span.start >= quote.end]
    start = min([quote.start, *(span.start for span in before[-SENTENCES:])])
    end = max([quote.end, *(span.end for span in after[:SENTENCES])])
    parts = [Quote(passage, start, end)]
    if len(before) < SENTENCES and (previous := _neighbour(store, passage, -1)):
        missing = previous.sentences[len(before) - SENTENCES :]
        parts.insert(0, Quote(previous, missing[0].start, missing[-1].end))
    if len(after) < SENTENCES and (following := _neighbour(store, passage, 1)):
        missing = following.sentences[: SENTENCES - len(after)]
        parts.append(Quote(following, missing[0].start, missing[-1].end))
    return tuple(parts)


def _neighbour(store: Store, passage: Passage, step: int) -> Passage | None:
    neighbour = store.neighbour(passage, step)
    return neighbour if neighbour and neighbour.sentences else None
