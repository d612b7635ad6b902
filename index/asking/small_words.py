"""Small words with a typing error: "teh" is "the", "wth" is "with".

They stand in every sentence and so in no dictionary of what is stored; they are found by their form alone. Of two that
are as near, it does not matter which is meant.
"""

from __future__ import annotations

from rapidfuzz.distance import OSA

from index.words.languages import language

SHORTEST, LONG = 3, 5
"""Minimum length, in code points, of what was typed; and of what has a wrong letter, or one too many."""


def small_word(typed: str, lang: str) -> str | None:
    """The small word of a language that was meant by `typed`, which is not one itself; None if there is none.

    >>> small_word("teh", "en"), small_word("wth", "en"), small_word("shouls", "en"), small_word("cat", "en")
    ('the', 'with', 'should', None)
    """
    if len(typed) < SHORTEST:
        return None
    return min((word for word in language(lang).stop if _is_meant(typed, word)), default=None)


def _is_meant(typed: str, word: str) -> bool:
    """Whether two letters are swapped, or one behind the first is left out, or, in a long word, wrong or too many."""
    if OSA.distance(typed, word, score_cutoff=1) != 1:
        return False
    if sorted(typed) == sorted(word):
        return True
    return typed[0] == word[0] and (len(word) > len(typed) or len(typed) >= LONG)
