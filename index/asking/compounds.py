"""Words that some write in one and others in two: "longrange", "long range", "long-range".

Unicode sets the parts of a hyphenated word apart, so two of the three are the same already. The third is an alias:
of two words that are asked side by side, what they are in one; of one word that nobody wrote, the two that it is made
of, where they are held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from index.asking.question import Question
from index.asking.spelling import MOST
from index.asking.vocabulary import Vocabulary
from index.words.analysis import SPELLINGS, analyzer, is_spelt

SHORTEST_PART = 3
"""Letters of each part of a word that is taken apart."""

Terms = tuple[str, ...]


def with_compounds(question: Question, vocabulary: Vocabulary) -> Question:
    """`question` with the other spellings of its compounds, as far as they are held, as aliases."""
    languages = sorted(vocabulary.languages)
    words = list(question.words)
    spelt = [word.text.isalpha() and is_spelt(word.text) for word in words]
    joined = {
        i: _terms(left.text + right.text, languages, parts=1)
        for i, (left, right) in enumerate(pairwise(words))
        if spelt[i] and spelt[i + 1] and len(left.text) + len(right.text) in SPELLINGS
    }
    # With the terms of the words themselves, which every question is ranked by.
    single = (((term,),) for word in words for term in word.terms)
    vocabulary.look_up([*single, *((terms,) for found in joined.values() for terms in found)])
    for i, found in joined.items():
        held = [*filter(vocabulary.holds, found)]
        words[i] = words[i].with_aliases(held)
        words[i + 1] = words[i + 1].with_aliases(held)
    unknown = [
        i
        for i, word in enumerate(words)
        if not word.aliases and not any(vocabulary.holds((term,)) for term in word.terms)
    ]
    apart = {
        i: [*_apart(words[i].text, languages)]
        for i in (unknown if len(unknown) <= MOST else ())
        if spelt[i] and len(words[i].text) in SPELLINGS
    }
    vocabulary.look_up((terms,) for found in apart.values() for terms in found)
    for i, found in apart.items():
        words[i] = words[i].with_aliases(filter(vocabulary.holds, found))
    return replace(question, words=tuple(words))


def _apart(text: str, languages: Iterable[str]) -> list[Terms]:
    """The terms of a word that is cut in two, in every place."""
    cuts = range(SHORTEST_PART, len(text) - SHORTEST_PART + 1)
    return [terms for cut in cuts for terms in _terms(f"{text[:cut]} {text[cut:]}", languages, parts=2)]


def _terms(text: str, languages: Iterable[str], parts: int) -> list[Terms]:
    """The terms of `text` in each of these languages, where there are so many."""
    found = dict.fromkeys(tuple(analyzer(code).terms(text)) for code in languages)
    return [terms for terms in found if len(terms) == parts]
