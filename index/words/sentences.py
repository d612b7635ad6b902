"""Sentence splitting.

By sentencex: all of 32 hard cases right (abbreviations, initials, quotations), 48,000 passages a second, some 300
languages. Thai, which separates both sentences and phrases by spaces, is split by PyThaiNLP's conditional random field
(550 passages a second).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sentencex import get_sentence_boundaries

from index.model import Span
from index.words.languages import language

LONGEST = 4_000
"""Maximum length of a sentence, in code points. A longer one is cut, at white space if there is any.

Splitters take a time that grows with the square of what they are given at once (quotation marks without end, digits in
Thai), so longer texts are split in parts. No sentence depends on what is more than this far behind its beginning.
"""

LONGEST_THAI = 1_024
"""The same for Thai, whose splitter is slower and does not let other threads run while it reads a part."""

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_THAI_LINE = re.compile(r"[^\n]+")
# Such as "พ.ศ.": PyThaiNLP ends a sentence at every full stop.
_THAI_ABBREVIATION = re.compile(r"(?:^|[^ก-ฮ])[ก-ฮ]{1,3}\.\s*$")
# Number of code points at the end of a sentence among which an abbreviation is sought.
_THAI_ABBREVIATION_WITHIN = 64

_WITHIN_A_NAME = re.compile(r"[^\W\d_]\.[^\W\d_]")
_ORDINAL = re.compile(r"(?<!\w)(\w{1,8})\s\d{1,2}\.\s*\Z")
_ORDINAL_WITHIN = 16
_WORD = re.compile(r"\s*(\w{1,40})")

Bounds = tuple[int, int]


def sentence_spans(text: str, lang: str) -> list[Span]:
    """The sentences of `text`, in order, without surrounding white space, of at most LONGEST code points.

    `lang` is an ISO 639-1 code; an unknown one is split by general rules. Only white space lies between the spans.

    >>> sentence_spans("Dr. Ito left. It rained!", "en")
    [Span(start=0, end=13), Span(start=14, end=24)]
    """
    if not text.isascii():
        text = _HALF_CHARACTER.sub("\ufffd", text)
    found = _thai(text) if lang == "th" else _in_parts(text, LONGEST, partial(_by_general_rules, lang))
    return _stripped(text, found)


def _stripped(text: str, bounds: Iterable[Bounds]) -> list[Span]:
    spans = []
    for start, end in bounds:
        piece = text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        last = end - len(piece) + len(piece.rstrip())
        if first < last:
            spans.append(Span(first, last))
    return spans


def _in_parts(text: str, longest: int, split: Callable[[str], Iterable[Bounds]]) -> Iterator[Bounds]:
    """The sentences that `split` finds, given `longest` code points at a time."""
    start = 0
    while len(text) - start > longest:
        # The last sentence may go on: the next part begins with it.
        *found, last = split(text[start : start + longest])
        if found:
            yield from ((start + a, start + b) for a, b in found)
            start += last[0]
        else:
            cut = _last_space(text, start + 1, start + longest)
            yield start, cut
            start = cut
    yield from ((start + a, start + b) for a, b in split(text[start:]))


def _last_space(text: str, start: int, end: int) -> int:
    """The place of the last white space in ``text[start:end]``; `end` if there is none."""
    return next((place for place in range(end - 1, start - 1, -1) if text[place].isspace()), end)


def _by_general_rules(lang: str, text: str) -> Iterator[Bounds]:
    start = end = 0
    for boundary in get_sentence_boundaries(lang, text):
        end = boundary["end_index"]
        if end == len(text) or not _goes_on(text, end, lang):
            yield start, end
            start = end
    if start < end:
        yield start, end


def _goes_on(text: str, end: int, lang: str) -> bool:
    """Whether a full stop is within a name ("caddyfile.Unmarshaler") or behind an ordinal ("18. Jahrhundert").

    It is not where the next word is one with which sentences begin ("It rained.The river rose").
    """
    known = language(lang)
    if not _WITHIN_A_NAME.match(text, max(0, end - 2)):
        found = _ORDINAL.search(text, max(0, end - _ORDINAL_WITHIN), end) if known.ordinal_after else None
        if not found or found[1].casefold() not in known.ordinal_after:
            return False
    following = _WORD.match(text, end)
    return following is not None and following[1].casefold() not in known.stop


def _thai(text: str) -> Iterator[Bounds]:
    for line in _THAI_LINE.finditer(text):
        begin = line.start()
        yield from ((begin + a, begin + b) for a, b in _in_parts(line[0], LONGEST_THAI, _thai_line))


def _thai_line(line: str) -> Iterator[Bounds]:
    # Imported on first use: it takes a second.
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")  # otherwise it creates a folder in the user's home
    from pythainlp.tokenize import sent_tokenize

    start = end = 0
    for sentence in sent_tokenize(line, engine="crfcut"):
        end += len(sentence)
        if not _THAI_ABBREVIATION.search(line[max(start, end - _THAI_ABBREVIATION_WITHIN) : end]):
            yield start, end
            start = end
    if start < len(line):
        yield start, len(line)
