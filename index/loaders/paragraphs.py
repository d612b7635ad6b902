"""Paragraphs in all formats: joining lines, splitting long paragraphs, recognizing questions and lead-ins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf
from unicodedata import category

import regex

from index.model import Span
from index.words.sentences import sentence_spans

LONGEST = 1500
"""Maximum length, in code points, of a passage of more than one sentence: some 250 English words, about one thought.
It fits in a Telegram message with its source."""

BLOCK = 1_000_000
"""Number of code points of a paragraph that are split at a time, to bound memory use."""

# Ellipses and the Greek question mark lack the property.
_TERMINATOR = regex.compile(r"[\p{Sentence_Terminal}\u037e…⋯]")

# Han, kana, bopomofo, their punctuation and full-width forms. Not Korean, which separates words by spaces.
_CJK = (
    r"\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffee"
    r"\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
# Punctuation common to Chinese and Western text: the character on its other side decides.
_SHARED = r"\u2018\u2019\u201c\u201d\u2026\u2014\u00b7"
_CJK_BEFORE = re.compile(rf"[{_CJK}][{_SHARED}]{{0,8}}\Z")
_CJK_AFTER = re.compile(rf"[{_SHARED}]{{0,8}}[{_CJK}]")


def join_lines(lines: Iterable[str]) -> str:
    """Join the lines of a paragraph, stripped, without blank ones.

    A line break becomes a space, but nothing between Chinese or Japanese characters.

    >>> join_lines(["The river ", "  rose."]), join_lines(["河水", "上涨。"])
    ('The river rose.', '河水上涨。')
    """
    parts: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if parts and not (_CJK_AFTER.match(line) and _CJK_BEFORE.search(parts[-1][-9:])):
            parts.append(" ")
        parts.append(line)
    return "".join(parts)


def ends_sentence(line: str) -> bool:
    """Whether `line` ends with a sentence terminator of any script, ignoring closing quotes and brackets.

    >>> ends_sentence("“It rained.”"), ends_sentence("يا للهول؟"), ends_sentence("It rained and")
    (True, True, False)
    """
    for char in reversed(line):
        if not (char.isspace() or char in "\"'\uff02\uff07" or category(char) in {"Pe", "Pf", "Pi"}):
            return bool(_TERMINATOR.match(char))
    return False


_ASKING = re.compile(
    r"[?\u037e\u055e\u061f\u1367\u1945\u203d\u2047-\u2049\u2cfa\u2cfb\u2e2e\ua60f\ua6f7\ufe56\uff1f\U00011143]"
)
_GOES_ON = re.compile(r"[:\u1361\u1365\u1366\u1804\ufe13\ufe55\uff1a]")
_LABEL = re.compile(r"(?:[^\W\d_]{1,8} ?\d*[:：]|[^\W\d_][.)])\s")
_ANSWER = re.compile(
    r"(?:a|ans|answer|antwort|r|re|resp|respuesta|resposta|réponse|risposta|odpowiedź|odp|svar|ответ|о|відповідь|답|答)"
    r" ?\d*[:：]\s",
    re.IGNORECASE,
)
_SPOKEN = re.compile(r"""["'\u2018\u201c\u201e\u00ab\u300c\u300e]|[-\u2013\u2014]\s""")


def asks(sentence: str) -> bool:
    """Whether `sentence` is a question that is not direct speech.

    >>> asks("Q: Is parking free?"), asks("¿Es gratis?"), asks("“Why?”"), asks("— Why?")
    (True, True, False, False)
    """
    ends = _ASKING.match(sentence.rstrip("!")[-1:])
    return bool(ends) and not _SPOKEN.match(sentence) and any(map(str.isalpha, sentence))


def is_labelled(paragraph: str) -> bool:
    """Whether `paragraph` begins with the label of a question or an answer: "Q: …", "Вопрос 3: …", "F. …".

    >>> is_labelled("Q: I am new. May I come?"), is_labelled("Frage 2: Wann?"), is_labelled("I am new. May I come?")
    (True, True, False)
    """
    return bool(_LABEL.match(paragraph))


def is_labelled_answer(paragraph: str) -> bool:
    """Whether `paragraph` begins with the label of an answer.

    >>> is_labelled_answer("A: Yes."), is_labelled_answer("Ответ 3: Да."), is_labelled_answer("Q: Is it free?")
    (True, True, False)
    """
    return bool(_ANSWER.match(paragraph))


def without_label(paragraph: str) -> str:
    """`paragraph` without the label of a question or an answer.

    >>> without_label("Q: Is parking free?")
    'Is parking free?'
    """
    found = _LABEL.match(paragraph)
    return paragraph[found.end() :].lstrip() if found else paragraph


def introduces(sentence: str) -> bool:
    """Whether `sentence` introduces what follows it: whether it ends with a colon of any script.

    >>> introduces("To install it, run:"), introduces("Run it.")
    (True, False)
    """
    return bool(_GOES_ON.match(sentence[-1:]))


def cut(paragraph: str, lang: str) -> Iterator[str]:
    """Split `paragraph` between sentences into pieces of at most LONGEST code points; a longer sentence is one piece.

    The pieces are stripped slices that together hold all visible text, in order, of lengths as even as sentences allow.
    `lang` is the language whose rules split sentences.
    """
    if len(paragraph) <= LONGEST:
        yield paragraph
        return
    start, size = 0, BLOCK
    while start + size < len(paragraph):
        *done, last = _even(_edges(paragraph[start : start + size], lang))
        for piece in done:
            yield paragraph[start + piece.start : start + piece.end].strip()
        # The last piece may continue after the block. If it is nearly all of the block, double the block.
        start, size = start + last.start, max(BLOCK, 2 * (last.end - last.start))
    for piece in _even(_edges(paragraph[start:], lang)):
        yield paragraph[start + piece.start : start + piece.end].strip()


def _edges(text: str, lang: str) -> list[int]:
    """The offsets where `text` may be split, including its beginning and end: between sentences.

    Edges between very short sentences are skipped, to save time.
    """
    grain = LONGEST // 30
    starts = [span.start for span in sentence_spans(text, lang)]
    edges = [0]
    for start, following in pairwise([*starts[1:], len(text)]):
        if start - edges[-1] >= grain or following - edges[-1] > 2 * grain:
            edges.append(start)
    return [*edges, len(text)]


def _even(edges: list[int]) -> list[Span]:
    """The pieces between edges that minimize the sum of squares of (LONGEST - length).

    Knuth and Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11 (1981).
    """
    least = [0.0] + [inf] * (len(edges) - 1)
    before = [0] * len(edges)
    for end in range(1, len(edges)):
        for start in range(end - 1, -1, -1):
            room = LONGEST - (edges[end] - edges[start])
            if room < 0 and start < end - 1:
                break
            cost = least[start] + max(room, 0) ** 2
            if cost < least[end]:
                least[end], before[end] = cost, start
    chosen = [len(edges) - 1]
    while chosen[-1]:
        chosen.append(before[chosen[-1]])
    return [Span(edges[start], edges[end]) for start, end in pairwise(reversed(chosen))]
