"""Spelling correction: query words that are out of vocabulary are replaced by indexed words.

The dictionary is the vocabulary of the collections searched, so no other collection affects a correction, and a word
in the vocabulary is never corrected. The word with the smallest edit distance wins: optimal string alignment
(insertions, deletions, substitutions, transpositions), by rapidfuzz, which is bit-parallel and has wheels for every
platform. tantivy's fuzzy query would return passages without telling which word matched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz.distance import OSA

from index.asking.budget import CORRECTED
from index.asking.question import Question, Word
from index.asking.vocabulary import Vocabulary
from index.model import Assumption
from index.passages.engine import Affixes
from index.words.analysis import analyzer
from index.words.languages import every_language, language
from index.words.thesaurus import is_word, synonyms

LONG = 8
"""Minimum length, in code points, of words that are corrected at edit distance 2; shorter ones only at 1."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question after spelling correction, and the corrections."""

    question: Question
    assumed: tuple[Assumption, ...] = ()


def correct(question: Question, vocabulary: Vocabulary) -> Corrected:
    """Replace the words of `question` that are not in `vocabulary` by the nearest ones that are.

    A word without a near one is kept. So is a word in the thesaurus ("gorge" is not a misspelling of "George"), unless
    the correction is its synonym.
    """
    unknown = [w for w in question.words if not w.aliases and not any(vocabulary.holds((term,)) for term in w.terms)]
    if not unknown or len(unknown) > min(CORRECTED, (len(question.words) + 1) // 2):
        return Corrected(question)
    meant = _meant(unknown, question.lang, vocabulary)
    words = [meant[word].word if word in meant else word for word in question.words]
    return Corrected(
        replace(question, words=tuple(word for word in words if word)),
        tuple(Assumption(word.text, found.spelling) for word, found in meant.items()),
    )


class _Meant(NamedTuple):
    """The correction of a word; `word` is None if it is a stop word."""

    word: Word | None
    spelling: str


def _meant(unknown: Sequence[Word], lang: str, vocabulary: Vocabulary) -> dict[Word, _Meant]:
    """The corrections of these words, as far as there are any."""
    typed = {word: next(iter(s)) for word in unknown if len(s := analyzer(lang).spellings(word.text, keep=False)) == 1}
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
    """`word` with the terms of `spelling`; None if what was `typed` is a word in the thesaurus."""
    codes = [lang, *sorted(vocabulary.languages)]
    terms = dict.fromkeys(term for code in codes for term in analyzer(code).terms(spelling, keep=False))
    own = word.terms[0]
    if is_word(typed, own, lang) and synonyms([own], lang).keys().isdisjoint(terms):
        return None
    return replace(word, terms=tuple(terms), assumed=True)


def _small(typed: str, lang: str) -> str | None:
    """The stop word that `typed` is a transposition of, if any."""
    swapped = (f"{typed[:i]}{typed[i + 1]}{typed[i]}{typed[i + 2 :]}" for i in range(len(typed) - 1))
    return next((word for word in swapped if word in language(lang).stop), None)


def nearest(typed: Collection[str], vocabulary: Vocabulary) -> dict[str, str]:
    """For out-of-vocabulary words, the nearest word in `vocabulary`, if any is within the allowed edit distance.

    Ties are broken by the same first letter, then by document frequency.
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
    """Whether the edit distance is exactly `errors`, and the two do not differ by a prefix."""
    return OSA.distance(typed, word, score_cutoff=errors) == errors and not _prefixed(typed, word)


def _prefixed(one: str, other: str) -> bool:
    """Whether one is the other with a prefix: "unexpected" is not a typing error of "expected"."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    prefix = longer.removesuffix(shorter)
    return longer.endswith(shorter) and (len(prefix) > 1 or prefix in every_language().prefixes)


def _intact(typed: str, errors: int) -> Iterator[Affixes]:
    """Affixes that words within edit distance `errors` of `typed` share with it.

    One error leaves the first or the second half intact. With two errors, the first or the last third; words with an
    error in both are missed, which keeps the candidates to a few hundred.
    """
    part = len(typed) // (errors + 1)
    yield Affixes(typed[:part], typed[len(typed) - part :])
    if errors == 1:  # a transposition across the middle
        swapped = f"{typed[: part - 1]}{typed[part]}{typed[part - 1]}{typed[part + 1 :]}"
        yield Affixes(swapped, swapped)


def _in_the_case_of(typed: str, word: str) -> str:
    if typed.isupper():
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word
