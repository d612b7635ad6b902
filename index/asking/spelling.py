"""Typing errors: a word that the collections asked do not hold, read as one that they hold.

Their vocabulary is the only dictionary: nothing that may not be asked changes a correction, and a word that they hold
is never touched. The nearest word wins, by the number of letters left out, put in, changed or swapped with their
neighbour (rapidfuzz's optimal string alignment: bit-parallel, and the only one of its kind that wheels exist of for
every platform here); tantivy's own fuzzy query finds passages, but does not say by which word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from rapidfuzz.distance import OSA

from index.asking.question import Question, Word
from index.model import Assumption
from index.words.analysis import analyzer
from index.words.languages import every_language, language
from index.words.thesaurus import is_word, synonyms

LONG = 8
"""From so many letters on, two errors are allowed instead of one."""

MOST = 4
"""A question with more unknown words than this, or with more unknown words than known ones, is no typing error: it is
about something else, or in another language."""


class Spellings(Protocol):
    """How the words of one collection are spelt, as `index.passages.tantivy_index.Partition` has it."""

    def spelt(self, beginning: str, ending: str) -> list[str]:
        """Its words that begin, or end, in these letters."""

    def frequency_of_spelling(self, word: str) -> int:
        """How many passages hold a word that is spelt like this."""


class Vocabulary(Spellings, Protocol):
    """The words of one collection, and their terms."""

    def frequency_of_any(self, alternatives: Sequence[Sequence[str]]) -> int:
        """How many passages hold all the terms of one of these alternatives."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question whose unknown words were read as others, and which those are."""

    question: Question
    assumed: tuple[Assumption, ...] = ()


def correct(question: Question, vocabularies: Sequence[Vocabulary], languages: Sequence[str]) -> Corrected:
    """Read the words of `question` that none of `vocabularies` holds as the nearest ones that they do hold.

    `languages` are those that the vocabularies' passages are in. Words that nothing is near to stay as they are, and so
    do those that a thesaurus of the question's language knows, unless it is a synonym: a gorge is no George.
    """
    unknown = [word for word in question.words if not word.aliases and not _held(word, vocabularies)]
    if not unknown or len(unknown) > min(MOST, (len(question.words) + 1) // 2):
        return Corrected(question)
    meant = {word: found for word in unknown if (found := _meant(word, question.lang, vocabularies, languages))}
    words = [meant[word].word if word in meant else word for word in question.words]
    return Corrected(
        replace(question, words=tuple(word for word in words if word)),
        tuple(Assumption(word.text, found.spelling) for word, found in meant.items()),
    )


class _Meant(NamedTuple):
    """What a word was probably meant to be; `word` is None for a small word that carries no content."""

    word: Word | None
    spelling: str


def _held(word: Word, vocabularies: Sequence[Vocabulary]) -> bool:
    return any(vocabulary.frequency_of_any(word.alternatives) for vocabulary in vocabularies)


def _meant(word: Word, lang: str, vocabularies: Sequence[Vocabulary], languages: Sequence[str]) -> _Meant | None:
    """What a word was probably meant to be, with the spelling of it that is to be told; None where nothing is near."""
    typed = analyzer(lang).spellings(word.text)
    if len(typed) != 1:
        return None
    (spelling,) = typed
    small = [swapped for swapped in _swapped(spelling) if swapped in language(lang).stop]
    if small:
        return _Meant(None, _in_the_case_of(word.text, small[0]))
    found = nearest(spelling, vocabularies)
    if found is None:
        return None
    terms = dict.fromkeys(term for code in [lang, *languages] for term in analyzer(code).terms(found))
    own = word.terms[0]
    if is_word(spelling, own, lang) and synonyms([own], lang).keys().isdisjoint(terms):
        return None
    meant = replace(word, terms=tuple(terms), assumed=True)
    return _Meant(meant, _in_the_case_of(word.text, found)) if terms and _held(meant, vocabularies) else None


def _swapped(word: str) -> Iterator[str]:
    """`word` with two neighbouring letters swapped, in every place."""
    for i in range(len(word) - 1):
        yield f"{word[:i]}{word[i + 1]}{word[i]}{word[i + 2 :]}"


def nearest(typed: str, vocabularies: Sequence[Spellings]) -> str | None:
    """The word of `vocabularies` that `typed`, which they do not hold, is nearest to; None where all are too far.

    Of those equally near, one with the same first letter; of these, the one in most passages.
    """
    for errors in (1, 2) if len(typed) >= LONG else (1,):
        near = {
            word
            for vocabulary in vocabularies
            for beginning, ending in _intact(typed, errors)
            for word in vocabulary.spelt(beginning, ending)
            if OSA.distance(typed, word, score_cutoff=errors) == errors and not _prefixed(typed, word)
        }
        if near:
            frequency = {word: sum(v.frequency_of_spelling(word) for v in vocabularies) for word in near}
            return min(near, key=lambda word: (word[0] != typed[0], -frequency[word], word))
    return None


def _prefixed(one: str, other: str) -> bool:
    """Whether one is the other with a prefix: "unexpected" is no typing error of "expected", nor "atypical" one."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    prefix = longer.removesuffix(shorter)
    return longer.endswith(shorter) and (len(prefix) > 1 or prefix in every_language().prefixes)


def _intact(typed: str, errors: int) -> Iterator[tuple[str, str]]:
    """Beginnings and endings, one of which a word has that differs from `typed` by so many errors.

    One error leaves one of two halves as it is. Of two errors, in the first and the last third, neither survives:
    such words are not found, which keeps the search to a few hundred words of any vocabulary.
    """
    part = len(typed) // (errors + 1)
    yield typed[:part], typed[len(typed) - part :]
    if errors == 1:  # two letters swapped across the middle
        swapped = f"{typed[: part - 1]}{typed[part]}{typed[part - 1]}{typed[part + 1 :]}"
        yield swapped, swapped


def _in_the_case_of(typed: str, word: str) -> str:
    if typed.isupper():
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word
