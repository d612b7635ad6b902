"""One voice per fact: the same sentence in several places is one hit with its several sources.

Copies that say nothing else are one hit too: what one of them says besides may be small words or a few others, but no
figure, no name and no negation, and nothing that it says *instead* of the other. Sentences that differ in their
figures are never one: they stand one after the other, so that whoever reads one sees that there is another.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz.distance import LCSseq

from index.model import Hit
from index.words.analysis import analyzer, normal_form, words
from index.words.languages import every_language, language

LOOKED_AT = 20
"""Hits from the top of a ranking that are compared with each other."""

ALIKE = 0.9
"""The share of the words of two copies that stand in both, in the same order (Jaccard's index of their longest common
subsequence)."""

RESEMBLING = 0.5
"""The share of words, figures aside, below which two sentences are not even compared."""

SCORE_DECIMALS = 4
"""Scores that are the same to so many decimals are a tie."""

_NEGATIONS = frozenset().union(*every_language().negations.values())
_NEGATING_ENDINGS = every_language().negating_endings
_SIGN = re.compile(r"(?<!\w)[-+±−–~<>≤≥](?=\s?\D?\d)|[%‰°?？؟]|(?<=\d)[-−–](?=\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def grouped(ranking: Sequence[Hit]) -> list[Hit]:
    """`ranking`, best first, with every hit that says what an earlier one says among the `also` of that one.

    Where scores tie, the newer comes first, by the dates that the sources have; without a date, last. A hit that
    differs from an earlier one in nothing but figures follows it directly. All else keeps its order.
    """
    sentences = [_Sentence(hit) for hit in _newer_first(ranking[:LOOKED_AT])]
    # Most are not alike at all. To see that, a set of words is a number with a bit for each: many sets are compared.
    bit: defaultdict[str, int] = defaultdict(lambda: 1 << len(bit))
    groups: list[tuple[list[_Sentence], int, int]] = []
    for sentence in sentences:
        size = len(sentence.letters)
        letters = sum([bit[word] for word in sentence.letters])
        near = [
            group
            for group, first, others in groups
            if (first & letters).bit_count() >= RESEMBLING * (others if others > size else size)
        ]
        if found := next((group for group in near if _says_the_same(group[0], sentence)), None):
            found.append(sentence)
            continue
        # With what differs from it in nothing but figures, behind the last of these.
        last = next((group for group in reversed(near) if _differ_in_figures_alone(group[0], sentence)), None)
        place = next((n for n, (group, _, _) in enumerate(groups, 1) if group is last), len(groups))
        groups.insert(place, ([sentence], letters, size))
    hits = [_hit([sentence.hit for sentence in group]) for group, _, _ in groups]
    return [*hits, *ranking[LOOKED_AT:]]


def _hit(hits: Sequence[Hit]) -> Hit:
    return replace(hits[0], also=tuple(hit.quote for hit in hits[1:])) if len(hits) > 1 else hits[0]


def _newer_first(ranking: Sequence[Hit]) -> list[Hit]:
    newest = sorted(ranking, key=_date, reverse=True)
    return sorted(newest, key=lambda hit: -round(hit.score, SCORE_DECIMALS))


def _date(hit: Hit) -> str:
    match = _DATE.match(hit.quote.passage.citation.date or "")
    return match[0] if match else ""


def _differ_in_figures_alone(one: _Sentence, other: _Sentence) -> bool:
    return bool(one.figures) and one.without_figures == other.without_figures


def _says_the_same(one: _Sentence, other: _Sentence) -> bool:
    if one.signs != other.signs or one.figures != other.figures:
        return False
    if one.words == other.words:
        return True
    common = LCSseq.similarity(one.terms, other.terms)
    if common < ALIKE * (len(one.terms) + len(other.terms) - common):
        return False
    more, less = one.counts - other.counts, other.counts - one.counts
    if any(one.tells(term) for term in more) or any(other.tells(term) for term in less):
        return False
    return not (one.content(more) and other.content(less))


@dataclass(frozen=True)
class _Sentence:
    """A hit, and what of it is compared."""

    hit: Hit

    @cached_property
    def letters(self) -> frozenset[str]:
        """What can be told of its words at a glance; of a language without spaces, its characters."""
        text = self.hit.quote.text.casefold()
        text = text if text.isascii() else unicodedata.normalize("NFKC", text)
        return frozenset(_LETTERS.findall(text) if language(self.hit.quote.passage.lang).spaces else text)

    @cached_property
    def words(self) -> list[str]:
        """Its words in normal form, without punctuation."""
        return words(self.hit.quote.text)

    @cached_property
    def signs(self) -> Counter[str]:
        """What stands between its words and is part of what it says: signs, currencies, that it is a question."""
        text = unicodedata.normalize("NFKC", self.hit.quote.text)
        return Counter([*_SIGN.findall(text), *(char for char in text if unicodedata.category(char) == "Sc")])

    @cached_property
    def figures(self) -> list[str]:
        """Its figures and number words, in order."""
        return [word for word in self.words if self._is_figure(word)]

    @cached_property
    def without_figures(self) -> list[str]:
        """Its words with a gap for every figure."""
        return ["" if self._is_figure(word) else word for word in self.words]

    @cached_property
    def terms(self) -> list[str]:
        """Its words, small ones as they are, others by their stems."""
        return [stem if (stem := self._stem(word)) else word for word in self.words]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often it has each term."""
        return Counter(self.terms)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Those of its terms that a copy must not have besides: names, as far as capitals tell, and negations."""
        names = {
            normal_form(found[0])
            for found in _LETTERS.finditer(self.hit.quote.text)
            if found[0][0].isupper() and (found.start() > 1 or (found[0].isupper() and len(found[0]) > 1))
        }
        return frozenset(
            term
            for word, term in zip(self.words, self.terms, strict=True)
            if word in names or word in _NEGATIONS or word.endswith(_NEGATING_ENDINGS) or self._is_figure(word)
        )

    def tells(self, term: str) -> bool:
        """Whether a copy must not have `term` besides."""
        return term in self.telling

    def content(self, terms: Counter[str]) -> bool:
        """Whether there is any among `terms` that is no small word."""
        return any(term not in language(self.hit.quote.passage.lang).stop for term in terms)

    def _stem(self, word: str) -> str:
        return " ".join(analyzer(self.hit.quote.passage.lang).terms(word))

    def _is_figure(self, word: str) -> bool:
        numbers = language(self.hit.quote.passage.lang).holds.get("number", frozenset())
        return word in numbers or any(map(str.isdigit, word))
