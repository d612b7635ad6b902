"""Plain text: paragraphs become passages.

Blank lines separate paragraphs. In a text without blank lines, each line is a paragraph if most lines end a sentence;
otherwise the text is one hard-wrapped paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import groupby
from typing import BinaryIO

from index.limits import OPERATOR, Limits
from index.loaders.content import Content
from index.loaders.lines import empty, read_lines
from index.loaders.paragraphs import BLOCK, cut, ends_sentence, join_lines
from index.loaders.sections import Block, passages
from index.model import Draft

# A lone carriage return, a form feed, NEL and U+2028 break a line; U+2029 ends a paragraph.
_BREAK = re.compile(r"[\r\f\v\u0085\u2028]")
_PARAGRAPH_SEPARATOR = "\u2029"


class _Layout(Enum):
    EMPTY = auto()
    BLANK_LINES = auto()
    LINES = auto()
    ONE_PARAGRAPH = auto()


def read(file: BinaryIO, name: str, lang: str, limits: Limits = OPERATOR) -> Content:
    """The passages of a plain text, with locators such as ``¶5``; pieces of a split paragraph share its number.

    The file is read twice: first to detect its layout. `lang` is the language whose rules split long paragraphs;
    `limits` is unused.
    Raises LoadError, before the first passage, as `read_lines` does and for a file without text.
    """
    return Content(_drafts(file, name, lang))


def _drafts(file: BinaryIO, name: str, lang: str) -> Iterator[Draft]:
    layout = _layout(_lines(file, name))
    if layout is _Layout.EMPTY:
        raise empty(name)
    paragraphs = _paragraphs(_lines(file, name), layout)
    yield from passages((Block("prose", _pieces(lines, lang)) for lines in paragraphs), lang, together=False)


def _lines(file: BinaryIO, name: str) -> Iterator[str]:
    """The stripped lines of the text, split at all kinds of line breaks."""
    for line in read_lines(file, name):
        # A form feed at the beginning of a line, or the CR of a CRLF, does not make another line.
        line = line.lstrip("\f\v").rstrip("\r").replace(_PARAGRAPH_SEPARATOR, "\r\r")
        yield from map(str.strip, _BREAK.split(line))


def _layout(lines: Iterable[str]) -> _Layout:
    total = ending = 0
    blank_before = separated = False
    for line in lines:
        if line:
            separated |= blank_before and total > 0
            total += 1
            ending += ends_sentence(line)
        blank_before = not line
    if separated:
        return _Layout.BLANK_LINES
    if not total:
        return _Layout.EMPTY
    return _Layout.LINES if ending * 2 > total else _Layout.ONE_PARAGRAPH


def _paragraphs(lines: Iterator[str], layout: _Layout) -> Iterator[Iterable[str]]:
    """The lines of each paragraph, as iterators that must be consumed in order."""
    if layout is _Layout.ONE_PARAGRAPH:
        yield lines
    elif layout is _Layout.LINES:
        yield from ([line] for line in lines if line)
    else:
        yield from (group for filled, group in groupby(lines, key=bool) if filled)


def _pieces(lines: Iterable[str], lang: str) -> Iterator[str]:
    """The pieces of one paragraph, without holding more than a block of it in memory."""
    gathered: list[str] = []
    size, most = 0, BLOCK
    for line in filter(None, lines):
        gathered.append(line)
        size += len(line)
        if size >= most:
            *done, last = cut(join_lines(gathered), lang)
            yield from done
            # The last piece may continue. If the text has no sentence ends, it grows: double the block.
            gathered, size = [last], len(last)
            most = max(BLOCK, 2 * size)
    yield from cut(join_lines(gathered), lang)
