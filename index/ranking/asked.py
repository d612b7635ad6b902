"""A question as the features read it: the weights of its words, and what is looked for besides them."""

from __future__ import annotations

from collections.abc import Sequence

from index.asking.answer_types import sign_reader
from index.asking.question import Question
from index.ranking.weighing import Weighing
from index.words.thesaurus import synonyms

SHORT_QUESTION = 2
"""Number of words up to which a question is a keyword, or asks what something is."""


class Asked:
    """Values that are computed once per question."""

    def __init__(self, question: Question, idfs: Sequence[float]) -> None:
        self.idfs = idfs
        self.total = sum(idfs)
        self.count = len(idfs)
        self.number = {term: n for n, word in reversed([*enumerate(question.words)]) for term in word.terms}
        self.first_terms = [word.terms[0] for word in question.words]
        self.names = frozenset(n for n, word in enumerate(question.words) if word.name)
        self.focus = next((n for n, word in enumerate(question.words) if word.focus), None)
        self.figures = frozenset(n for n in self.names if any(map(str.isdigit, question.words[n].terms[0])))
        self.first_half = frozenset(range((self.count + 1) // 2))
        self.pairs = [(n, (idfs[n] + idfs[n + 1]) / 2) for n in range(self.count - 1)]
        self.pairs_total = sum(idf for _, idf in self.pairs)
        self.kind = question.kind
        self.weighing = Weighing.of(question, idfs)
        self.is_short = float(len(question.words) <= SHORT_QUESTION)
        self.signs = {question.lang: sign_reader(question.kind, question.lang)}
        self.related = synonyms(self.first_terms, question.lang)

    def idf(self, numbers: frozenset[int] | set[int]) -> float:
        """The sum of the idfs of these words."""
        return sum([self.idfs[n] for n in numbers])

    def share(self, numbers: frozenset[int] | set[int], of: frozenset[int]) -> float:
        """The share of these words in the idf of others; 0 if there are none."""
        return self.idf(of & numbers) / self.idf(of) if of else 0.0
