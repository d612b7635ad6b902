"""Words that some write in one and others in two: "longrange", "long range", "long-range".

Unicode sets the parts of a hyphenated word apart, so two of the three are the same already. The third is an alias:
of two words that are asked side by side, what they are in one; of one word that nobody wrote, the two that it is made
of, where they are held.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from index.asking.question import Question
from index.asking.spelling import MOST
from index.words.analysis import SPELLINGS, analyzer, is_spelt

SHORTEST_PART = 3
"""Letters of each part of a word that is taken apart."""

Held = Callable[[tuple[str, ...]], bool]
"""Whether some passage holds all of these terms."""


def with_compounds(question: Question, languages: Sequence[str], held: Held) -> Question:
    """`question` with the other spellings of its compounds as aliases."""
    words = list(question.words)
    spelt = [word.text.isalpha() and is_spelt(word.text) for word in words]
    for i, (left, right) in enumerate(pairwise(question.words)):
        if spelt[i] and spelt[i + 1] and len(left.text) + len(right.text) in SPELLINGS:
            joined = _terms(left.text + right.text, languages, held)
            words[i] = words[i].with_aliases(joined)
            words[i + 1] = words[i + 1].with_aliases(joined)
    unknown = [i for i, word in enumerate(words) if not word.aliases and not any(held((term,)) for term in word.terms)]
    for i in unknown if len(unknown) <= MOST else ():
        if spelt[i] and len(words[i].text) in SPELLINGS:
            words[i] = words[i].with_aliases(_parts(words[i].text, languages, held))
    return replace(question, words=tuple(words))


def _parts(text: str, languages: Sequence[str], held: Held) -> list[tuple[str, ...]]:
    cuts = range(SHORTEST_PART, len(text) - SHORTEST_PART + 1)
    apart = (_terms(f"{text[:cut]} {text[cut:]}", languages, held, parts=2) for cut in cuts)
    return [terms for found in apart for terms in found]


def _terms(text: str, languages: Sequence[str], held: Held, parts: int = 1) -> list[tuple[str, ...]]:
    found = dict.fromkeys(tuple(analyzer(code).terms(text)) for code in languages)
    return [terms for terms in found if len(terms) == parts and held(terms)]
