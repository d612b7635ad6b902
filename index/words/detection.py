"""Language identification.

By py3langid: 97 languages, no download, no dependency but numpy, which rank-bm25 needs anyway. It is imported on first
use, because loading its model takes longer than answering a hundred questions.
"""

from __future__ import annotations

from index.words.languages import code_of, known

ENOUGH = 200
"""Minimum number of letters for identification among all languages to be reliable."""

LOOKED_AT = 20_000
"""Number of code points used; more cost time without improving the result."""


def detect(text: str) -> str:
    """The ISO 639-1 code of the language of `text`; "en" if it has no letters.

    A text with fewer than ENOUGH letters is assigned to one of the languages that have a file here.
    """
    sample = text[:LOOKED_AT]
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return "en"
    from py3langid import rank

    likeliest = [code_of(str(code)) for code, _ in rank(sample)]
    if letters >= ENOUGH:
        return likeliest[0]
    return next(code for code in likeliest if code in known())
