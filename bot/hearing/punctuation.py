"""Where questions end, in all scripts.

Unicode has no property for question marks. The table holds every character named question mark or interrobang, except
those that open a question (Spanish, Adlam) and mathematical symbols. The Greek question mark, which looks like a
semicolon, has a code point of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

QUESTION_MARKS = frozenset(
    "?\u037e\u055e؟፧᥅‽⁇⁈⁉❓❔⳺⳻⸮⹔꘏꛷\ufe16﹖？\U00011143\U0001f679\U0001f67a\U0001f67b"  # Greek: 037e, Armenian: 055e
)
NEEDS_SPACE = frozenset("?\u055e")
"""Marks that end a question only before white space: "?" occurs in URLs, the Armenian mark inside words."""

# A run of question and exclamation marks, emoji variation selectors, and closing brackets and quotation marks. Some
# quotation marks close in one language and open in another: „Wer?“, but “Who?”
_END = regex.compile(rf"[{''.join(QUESTION_MARKS)}!！‼❗\uFE0F\p{{Pe}}\p{{Pf}}\p{{Pi}}\"']++")
_MAY_OPEN = "\"'«‘‛“‟‹"


def question_ends(text: str) -> Iterator[int]:
    """The offsets after each question, behind its marks and closing punctuation. Runs in linear time.

    >>> list(question_ends("Who? (Really?!) https://example.org/?q=1 谁？“我”"))
    [4, 15, 43]
    """
    for match in _END.finditer(text):
        marks = QUESTION_MARKS.intersection(match[0])
        if not marks:
            continue
        if match.end() == len(text) or text[match.end()].isspace():
            yield match.end()
        elif not marks <= NEEDS_SPACE:
            # A quotation mark that may be an opening one belongs to the text that follows.
            yield match.start() + len(match[0].rstrip(_MAY_OPEN))


def ends_as_question(sentence: str) -> bool:
    """Whether a sentence ends with a question mark.

    >>> ends_as_question("Really?!"), ends_as_question("Free (for cyclists⁉️)"), ends_as_question("Who? Me.")
    (True, True, False)
    """
    return any(end == len(sentence) for end in question_ends(sentence))
