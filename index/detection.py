"""Which language a text is in.

py3langid: 97 languages, nothing to download, no dependency but numpy, which rank-bm25 brings anyway. It is imported
when it is first needed, because reading its model takes longer than answering a hundred questions.
"""

from __future__ import annotations

LOOKED_AT = 20_000
"""Code points that are looked at: more make a guess slower, not better."""


def detect(text: str) -> str:
    """The ISO 639-1 code of the language of `text`, the likeliest one however short it is; "en" without any letter."""
    sample = text[:LOOKED_AT]
    if not any(map(str.isalpha, sample)):
        return "en"
    from py3langid import classify

    return str(classify(sample)[0])
