"""Typing errors: a word that the collections asked do not hold, read as one that they hold.

Their vocabulary is the only dictionary: nothing that may not be asked changes a correction, and a word that they hold
is never touched. The nearest word wins, by the number of letters left out, put in, changed or swapped with their
neighbour (rapidfuzz's optimal string alignment: bit-parallel, and the only one of its kind that wheels exist of for
every platform here); tantivy's own fuzzy query finds passages, but does not say by which word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz.distance import OSA

from index.asking.question import Question, Word
from index.asking.vocabulary import Vocabulary
from index.model import Assumption
from index.passages.engine import Affixes
from index.words.analysis import analyzer
from index.words.languages import every_language, language
from index.words.thesaurus import is_word, synonyms

LONG = 8
"""From so many letters on, two errors are allowed instead of one."""

MOST = 4
"""A question with more unknown words than this, or with more unknown words than known ones, is no typing error: it is
about something else, or in another language."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question whose unknown words were read as others, and which those are."""

    question: Question
    assumed: tuple[Assumption, ...] = ()


def correct(question: Question, vocabulary: Vocabulary) -> Corrected:
    """Read the words of `question` that `vocabulary` does not hold as the nearest ones that it does hold.

    Words that nothing is near to stay as they are, and so do those that a thesaurus of the question's language knows,
    unless it is a synonym: a gorge is no George.
    """
    unknown = [w for w in question.words if not w.aliases and not any(vocabulary.holds((term,)) for term in w.terms)]
    if not unknown or len(unknown) > min(MOST, (len(question.words) + 1) // 2):
        return Corrected(question)
    meant = _meant(unknown, question.lang, vocabulary)
    words = [meant[word].word if word in meant else word for word in question.words]
    return Corrected(
        replace(question, words=tuple(word for word in words if word)),
        tuple(Assumption(word.text, found.spelling) for word, found in meant.items()),
    )


class _Meant(NamedTuple):
    """What a word was probably meant to be; `word` is None for a small word that carries no content."""

    word: Word | None
    spelling: str


def _meant(unknown: Sequence[Word], lang: str, vocabulary: Vocabulary) -> dict[Word, _Meant]:
    """What words were probably meant to be, but for those that nothing is near."""
    typed = {word: next(iter(s)) for word in unknown if len(s := analyzer(lang).spellings(word.text)) == 1}
    small = {word: other for word, spelling in typed.items() if (other := _small(spelling, lang))}
    near = nearest([spelling for word, spelling in typed.items() if word not in small], vocabulary)
    read = {word: _read_as(word, near[s], s, lang, vocabulary) for word, s in typed.items() if s in near}
    vocabulary.look_up(((term,),) for meant in read.values() if meant for term in meant.terms)
    found = {}
    for word, spelling in typed.items():
        meant = read.get(word)
        if word in small:
            found[word] = _Meant(None, _in_the_case_of(word.text, small[word]))
        elif meant and any(vocabulary.holds((term,)) for term in meant.terms):
            found[word] = _Meant(meant, _in_the_case_of(word.text, near[spelling]))
    return found


def _read_as(word: Word, spelling: str, typed: str, lang: str, vocabulary: Vocabulary) -> Word | None:
    """`word`, which was `typed`, read as another; None where a thesaurus knows it as it is."""
    codes = [lang, *sorted(vocabulary.languages)]
    terms = dict.fromkeys(term for code in codes for term in analyzer(code).terms(spelling))
    own = word.terms[0]
    if is_word(typed, own, lang) and synonyms([own], lang).keys().isdisjoint(terms):
        return None
    return replace(word, terms=tuple(terms), assumed=True)


def _small(typed: str, lang: str) -> str | None:
    """The small word that was meant where two neighbouring letters of one were swapped."""
    swapped = (f"{typed[:i]}{typed[i + 1]}{typed[i]}{typed[i + 2 :]}" for i in range(len(typed) - 1))
    return next((word for word in swapped if word in language(lang).stop), None)


def nearest(typed: Collection[str], vocabulary: Vocabulary) -> dict[str, str]:
    """For words that `vocabulary` does not hold, the nearest that it does hold; without those where all are too far.

    Of those equally near, one with the same first letter; of these, the one in most passages.
    """
    found: dict[str, str] = {}
    for errors in (1, 2):
        intact = {
            word: [*_intact(word, errors)] for word in typed if word not in found and (errors == 1 or len(word) >= LONG)
        }
        held = vocabulary.spelt({affixes for near in intact.values() for affixes in near}) if intact else Counter[str]()
        for word, near in intact.items():
            good = [
                (other[0] != word[0], -held[other], other)
                for other in held
                if _shares(other, near) and _differs(word, other, errors)
            ]
            if good:
                *_, found[word] = min(good)
    return found


def _shares(word: str, near: Iterable[Affixes]) -> bool:
    return any(word.startswith(beginning) or word.endswith(ending) for beginning, ending in near)


def _differs(typed: str, word: str, errors: int) -> bool:
    """Whether it takes exactly so many errors to type one for the other."""
    return OSA.distance(typed, word, score_cutoff=errors) == errors and not _prefixed(typed, word)


def _prefixed(one: str, other: str) -> bool:
    """Whether one is the other with a prefix: "unexpected" is no typing error of "expected", nor "atypical" one."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    prefix = longer.removesuffix(shorter)
    return longer.endswith(shorter) and (len(prefix) > 1 or prefix in every_language().prefixes)


def _intact(typed: str, errors: int) -> Iterator[Affixes]:
    """Beginnings and endings, one of which a word has that differs from `typed` by so many errors.

    One error leaves one of two halves as it is. Of two errors, in the first and the last third, neither survives:
    such words are not found, which keeps the search to a few hundred words of any vocabulary.
    """
    part = len(typed) // (errors + 1)
    yield Affixes(typed[:part], typed[len(typed) - part :])
    if errors == 1:  # two letters swapped across the middle
        swapped = f"{typed[: part - 1]}{typed[part]}{typed[part - 1]}{typed[part + 1 :]}"
        yield Affixes(swapped, swapped)


def _in_the_case_of(typed: str, word: str) -> str:
    if typed.isupper():
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word
