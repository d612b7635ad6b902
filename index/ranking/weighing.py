"""How much each word of a question counts: by its idf in the library, and by its rarity in the language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.asking.question import Question
from index.words.rarity import rarity


@dataclass(frozen=True)
class Weighing:
    """The weights of a question's words: their idfs in the library, and their rarity in the language.

    A small library knows nothing of how ordinary a word is; a language knows nothing of what a library is about.
    """

    idfs: Sequence[float]
    rarities: Sequence[float]

    @classmethod
    def of(cls, question: Question, idfs: Sequence[float]) -> Weighing:
        """The weights of the words of `question`, whose idfs are given."""
        return cls(idfs, [rarity(word.spelling, question.lang) for word in question.words])

    def idf(self, numbers: frozenset[int]) -> float:
        """The share of the question's idf that these words have."""
        return sum([self.idfs[n] for n in numbers]) / self._total if numbers else 0.0

    def rare(self, numbers: frozenset[int]) -> float:
        """The share of the question's rarity that these words have."""
        return sum([self.rarities[n] for n in numbers]) / self._total_rarity if numbers else 0.0

    @cached_property
    def _total(self) -> float:
        return sum(self.idfs)

    @cached_property
    def _total_rarity(self) -> float:
        return sum(self.rarities)
