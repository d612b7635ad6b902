"""From a ranking to quotes: what the store has of the best, and the words that they share with the question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from index.asking.question import Question
from index.model import Hit, Passage, Quote, Span
from index.passages.aliases import asked_by, places
from index.ranking.grouping import LOOKED_AT, grouped
from index.ranking.rank import Ranking
from index.words.analysis import analyzer

Stored = Callable[[Sequence[int]], Mapping[int, Passage]]
"""The passages of these ids, as far as they still exist."""


def quoted(ranking: Ranking, limit: int, stored: Stored) -> tuple[Hit, ...]:
    """The first `limit` hits; the same sentence in several places is one."""
    best = ranking.candidates[: max(limit, LOOKED_AT)]
    passages = stored(list({candidate.passage_id: None for candidate in best}))
    hits = []
    candidates = {}
    for candidate in best:
        passage = passages.get(candidate.passage_id)
        if passage is None or candidate.sentence >= len(passage.sentences):
            continue  # removed since the index was read
        quote = Quote(passage, *passage.quoted(candidate.sentence))
        hits.append(Hit(quote, round(candidate.score, 4)))
        candidates[quote.passage.id, quote.start] = candidate
    return tuple(
        replace(
            hit,
            matches=matches(hit.quote, ranking.question),
            parts=ranking.parts(candidates[hit.quote.passage.id, hit.quote.start]),
        )
        for hit in grouped(hits)[:limit]
    )


def matches(quote: Quote, question: Question) -> tuple[Span, ...]:
    """The words of a quote that the question has too, or other ways to say them."""
    terms = analyzer(quote.passage.lang).spans(quote.text)
    asked = {term for word in question.words for term in word.terms}
    wanted = {number for number, (term, _, _) in enumerate(terms) if term in asked}
    if aliases := asked_by(question.words):
        for first, last, _ in places([term.text for term in terms], aliases):
            wanted.update(range(first, last))
    found: list[Span] = []
    for number in sorted(wanted):
        span = Span(quote.start + terms[number].start, quote.start + terms[number].end)
        if found and found[-1].end >= span.end:
            continue
        if found and span.start < found[-1].end:  # overlapping pairs of Chinese characters
            span = Span(found.pop().start, span.end)
        found.append(span)
    return tuple(found)
