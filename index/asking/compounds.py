"""Query expansion by compounds: "longrange" for "long range", and the reverse; "http3" for "HTTP/3".

Hyphenated words are tokenized into their parts, so "long-range" needs no expansion. Two adjacent query words get their
joined form as an alias, and a word that is not in the vocabulary gets its splits, as far as the vocabulary holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from index.asking.budget import CORRECTED
from index.asking.question import Question
from index.asking.vocabulary import Vocabulary
from index.words.analysis import SPELLINGS, analyzer, is_spelt

SHORTEST_PART = 3
"""Minimum length of each part of a split word, in code points."""

_LETTERS_AND_FIGURES = re.compile(r"([^\W\d_]{2,32})(\d{1,4})|(\d{1,4})([^\W\d_]{2,32})")

Terms = tuple[str, ...]


def with_compounds(question: Question, vocabulary: Vocabulary) -> Question:
    """`question` with joined and split forms that the vocabulary holds as aliases."""
    languages = sorted(vocabulary.languages)
    words = list(question.words)
    spelt = [word.text.isalpha() and is_spelt(word.text) for word in words]
    joined = {
        i: _terms(left.text + right.text, languages, parts=1)
        for i, (left, right) in enumerate(pairwise(words))
        if spelt[i] and spelt[i + 1] and len(left.text) + len(right.text) in SPELLINGS
    }
    # In the same batch as the terms of the words themselves, which ranking needs.
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
        for i in (unknown if len(unknown) <= CORRECTED else ())
        if _LETTERS_AND_FIGURES.fullmatch(words[i].text) or (spelt[i] and len(words[i].text) in SPELLINGS)
    }
    vocabulary.look_up((terms,) for found in apart.values() for terms in found)
    for i, found in apart.items():
        words[i] = words[i].with_aliases(filter(vocabulary.holds, found))
    return replace(question, words=tuple(words))


def _apart(text: str, languages: Iterable[str]) -> list[Terms]:
    """The terms of every split of `text` into two; of letters and figures, into these."""
    if mixed := _LETTERS_AND_FIGURES.fullmatch(text):
        return _terms(" ".join(filter(None, mixed.groups())), languages, parts=2)
    cuts = range(SHORTEST_PART, len(text) - SHORTEST_PART + 1)
    return [terms for cut in cuts for terms in _terms(f"{text[:cut]} {text[cut:]}", languages, parts=2)]


def _terms(text: str, languages: Iterable[str], parts: int) -> list[Terms]:
    """The terms of `text` in each of these languages that yields exactly `parts` of them."""
    found = dict.fromkeys(tuple(analyzer(code).terms(text, keep=False)) for code in languages)
    return [terms for terms in found if len(terms) == parts]
