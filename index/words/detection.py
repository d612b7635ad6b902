"""Which language a text is in.

py3langid: 97 languages, nothing to download, no dependency but numpy, which rank-bm25 brings anyway. It is imported
when it is first needed, because reading its model takes longer than answering a hundred questions.
"""

from __future__ import annotations

from index.words.languages import code_of, known

ENOUGH = 200
"""Letters from which the likeliest of all languages is the right one."""

LOOKED_AT = 20_000
"""Code points that are looked at: more make a guess slower, not better."""


def detect(text: str) -> str:
    """The code of the language of `text`; "en" without any letter.

    A few words resemble many languages, so with few letters only those are thought of that have a file here.
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
