"""What a sentence does: it says what something is, tells how to do something, or answers yes or no.

A few words tell: "is" stands between what is defined and what it is; an instruction addresses its reader, or begins
with a verb ("Click …"), an aim ("To …") or a condition ("If …"). They are data in `index/words/languages`, most of them
stop words; so each leaves a mark between the terms of its sentence.
"""

from __future__ import annotations

from index.words.languages import Does

DEFINES, INSTRUCTS, ANSWERS = "=", "!", "+"
"""The marks. No term contains them: they are no word characters."""

MARKS = DEFINES + INSTRUCTS + ANSWERS


def marks_of(word: str, does: Does, *, first: bool = False) -> str:
    """The marks that a word (in normal form) leaves; `first`: whether its sentence begins with it.

    >>> english = Does(defining=frozenset({"is"}), instructing=frozenset({"click"}))
    >>> marks_of("is", english, first=False), marks_of("click", english, first=True), marks_of("click", english)
    ('=', '!', '')
    """
    marks = DEFINES if word in does.defining else ""
    if word in does.addressing or (first and word in does.instructing):
        marks += INSTRUCTS
    if first and word in does.answering:
        marks += ANSWERS
    return marks
