"""Decoding of text files into lines, with the same limits for every loader."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

from index.errors import LoadError

MAX_LINE = 16_000_000
"""Maximum length of a line in bytes, without its line break. It bounds memory use."""


def read_lines(file: BinaryIO, name: str) -> Iterator[str]:
    """The lines of `file` from its beginning, without their line feeds; other line breaks are kept.

    A UTF-8 byte order mark is skipped. Raises LoadError, with the file's `name`, for a line that is too long, is not
    UTF-8 or contains a NUL byte.
    """
    file.seek(0)
    for number in count(1):
        # Two more bytes than the limit: room for CRLF, and enough to detect a longer line.
        raw = file.readline(MAX_LINE + 2)
        if not raw:
            return
        yield _decode(raw.removeprefix(BOM_UTF8) if number == 1 else raw, name, number)


def empty(name: str) -> LoadError:
    """The error for a document of white space only."""
    return LoadError(name, "it is empty; add a file that has text in it")


def _decode(raw: bytes, name: str, number: int) -> str:
    if len(raw.rstrip(b"\r\n")) > MAX_LINE:
        raise LoadError(name, f"the line is longer than {MAX_LINE // 1_000_000} MB; break it into shorter ones", number)
    try:
        line = raw.removesuffix(b"\n").decode()
    except UnicodeDecodeError as error:
        why = f"byte {error.start + 1} of the line (0x{raw[error.start]:02X}) is not UTF-8; save the file as UTF-8 text"
        raise LoadError(name, why, number) from None
    if "\0" in line:
        why = f"byte {raw.index(0) + 1} of the line is NUL, which no text has; save the file as UTF-8 text"
        raise LoadError(name, why, number)
    return line
