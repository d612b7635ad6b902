"""The thesaurus: synonyms such as "surrender" and "capitulate", for languages that have a file here.

A thesaurus covers every sense of a word and a question means one, so its synonyms are weak evidence. They do not
retrieve passages (the operator's synonyms in `index.asking.synonyms` do); they only help to rank sentences, and to
tell words from typing errors.

`en.txt` is generated from WordNet 3.0 by `python -m index.words.thesaurus.make`; its licence is in `en-LICENSE`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files


def synonyms(terms: Sequence[str], lang: str) -> dict[str, set[int]]:
    """The synonyms of `terms`, without `terms` themselves; each maps to the indices of the terms it is a synonym of.

    >>> sorted(synonyms(["surrend"], "en"))[:3]
    ['capitul', 'cede', 'deliv']
    """
    found: dict[str, set[int]] = {}
    table = _table(lang)
    for number, term in enumerate(terms):
        if line := table.get(term):
            for other in line.partition("\t")[0].split():
                if other not in terms:
                    found.setdefault(other, set()).add(number)
    return found


def is_word(spelling: str, term: str, lang: str) -> bool:
    """Whether `spelling`, whose term is `term`, is an inflected form of a word in the thesaurus.

    A misspelling can have the term of a word too, so the form must share all but the last letter of the word.

    >>> is_word("bodies", "bodi", "en"), is_word("catle", "catl", "en")
    (True, False)
    """
    words = _table(lang).get(term, "").partition("\t")[2].split()
    return any(spelling.startswith(word[:-1]) for word in words)


@cache
def _table(lang: str) -> Mapping[str, str]:
    """For each term its synonyms and, after a tab, its words; empty for a language without a thesaurus."""
    file = files("index.words.thesaurus").joinpath(f"{lang}.txt")
    if not file.is_file():
        return {}
    lines = (line.partition("\t") for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {term: rest for term, _, rest in lines}
