"""Spelling correction: query words that are out of vocabulary are replaced by indexed words.

The dictionary is the vocabulary of the collections searched, so no other collection affects a correction, and a word
in the vocabulary is never corrected. The word with the smallest edit distance wins: optimal string alignment
(insertions, deletions, substitutions, transpositions), by rapidfuzz, which is bit-parallel and has wheels for every
platform. tantivy's fuzzy query would return passages without telling which word matched.

What is too bold to be assumed can be asked: "Did you mean …?"
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

from index.asking.budget import CORRECTED
from index.asking.question import Question, Word, analyse
from index.asking.small_words import SHORTEST, small_word
from index.asking.vocabulary import Vocabulary
from index.model import Assumption
from index.passages.engine import Affixes
from index.words.analysis import SPELLINGS, analyzer, is_spelt, normal_form
from index.words.languages import every_language
from index.words.thesaurus import is_word, synonyms

LONG, BOLDLY_LONG = 8, 6
"""Minimum length, in code points, of words that are corrected at edit distance 2; shorter ones only at 1."""

SHORT = SPELLINGS[0]
"""Shorter words are read as small words only, unless somebody says that they are meant otherwise."""

PLAIN = 5
"""Minimum length of words that are corrected, at edit distance 1, in a question that knows few words or none."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question after spelling correction, and the corrections; `small` are those of small words among them."""

    question: Question
    assumed: tuple[Assumption, ...] = ()
    small: frozenset[Assumption] = frozenset()


def correct(question: Question, vocabulary: Vocabulary, bold: bool = False) -> Corrected:
    """Replace the words of `question` that are not in `vocabulary` by the nearest ones that are.

    A word without a near one is kept. So is a word in the thesaurus ("gorge" is not a misspelling of "George"), unless
    the correction is its synonym. Where more words are unknown than known, either each that is in no thesaurus has a
    plain typing error, or the question is about something else, or in another language, and none is corrected.
    `bold`: somebody said that the corrections are meant; then all of them are made, and none counts as assumed.
    """
    unknown = [w for w in question.words if not w.aliases and not any(vocabulary.holds((term,)) for term in w.terms)]
    if not unknown or len(unknown) > 2 * CORRECTED:
        return Corrected(question)
    typed = {word: spelling for word in unknown if (spelling := _spelling(word, question.lang))}
    words = {word for word, spelling in typed.items() if is_word(spelling, word.terms[0], question.lang)}
    meant = _meant(typed, words, question.lang, vocabulary, bold)
    knows_little = len(unknown) > (len(question.words) + 1) // 2
    if knows_little and not bold and not all(w in words or (w in meant and meant[w].plain) for w in unknown):
        return Corrected(question)
    return _with(meant, question, vocabulary, assumed=not bold) if meant else Corrected(question)


class _Meant(NamedTuple):
    """The correction of a word, in its case, and its terms; a small word has none. `plain`: there is little doubt."""

    spelling: str
    terms: tuple[str, ...]
    plain: bool


def _with(meant: Mapping[Word, _Meant], question: Question, vocabulary: Vocabulary, assumed: bool) -> Corrected:
    """The question with these corrections. Of small words, its language and what it asks for may depend."""
    small = {word.text: found.spelling for word, found in meant.items() if not found.terms}
    read = {word.text: found for word, found in meant.items() if found.terms}
    asked = analyse(_replaced(question.text, small), vocabulary.languages) if small else question
    words = (
        replace(word, terms=read[word.text].terms, assumed=assumed, read_as=read[word.text].spelling)
        if word.text in read
        else word
        for word in asked.words
    )
    return Corrected(
        replace(asked, words=tuple(words)),
        tuple(Assumption(word.text, found.spelling) for word, found in meant.items()),
        frozenset(Assumption(*one) for one in small.items()),
    )


