"""The kinds of answer a question may ask for, and the words that give such an answer away.

Which words those are is data: `index/languages` has them. A language without a file asks for no kind at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from index.words.analysis import analyzer


class Signs(NamedTuple):
    """How strongly, from 0 to 1, each sign in a sentence says that it holds an answer of some kind.

    `figure`: a number in digits; `year`: one that may be a year; `capital`: a word written like a name;
    `listed`: a word of the language's own list for the kind.
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
"""The kinds that anything in a sentence gives away; of the others ("thing", "manner") nothing does."""

_YEAR = re.compile(r"1\d{3}|20\d{2}")


class Asking(NamedTuple):
    """What a question asks for, and where it says so: ``question[start:end]`` are the words that ask."""

    kind: str
    start: int
    end: int


def asking(question: str, lang: str) -> Asking | None:
    """The kind of answer that a question asks for: that of its first asking words, the longest that stand there.

    >>> asking("In what year did it rain?", "en")
    Asking(kind='time', start=3, end=12)
    >>> asking("Rain", "en")
    """
    kinds, pattern = _askers(lang)
    lower = question.lower()
    if pattern is None or len(lower) != len(question):  # a few letters are two in lower case
        return None
    # Spanish marks where a question begins.
    found = pattern.search(lower, lower.rfind("¿") + 1)
    return Asking(kinds[found.group()], *found.span()) if found else None


def sign_reader(kind: str | None, lang: str) -> Callable[[str, bool], float] | None:
    """A function of a term and whether it has a capital: how far it is a sign of `kind`. None where nothing is.

    >>> sign = sign_reader("number", "en")
    >>> sign and [sign("50000", False), sign("three", False), sign("troop", False)]
    [1.0, 1.0, 0.0]
    """
    signs = SIGNS.get(kind or "")
    if signs is None:
        return None
    listed = _listed(kind or "", lang)

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
