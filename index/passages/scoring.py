"""The exact BM25 score of a passage, by which every engine must select its candidates.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). The statistics are those of all
collections searched, so that a passage's score does not depend on the collection that it is in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from index.passages.aliases import ByFirstTerm, Terms, as_asked, asked_by, by_first_term
from index.passages.entries import PassageTerms

__all__ = ["K1", "B", "Scored", "Sought", "SoughtWord", "Terms"]

K1 = 0.9
B = 0.4


class Scored(NamedTuple):
    """A passage, after the expansion of aliases, and its score."""

    entry: PassageTerms
    score: float


@dataclass(frozen=True, slots=True)
class SoughtWord:
    """A word of a question: its terms, its aliases (phrases of terms), and its idf."""

    terms: Terms
    aliases: tuple[Terms, ...]
    idf: float

    @property
    def alternatives(self) -> tuple[Terms, ...]:
        """The term sequences that match it: each of its terms, and its aliases."""
        return (*((term,) for term in self.terms), *self.aliases)


@dataclass(frozen=True)
class Sought:
    """A passage query: the distinct words of a question, and the mean length of a passage in terms, titles included."""

    words: tuple[SoughtWord, ...]
    mean_length: float

    def scored(self, passage: PassageTerms) -> Scored:
        """`passage` with its score, after the expansion of aliases."""
        if self.aliases:
            passage = as_asked(passage, self._by_first_term)
        return self.rescored(passage)

    def rescored(self, passage: PassageTerms) -> Scored:
        """`passage` with its score, without the expansion of aliases."""
        counts = Counter(chain(*passage.titles, *passage.sentences))
        return Scored(passage, self.score(counts, passage.length))

    def score(self, counts: Mapping[str, int], length: int) -> float:
        """BM25 of a passage with these term frequencies and `length` terms.

        The sum over words of idf * f * (k1 + 1) / (f + k1 * (1 - b + b * length / mean length))
        """
        norm = K1 * (1 - B + B * length / self.mean_length)
        score = 0.0
        for idf, terms in self.own_terms:
            frequency = sum([counts.get(term, 0) for term in terms])
            if frequency:
                score += idf * frequency * (K1 + 1) / (frequency + norm)
        return score

    @cached_property
    def own_terms(self) -> list[tuple[float, list[str]]]:
        """The idf and terms of each word; a term of several words counts for the first."""
        first = {term: word for word in reversed(self.words) for term in word.terms}
        return [(word.idf, [term for term in word.terms if first[term] is word]) for word in self.words]

    @cached_property
    def idfs(self) -> dict[str, float]:
        """The idf of the word that each term counts for."""
        return {term: idf for idf, terms in self.own_terms for term in terms}

    @cached_property
    def aliases(self) -> dict[Terms, Terms]:
        """The aliases, each with the first terms of the words it is an alias of."""
        return asked_by(self.words)

    @cached_property
    def _by_first_term(self) -> ByFirstTerm:
        return by_first_term(self.aliases)