def _meant(
    typed: Mapping[Word, str], words: Collection[Word], lang: str, vocabulary: Vocabulary, bold: bool
) -> dict[Word, _Meant]:
    """The corrections of unknown words, in their order, as far as there are any; `words` are in the thesaurus."""
    small = {
        word: other
        for word, spelling in typed.items()
        if not word.name and word not in words and (other := small_word(spelling, lang))
    }
    # First what is no word, then short words, which can be meant either way, then words that can be spelt otherwise.
    strange = [word for word in typed if word not in small and word not in words]
    others = [
        *strange,
        *(word for word in small if len(typed[word]) < SHORT),
        *(word for word in typed if word in words),
    ]
    others = others[:CORRECTED] if len(strange) <= CORRECTED else []
    near = nearest({typed[word] for word in others}, vocabulary, BOLDLY_LONG if bold else LONG)
    codes = [lang, *sorted(vocabulary.languages)]
    terms = {
        word: tuple(
            dict.fromkeys(term for code in codes for term in analyzer(code).terms(near[typed[word]], keep=False))
        )
        for word in others
        if typed[word] in near
    }
    vocabulary.look_up(((term,),) for found in terms.values() for term in found)
    meant = {}
    for word, spelling in typed.items():
        if any(vocabulary.holds((term,)) for term in terms.get(word, ())):
            too_bold = len(spelling) < SHORT or (word in words and not _are_synonyms(word, terms[word], lang))
            if bold or not too_bold:
                plain = len(spelling) >= PLAIN and OSA.distance(spelling, near[spelling]) == 1
                meant[word] = _Meant(_in_the_case_of(word.text, near[spelling]), terms[word], plain)
        elif word in small:
            meant[word] = _Meant(_in_the_case_of(word.text, small[word]), (), plain=True)
    return meant


def _spelling(word: Word, lang: str) -> str | None:
    """What was typed, normalized, if it is one word in letters of at least SHORTEST."""
    found = analyzer(lang).spellings(word.text, keep=False)
    if not found and len(word.text) < SHORT:
        typed = normal_form(word.text)
        return typed if len(typed) >= SHORTEST and typed.isalpha() and is_spelt(typed) else None
    return next(iter(found)) if len(found) == 1 else None


def _are_synonyms(word: Word, terms: Iterable[str], lang: str) -> bool:
    return not synonyms([word.terms[0]], lang).keys().isdisjoint(terms)


def _replaced(text: str, words: Mapping[str, str]) -> str:
    """A question with these words replaced, wherever they stand."""
    for typed, meant in words.items():
        text = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", meant, text)
    return text


def nearest(typed: Collection[str], vocabulary: Vocabulary, long: int = LONG) -> dict[str, str]:
    """For out-of-vocabulary words, the nearest word in `vocabulary`: at edit distance 1, or 2 from a length of `long`.

    Ties are broken by the same first letter, then by document frequency.
    """
    found: dict[str, str] = {}
    for errors in (1, 2):
        intact = {
            word: [*_intact(word, errors)] for word in typed if word not in found and (errors == 1 or len(word) >= long)
        }
        held = vocabulary.spelt({affixes for near in intact.values() for affixes in near}) if intact else Counter[str]()
        spellings = [*held]
        for word, near in intact.items():
            good = [
                (other[0] != word[0], -held[other], other)
                for other, distance, _ in extract_iter(word, spellings, scorer=OSA.distance, score_cutoff=errors)
                if distance == errors and _shares(other, near) and not _prefixed(word, other)
            ]
            if good:
                *_, found[word] = min(good)
    return found


def _shares(word: str, near: Iterable[Affixes]) -> bool:
    return any(word.startswith(beginning) or word.endswith(ending) for beginning, ending in near)


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
    if len(typed) < SHORT:  # of three letters, too many words begin or end with one: a letter is left out
        part = len(typed) - 1
    yield Affixes(typed[:part], typed[len(typed) - part :])
    if errors == 1:  # a transposition across the middle
        swapped = f"{typed[: part - 1]}{typed[part]}{typed[part - 1]}{typed[part + 1 :]}"
        yield Affixes(swapped, swapped)


def _in_the_case_of(typed: str, word: str) -> str:
    if typed.isupper():
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word
