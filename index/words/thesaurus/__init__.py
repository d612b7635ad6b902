"""Other words for the same thing, for languages that a thesaurus is shipped for: "surrender", "capitulate".

A thesaurus knows every sense of a word, and a question means one, so a synonym is weak evidence. It finds no passage
and is no alias (`index.asking.synonyms` are those that an operator vouches for); it only helps to tell sentences apart,
and words from typing errors.

`en.txt` was made of WordNet 3.0 by `python -m index.words.thesaurus.make`; its licence stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files


def synonyms(terms: Sequence[str], lang: str) -> dict[str, set[int]]:
    """Terms that may mean what one of `terms` does, each with the numbers of those; none of `terms` among them.

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
    """Whether `spelling`, which has the term `term`, is a word of the language in one of its forms.

    Typing errors may have the term of a word, too; a form begins as the word does, but for the last letter.

    >>> is_word("bodies", "bodi", "en"), is_word("catle", "catl", "en")
    (True, False)
    """
    words = _table(lang).get(term, "").partition("\t")[2].split()
    return any(spelling.startswith(word[:-1]) for word in words)


@cache
def _table(lang: str) -> Mapping[str, str]:
    """For each term of a language its synonyms and, behind a tab, its words; nothing where no thesaurus is shipped."""
    file = files("index.words.thesaurus").joinpath(f"{lang}.txt")
    if not file.is_file():
        return {}
    lines = (line.partition("\t") for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {term: rest for term, _, rest in lines}
