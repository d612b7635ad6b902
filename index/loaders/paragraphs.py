"""What plain text and Markdown share: joining the lines of a paragraph, and cutting one that is too long."""

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
"""Code points of the longest passage made of more than one sentence: some 250 English words. A passage is what a
sentence is found by and shown in, so it should hold one thought; and it fits in a Telegram message with its source."""

BLOCK = 1_000_000
"""Code points of a paragraph that are cut at a time, so that a whole book without a blank line fits in memory."""

# With the ellipses and the Greek question mark, which lack the property.
_TERMINATOR = regex.compile(r"[\p{Sentence_Terminal}\u037e…⋯]")

# Han, kana, bopomofo, their punctuation and full-width forms. Korean is not among them: it sets words apart.
_CJK = (
    r"\u2e80-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffee"
    r"\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
# Punctuation that Chinese and Western text share: what stands on its other side tells which it is here.
_SHARED = r"\u2018\u2019\u201c\u201d\u2026\u2014\u00b7"
_CJK_BEFORE = re.compile(rf"[{_CJK}][{_SHARED}]{{0,8}}\Z")
_CJK_AFTER = re.compile(rf"[{_SHARED}]{{0,8}}[{_CJK}]")


def join_lines(lines: Iterable[str]) -> str:
    """The lines of one paragraph as one line, without the white space around each; blank ones are passed over.

    A line break becomes one space, and nothing between Chinese or Japanese characters.

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
    """Whether `line` ends with what ends a sentence in any script, closing quotes and brackets aside.

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
_SPOKEN = re.compile(r"""["'\u2018\u201c\u201e\u00ab\u300c\u300e]|[-\u2013\u2014]\s""")


def asks(sentence: str) -> bool:
    """Whether `sentence` asks, and nobody is quoted as asking it.

    >>> asks("Q: Is parking free?"), asks("¿Es gratis?"), asks("“Why?”"), asks("— Why?")
    (True, True, False, False)
    """
    ends = _ASKING.match(sentence.rstrip("!")[-1:])
    return bool(ends) and not _SPOKEN.match(sentence) and any(map(str.isalpha, sentence))


def is_labelled(paragraph: str) -> bool:
    """Whether `paragraph` begins with a sign that it is a question or an answer: "Q: …", "Вопрос 3: …", "F. …".

    >>> is_labelled("Q: I am new. May I come?"), is_labelled("Frage 2: Wann?"), is_labelled("I am new. May I come?")
    (True, True, False)
    """
    return bool(_LABEL.match(paragraph))


def introduces(sentence: str) -> bool:
    """Whether `sentence` goes on in what follows it.

    >>> introduces("To install it, run:"), introduces("Run it.")
    (True, False)
    """
    return bool(_GOES_ON.match(sentence[-1:]))


def cut(paragraph: str, lang: str) -> Iterator[str]:
    """`paragraph` in pieces of at most LONGEST code points, cut between sentences only; a longer sentence is a piece.

    The pieces are slices of it without the white space around them; together they hold all else, in order. Their
    lengths are as even as sentences allow. `lang` is the language whose rules find the sentences.
    """
    if len(paragraph) <= LONGEST:
        yield paragraph
        return
    start, size = 0, BLOCK
    while start + size < len(paragraph):
        *done, last = _even(_edges(paragraph[start : start + size], lang))
        for piece in done:
            yield paragraph[start + piece.start : start + piece.end].strip()
        # The last piece may go on behind the block. Where it is nearly all of it, look at twice as much.
        start, size = start + last.start, max(BLOCK, 2 * (last.end - last.start))
    for piece in _even(_edges(paragraph[start:], lang)):
        yield paragraph[start + piece.start : start + piece.end].strip()


def _edges(text: str, lang: str) -> list[int]:
    """Where `text` may be cut, from its beginning to its end: between sentences, if they are tiny, not all of them.

    What is left uncut is so short that evenness does not need the edges in it, which would only take time.
    """
    grain = LONGEST // 30
    starts = [span.start for span in sentence_spans(text, lang)]
    edges = [0]
    for start, following in pairwise([*starts[1:], len(text)]):
        if start - edges[-1] >= grain or following - edges[-1] > 2 * grain:
            edges.append(start)
    return [*edges, len(text)]


def _even(edges: list[int]) -> list[Span]:
    """The stretches from the first edge to the last that leave the least squared room below LONGEST in total.

    This is how Knuth and Plass break a paragraph into lines (Software: Practice and Experience 11, 1981).
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
