"""From what was found to hits: quotes read from the store, with the matches to highlight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from index.asking.question import Question
from index.model import Hit, Passage, Quote, Span
from index.passages.aliases import asked_by, by_first_term, places
from index.ranking.grouping import LOOKED_AT, Grouping
from index.ranking.rank import Candidate
from index.ranking.search import Found
from index.words.analysis import analyzer

Stored = Callable[[Sequence[int]], Mapping[int, Passage]]
"""Reads the passages with these ids, as far as they still exist."""


def once_each(stored: Stored) -> Stored:
    """Reads each passage once: those of one question are looked at many times, and each may have thousands of spans."""
    read: dict[int, Passage | None] = {}

    def passages(ids: Sequence[int]) -> Mapping[int, Passage]:
        if unread := [one for one in ids if one not in read]:
            found = stored(unread)
            read.update((one, found.get(one)) for one in unread)
        return {one: passage for one in ids if (passage := read[one])}

    return passages


def quoted(found: Found, stored: Stored) -> Iterator[Hit]:
    """The hits of what was found, each sentence once: those of the best passages, best first, then those of others.

    They are read and grouped as they are asked for, LOOKED_AT candidates at a time, so that how many somebody wants
    changes none of them.
    """
    ranking, grouping = found.ranking, Grouping()
    for ranked in (ranking.candidates, *found.further):
        for begin in range(0, len(ranked), LOOKED_AT):
            candidates: dict[tuple[int, int], Candidate] = {}
            hits = grouping.grouped([*_hits(ranked[begin : begin + LOOKED_AT], stored, candidates)])
            for hit in hits:
                yield replace(
                    hit,
                    matches=matches(hit.quote, ranking.question),
                    parts=ranking.parts(candidates[hit.quote.passage.id, hit.quote.start]),
                )


def _hits(ranked: Sequence[Candidate], stored: Stored, noted: dict[tuple[int, int], Candidate]) -> Iterator[Hit]:
    """The candidates as hits, without matches; `noted` gets each candidate, by the place of its quote."""
    passages = stored(list({candidate.passage_id: None for candidate in ranked}))
    for candidate in ranked:
        passage = passages.get(candidate.passage_id)
        if passage is None or candidate.sentence >= len(passage.sentences):
            continue  # changed since the snapshot was taken
        quote = Quote(passage, *passage.quoted(candidate.sentence))
        noted.setdefault((passage.id, quote.start), candidate)
        yield Hit(quote, round(candidate.score, 4))


def matches(quote: Quote, question: Question) -> tuple[Span, ...]:
    """The spans in a quote that match words of the question or their aliases, as offsets into the passage, in order."""
    terms = analyzer(quote.passage.lang).spans(quote.text)
    asked = {term for word in question.words for term in word.terms}
    wanted = {number for number, (term, _, _) in enumerate(terms) if term in asked}
    if aliases := asked_by(question.words):
        for first, last, _ in places([term.text for term in terms], by_first_term(aliases)):
            wanted.update(range(first, last))
    found: list[Span] = []
    for number in sorted(wanted):
        span = Span(quote.start + terms[number].start, quote.start + terms[number].end)
        if found and found[-1].end >= span.end:
            continue
        if found and span.start < found[-1].end:  # overlapping bigrams
            span = Span(found.pop().start, span.end)
        found.append(span)
    return tuple(found)
