"""Dates as the languages of a catalogue write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def languages_of(files: Iterable[Path], root: Path) -> list[str]:
    """The catalogue's languages: the names of files and folders that Babel knows."""
    names = {part for file in files for part in file.relative_to(root).with_suffix("").parts}
    known = []
    for name in sorted(names):
        try:
            known.append(str(Locale.parse(name.replace("-", "_"))))
        except (ValueError, UnknownLocaleError):
            continue
    return known


def written_dates(fields: Iterable[str], languages: list[str]) -> set[str]:
    """Each ISO date among the fields, as each language writes it."""
    written: set[str] = set()
    for field in fields:
        found = _DAY.match(field)
        if found:
            written |= _as_written(found.group(), tuple(languages))
    return written


@lru_cache(maxsize=10_000)
def _as_written(day: str, languages: tuple[str, ...]) -> frozenset[str]:
    try:
        moment = date.fromisoformat(day)
    except ValueError:
        return frozenset()
    styles = ("short", "medium", "long", "full")
    return frozenset({day} | {format_date(moment, style, locale=code) for style in styles for code in languages})
