"""The two steps of a question over the indexes that may be asked: the passages, then their sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.asking.question import Question, Word
from index.asking.synonyms import Synonyms
from index.asking.understanding import understand
from index.model import Assumption, Quote, Span
from index.passages.entries import PassageTerms
from index.passages.tantivy_index import Partition, Totals
from index.ranking.aliases import as_asked, asked_by, places
from index.ranking.confidence import confidence, confidence_of, evidence, parts
from index.ranking.follow_up import follow_up
from index.ranking.rank import PASSAGES, Ranking, Statistics, rank
from index.words.analysis import analyzer

CANDIDATES = 2
"""Passages that each index is asked for, for each of those whose sentences are ranked: so that the exact statistics
decide which these are."""


@dataclass(frozen=True, slots=True)
class Found:
    """What may answer a question, how far the first can be trusted (0 to 1), and which words were put right.

    `evidence` is what `confidence` was made of: parts of the log-odds, by the names of `index.ranking.confidence`.
    """

    ranking: Ranking
    confidence: float
    assumed: tuple[Assumption, ...]
    evidence: Mapping[str, float]


def search(text: str, partitions: Sequence[Partition], synonyms: Synonyms, limit: int, follows: str | None) -> Found:
    """Rank the sentences of PASSAGES passages, or of as many as it takes for `limit` quotes.

    `follows` is what was spoken of before, where `text` is a follow-up.
    """
    understood = understand(text, partitions, synonyms)
    question = understood.question
    most = max(PASSAGES, limit)

    def passages(asked: Question) -> tuple[list[PassageTerms], Statistics]:
        return _passages(asked, partitions, most)

    if follows:
        before = understand(follows, partitions, synonyms).question
        alone, ranking = follow_up(question, before, passages, most)
        most_sure = confidence(alone)
    else:
        ranking = rank(question, *passages(question), most)
        most_sure = 1.0
    made_of = parts(evidence(ranking))
    sure = min(most_sure, confidence_of(ranking, made_of))
    return Found(ranking, sure, understood.assumed, made_of)


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


def _passages(question: Question, partitions: Sequence[Partition], most: int) -> tuple[list[PassageTerms], Statistics]:
    """The passages to rank for these words, and what all that may be asked says of the words."""
    groups = [word.alternatives for word in question.words]
    entries = [entry for partition in partitions for entry in partition.search(groups, CANDIDATES * most)]
    asked = asked_by(question.words)
    statistics = Statistics(
        totals=sum((partition.totals for partition in partitions), Totals()),
        frequencies={word.terms: sum(_frequency(word, p) for p in partitions) for word in question.words},
    )
    return list(as_asked(entries, asked) if asked else entries), statistics


def _frequency(word: Word, partition: Partition) -> int:
    if word.aliases:
        return partition.frequency_of_any(word.alternatives)
    return sum(map(partition.frequency, word.terms))
