"""Answer types: what kind of answer a question asks for, and which terms of a sentence indicate one.

The words are data in `index/words/languages`. Questions in a language without a file have no answer type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from index.words.analysis import analyzer
from index.words.languages import analysed_as


class Signs(NamedTuple):
    """How strongly, from 0 to 1, each sign indicates an answer of a given type.

    `figure`: a number in digits; `year`: a number that may be a year; `capital`: a capitalized word;
    `listed`: a word that the language file lists for the type.
    """

    figure: float = 0.0
    year: float = 0.0
    capital: float = 0.0
    listed: float = 0.0


SIGNS = {
    "number": Signs(figure=1.0, year=0.5, listed=1.0),
    "time": Signs(figure=0.5, year=1.0, listed=1.0),
    "duration": Signs(figure=0.5, listed=1.0),
    "person": Signs(capital=1.0, listed=0.5),
    "place": Signs(capital=1.0, listed=0.5),
    "reason": Signs(listed=1.0),
}
"""The answer types that have signs; the others ("thing", "manner") have none."""

_YEAR = re.compile(r"1\d{3}|20\d{2}")


class Asking(NamedTuple):
    """The interrogative ``question[start:end]`` (code points), and the answer type it asks for."""

    kind: str
    start: int
    end: int


def asking(question: str, lang: str) -> Asking | None:
    """The first interrogative of a question, the longest one at that position; None if there is none.

    >>> asking("In what year did it rain?", "en")
    Asking(kind='time', start=3, end=12)
    >>> asking("Rain", "en")
    """
    kinds, pattern = _askers(analysed_as(lang))
    lower = question.lower()
    if pattern is None or len(lower) != len(question):  # lower-casing can change the length, and so the offsets
        return None
    # In Spanish, the question begins at "¿".
    found = pattern.search(lower, lower.rfind("¿") + 1)
    return Asking(kinds[found.group()], *found.span()) if found else None


def sign_reader(kind: str | None, lang: str) -> Callable[[str, bool], float] | None:
    """A function (term, capitalized) -> strength of the term as a sign of the answer type; None if it has no signs.

    >>> sign = sign_reader("number", "en")
    >>> sign and [sign("50000", False), sign("three", False), sign("troop", False)]
    [1.0, 1.0, 0.0]
    """
    signs = SIGNS.get(kind or "")
    if signs is None:
        return None
    listed = _listed(kind or "", analysed_as(lang))

    def strength(term: str, capital: bool) -> float:
        best = signs.listed if term in listed else 0.0
        if capital and signs.capital > best:
            best = signs.capital
        if signs.figure and term[0].isdigit():
            best = max(best, signs.year if _YEAR.fullmatch(term) else signs.figure)
        return best

    return strength


@cache
def _listed(kind: str, lang: str) -> frozenset[str]:
    found = analyzer(lang)
    return frozenset(term for phrase in found.language.holds.get(kind, ()) for term in found.terms(phrase))


@cache
def _askers(lang: str) -> tuple[dict[str, str], re.Pattern[str] | None]:
    language = analyzer(lang).language
    kinds = {phrase: kind for kind, phrases in language.asks.items() for phrase in phrases}
    if not kinds:
        return kinds, None
    inner = "|".join(map(re.escape, sorted(kinds, key=lambda phrase: (-len(phrase), phrase))))
    return kinds, re.compile(rf"(?<!\w)(?:{inner})(?!\w)" if language.spaces else inner)
