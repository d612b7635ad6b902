"""What ends a question, in the scripts of the world.

Unicode has no property for it: the table is of every character that is named a question mark or an interrobang, without
those that only begin a question (Spanish, Adlam) and without mathematics. The Greek one looks like a semicolon and has
a sign of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

QUESTION_MARKS = frozenset(
    "?\u037e\u055e؟፧᥅‽⁇⁈⁉❓❔⳺⳻⸮⹔꘏꛷\ufe16﹖？\U00011143\U0001f679\U0001f67a\U0001f67b"  # two are Greek and Armenian
)
NEEDS_SPACE = frozenset("?\u055e")
"""Those that end nothing without white space behind them: one stands in links, the Armenian one inside a word."""

# Question marks, and what stands beside them: exclamation marks, the sign that makes an emoji of one of them, and
# what closes a quotation or a bracket. Some quotation marks open one, too: „Wer?“, but “Who?”
_END = regex.compile(rf"[{''.join(QUESTION_MARKS)}!！‼❗\uFE0F\p{{Pe}}\p{{Pf}}\p{{Pi}}\"']++")
_MAY_OPEN = "\"'«‘‛“‟‹"


def question_ends(text: str) -> Iterator[int]:
    """The places in `text` behind each question: after its mark and after what closes with it. In linear time.

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
            # A quotation mark that may open one belongs to what follows.
            yield match.start() + len(match[0].rstrip(_MAY_OPEN))


def ends_as_question(sentence: str) -> bool:
    """Whether a sentence ends with a question mark.

    >>> ends_as_question("Really?!"), ends_as_question("Free (for cyclists⁉️)"), ends_as_question("Who? Me.")
    (True, True, False)
    """
    return any(end == len(sentence) for end in question_ends(sentence))
