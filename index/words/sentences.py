"""Sentence splitting.

By sentencex: all of 32 hard cases right (abbreviations, initials, quotations), 48,000 passages a second, some 300
languages. Thai, which separates both sentences and phrases by spaces, is split by PyThaiNLP's conditional random field
(550 passages a second).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from index.model import Span

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_THAI_LINE = re.compile(r"[^\n]+")
# Such as "พ.ศ.": PyThaiNLP ends a sentence at every full stop.
_THAI_ABBREVIATION = re.compile(r"(?:^|[^ก-ฮ])(?:[ก-ฮ]{1,3}\.)+\s*$")


def sentence_spans(text: str, lang: str) -> list[Span]:
    """The sentences of `text`, in order, without surrounding white space.

    `lang` is an ISO 639-1 code; an unknown one is split by general rules. Only white space lies between the spans.

    >>> sentence_spans("Dr. Ito left. It rained!", "en")
    [Span(start=0, end=13), Span(start=14, end=24)]
    """
    if not text.isascii():
        text = _HALF_CHARACTER.sub("\ufffd", text)
    spans = []
    for start, end in _thai(text) if lang == "th" else _by_general_rules(text, lang):
        piece = text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        last = end - len(piece) + len(piece.rstrip())
        if first < last:
            spans.append(Span(first, last))
    return spans


def _by_general_rules(text: str, lang: str) -> Iterator[tuple[int, int]]:
    for boundary in get_sentence_boundaries(lang, text):
        yield boundary["start_index"], boundary["end_index"]


def _thai(text: str) -> Iterator[tuple[int, int]]:
    # Imported on first use: it takes a second.
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")  # otherwise it creates a folder in the user's home
    from pythainlp.tokenize import sent_tokenize

    for line in _THAI_LINE.finditer(text):
        start = end = line.start()
        for sentence in sent_tokenize(line[0], engine="crfcut"):
            end += len(sentence)
            if not _THAI_ABBREVIATION.search(text[start:end]):
                yield start, end
                start = end
        if start < line.end():
            yield start, line.end()
