"""BM25 of a passage: the exact formula, by which every engine has to choose its candidates.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). The statistics are those of all
the collections asked, so that a passage's score is the same in whichever of them it lies, and whoever else is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from index.passages.aliases import Terms, as_asked, asked_by
from index.passages.entries import PassageTerms

__all__ = ["K1", "B", "Scored", "Sought", "SoughtWord", "Terms"]

K1 = 0.9
B = 0.4


class Scored(NamedTuple):
    """A passage, its aliases read as what was asked, and its score."""

    entry: PassageTerms
    score: float


@dataclass(frozen=True, slots=True)
class SoughtWord:
    """A word of a question: terms that mean it, other ways to say it (terms that stand together), and its idf."""

    terms: Terms
    aliases: tuple[Terms, ...]
    idf: float

    @property
    def alternatives(self) -> tuple[Terms, ...]:
        """All that stands for it."""
        return (*((term,) for term in self.terms), *self.aliases)


@dataclass(frozen=True)
class Sought:
    """What passages are looked for by: the words of a question, each once, and the mean length of a passage."""

    words: tuple[SoughtWord, ...]
    mean_length: float

    def scored(self, passage: PassageTerms) -> Scored:
        """`passage` as it is ranked."""
        if self.aliases:
            passage = as_asked(passage, self.aliases)
        return self.rescored(passage)

    def rescored(self, passage: PassageTerms) -> Scored:
        """A passage whose aliases were read as what was asked already."""
        counts = Counter(chain(passage.titles, *passage.sentences))
        return Scored(passage, self.score(counts, passage.length))

    def score(self, counts: Mapping[str, int], length: int) -> float:
        """BM25 of a passage of `length` terms that are so often in it."""
        norm = K1 * (1 - B + B * length / self.mean_length)
        score = 0.0
        for idf, terms in self.own_terms:
            frequency = sum([counts.get(term, 0) for term in terms])
            if frequency:
                score += idf * frequency * (K1 + 1) / (frequency + norm)
        return score

    @cached_property
    def own_terms(self) -> list[tuple[float, list[str]]]:
        """For each word its idf and its terms; a term of several words counts for the first."""
        first = {term: word for word in reversed(self.words) for term in word.terms}
        return [(word.idf, [term for term in word.terms if first[term] is word]) for word in self.words]

    @cached_property
    def idfs(self) -> dict[str, float]:
        """For each term the idf of the word that it counts for."""
        return {term: idf for idf, terms in self.own_terms for term in terms}

    @cached_property
    def aliases(self) -> dict[Terms, Terms]:
        """Each other way to say some of the words, with the terms of all that it stands for."""
        return asked_by(self.words)
