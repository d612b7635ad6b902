"""Dates that a document states: as a value of its metadata, or in its name and address."""

from __future__ import annotations

import re
from datetime import date

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d?:\d\d\S*(?: \S{1,6})?")
_IN_A_PATH = re.compile(r"(?<![^/])(\d{4})([/-])(\d\d)\2(\d\d)(?=[/_. -])")


def day(written: str | None) -> str | None:
    """A date as written; of a moment, its day.

    >>> day("2024-05-01T10:30:00Z"), day("Spring 1997")
    ('2024-05-01', 'Spring 1997')
    """
    found = _MOMENT.fullmatch(written or "")
    return found[1] if found else written


def day_in(path: str) -> str | None:
    """The first day that a path names in a place of its own, as blogs do; None if it names none.

    >>> day_in("2024-05-01-rain.md"), day_in("/blog/2024/05/01/rain"), day_in("000_8e63145.txt")
    ('2024-05-01', '2024-05-01', None)
    """
    for found in _IN_A_PATH.finditer(path):
        year, _, month, of_month = found.groups()
        try:
            return date(int(year), int(month), int(of_month)).isoformat()
        except ValueError:
            continue
    return None
