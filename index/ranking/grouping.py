"""Grouping of duplicates: the same sentence in several places is one hit with several sources.

Near-duplicates are grouped too. One may have extra words, but no extra number, name or negation, and neither may
replace a word of the other. Sentences that differ only in their numbers are never grouped, but placed next to each
other, so that the reader sees the disagreement.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from index.model import Hit
from index.words.analysis import analyzer, normal_form, words
from index.words.languages import every_language, language

LOOKED_AT = 20
"""Number of hits that are grouped together: copies among them are shown as further sources."""

ALIKE = 0.9
"""Minimum similarity of near-duplicates: the Jaccard index by their longest common subsequence of terms."""

RESEMBLING = 0.5
"""Minimum share of common words, numbers aside, for two sentences to be compared in detail."""

LONGEST = 4_000
"""Maximum length, in normalized code points, of a sentence that is compared by word. A longer one has exact copies."""

MOST_COMPARED = 50_000
"""Code points of the sentences of an answer that are compared word by word. The others have exact copies only."""

SCORE_DECIMALS = 4
"""Scores that are equal to this many decimals are tied."""

_NEGATIONS = frozenset().union(*every_language().negations.values())
_NEGATING_ENDINGS = every_language().negating_endings
_SIGN = re.compile(r"(?<!\w)[-+±−–~<>≤≥](?=\s?\D?\d)|[%‰°?？؟]|(?<=\d)[-−–](?=\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Grouping:
    """Groups a ranking part by part: what an earlier part says is not repeated in a later one."""

    def __init__(self) -> None:
        # Most pairs have little in common. Sets of words are bit masks, so that such pairs are skipped quickly.
        self._bit: defaultdict[str, int] = defaultdict(lambda: 1 << len(self._bit))
        self._told: list[_Group] = []
        self._left = MOST_COMPARED

    def grouped(self, ranking: Sequence[Hit]) -> list[Hit]:
        """The next LOOKED_AT hits or fewer, best first, with every duplicate moved to the `also` of the hit before it.

        Ties are broken by date, newest first, undated last. A hit that differs from an earlier one only in its numbers
        follows it directly. The order is otherwise unchanged.
        """
        groups: list[_Group] = []
        for sentence in map(self._sentence, _newer_first(ranking)):
            letters, size = sum([self._bit[word] for word in sentence.letters]), len(sentence.letters)
            if any(_says_the_same(group.first, sentence) for group in _near(self._told, letters, size)):
                continue
            near = _near(groups, letters, size)
            if found := next((group for group in near if _says_the_same(group.first, sentence)), None):
                found.hits.append(sentence.hit)
                continue
            # After the last hit that differs from it only in its numbers.
            last = next((group for group in reversed(near) if _differ_in_figures_alone(group.first, sentence)), None)
            place = next((n for n, group in enumerate(groups, 1) if group is last), len(groups))
            groups.insert(place, _Group(sentence, letters, size, [sentence.hit]))
        self._told += groups
        return [_hit(group.hits) for group in groups]

    def _sentence(self, hit: Hit) -> _Sentence:
        self._left -= hit.quote.end - hit.quote.start
        return _Sentence(hit, exact=self._left < 0)


class _Group(NamedTuple):
    """A sentence with its distinct words, as a mask and their number, and the hits that say the same, best first."""

    first: _Sentence
    letters: int
    size: int
    hits: list[Hit]


def _near(groups: Iterable[_Group], letters: int, size: int) -> list[_Group]:
    """The groups that share enough words with a sentence of these to be compared with it."""
    return [
        group
        for group in groups
        if (group.letters & letters).bit_count() >= RESEMBLING * (group.size if group.size > size else size)
    ]


def _hit(hits: Sequence[Hit]) -> Hit:
    return replace(hits[0], also=tuple(hit.quote for hit in hits[1:])) if len(hits) > 1 else hits[0]


def _newer_first(ranking: Sequence[Hit]) -> list[Hit]:
    newest = sorted(ranking, key=_date, reverse=True)
    return sorted(newest, key=lambda hit: -round(hit.score, SCORE_DECIMALS))


def _date(hit: Hit) -> str:
    passage = hit.quote.passage
    date = passage.draft.date or passage.source.date
    match = _DATE.match(date) if date else None
    return match[0] if match else ""


def _differ_in_figures_alone(one: _Sentence, other: _Sentence) -> bool:
    return not (one.is_long or other.is_long) and bool(one.figures) and one.without_figures == other.without_figures


def _says_the_same(one: _Sentence, other: _Sentence) -> bool:
    if one.hit.quote.text == other.hit.quote.text:
        return True
    if one.is_long or other.is_long:
        return False
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
    """A hit with the properties by which duplicates are found. `exact`: nothing but exact copies are."""

    hit: Hit
    exact: bool = False

    @cached_property
    def is_long(self) -> bool:
        """Whether it is compared as a whole, not word by word. Normalization makes a ligature up to 18 letters."""
        text = self.hit.quote.text
        return self.exact or len(text) > LONGEST or len(unicodedata.normalize("NFKC", text)) > LONGEST

    @cached_property
    def letters(self) -> frozenset[str]:
        """Its distinct words by a fast approximation; in a language without spaces, its characters."""
        text = self.hit.quote.text[:LONGEST].casefold()
        text = text if text.isascii() else unicodedata.normalize("NFKC", text)
        return frozenset(_LETTERS.findall(text) if language(self.hit.quote.passage.lang).spaces else text)

    @cached_property
    def words(self) -> list[str]:
        """Its normalized words, without punctuation."""
        return words(self.hit.quote.text)

    @cached_property
    def signs(self) -> Counter[str]:
        """Its meaningful symbols: plus and minus, comparisons, percent, currencies, question marks."""
        text = unicodedata.normalize("NFKC", self.hit.quote.text)
        return Counter([*_SIGN.findall(text), *(char for char in text if unicodedata.category(char) == "Sc")])

    @cached_property
    def figures(self) -> list[str]:
        """Its numbers, in digits or words, in order."""
        return [word for word in self.words if self._is_figure(word)]

    @cached_property
    def without_figures(self) -> list[str]:
        """Its words, with an empty string for every number."""
        return ["" if self._is_figure(word) else word for word in self.words]

    @cached_property
    def terms(self) -> list[str]:
        """Its words, stemmed except for stop words."""
        return [stem if (stem := self._stem(word)) else word for word in self.words]

    @cached_property
    def counts(self) -> Counter[str]:
        """The term frequencies."""
        return Counter(self.terms)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Its terms that a near-duplicate may not add: capitalized names, negations and numbers."""
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
        """Whether `term` is one that a near-duplicate may not add."""
        return term in self.telling

    def content(self, terms: Counter[str]) -> bool:
        """Whether `terms` has any that is not a stop word."""
        return any(term not in language(self.hit.quote.passage.lang).stop for term in terms)

    def _stem(self, word: str) -> str:
        return " ".join(analyzer(self.hit.quote.passage.lang).terms(word))

    def _is_figure(self, word: str) -> bool:
        numbers = language(self.hit.quote.passage.lang).holds.get("number", frozenset())
        return word in numbers or any(map(str.isdigit, word))
