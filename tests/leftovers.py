"""Looks for words in the bytes of the files of a data directory."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from tests.bot_api import PATIENCE


def holding(directory: Path, words: Iterable[str]) -> list[str]:
    """Where one of these words is left: file and word, in any case, in UTF-8 or UTF-16, forwards or backwards."""
    forms: dict[bytes, str] = {}
    for word in words:
        for form in {word, word.lower(), word.upper(), word.capitalize()}:
            for direction in (form, form[::-1]):
                for coding in ("utf-8", "utf-16-le", "utf-16-be"):
                    forms[direction.encode(coding)] = word
    files = sorted(file for file in directory.rglob("*") if file.is_file())
    return [
        f"{file.relative_to(directory)}: {word}"
        for file in files
        for content in [file.read_bytes()]
        for form, word in forms.items()
        if form in content
    ]


def left(directory: Path, words: Iterable[str]) -> list[str]:
    """What `holding` finds once messages that were handled have left the inbox, which takes a second or so."""
    wanted, until = list(words), time.monotonic() + PATIENCE
    while (found := holding(directory, wanted)) and time.monotonic() < until:
        time.sleep(0.05)
    return found
