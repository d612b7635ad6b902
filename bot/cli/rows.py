"""Rows of a terminal: a line that is too long goes on in rows that are set in.

Without that, a terminal would go on at the left edge, where source lines and the bot's own words begin, and a quote
could look like one of them.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator

import regex

INDENT = "  "
_NARROWEST = 20
_CHUNK = regex.compile(r"\s*\S+|\s+")
_CELL = regex.compile(r"\x1b\[[0-9;]*m|.", regex.DOTALL)  # an escape sequence of a style takes no column
_TAB = 8


def columns() -> int:
    """The width of this terminal."""
    return shutil.get_terminal_size().columns


def in_rows(text: str, columns: int) -> str:
    r"""The text with line breaks where a terminal of this width needs them. All rows but the first are set in.

    >>> print(in_rows("one two three\nfour", 20))
    one two three
      four
    """
    room = max(columns, _NARROWEST) - len(INDENT) - 1
    return f"\n{INDENT}".join(row for line in text.split("\n") for row in _rows(line, room))


def _rows(line: str, room: int) -> Iterator[str]:
    row, width = "", 0
    for chunk in _CHUNK.findall(line):
        wide = _wide(chunk)
        if row and width + wide > room:
            yield row
            row, width = "", 0
            chunk = chunk.lstrip()
            wide = _wide(chunk)
        for part in [chunk] if wide <= room else _CELL.findall(chunk):
            wide = _wide(part)
            if row and width + wide > room:
                yield row
                row, width = "", 0
            row, width = row + part, width + wide
    yield row


def _wide(text: str) -> int:
    return sum(0 if cell[0] == "\x1b" else _width(cell) for cell in _CELL.findall(text))


def _width(character: str) -> int:
    """The columns that a character takes, rather too many than too few."""
    if character == "\t":
        return _TAB
    if unicodedata.category(character) in ("Mn", "Me") and character != "\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
