"""The line of its source above a quote, as it is shown: a question, what introduces the quote, or a heading."""

from __future__ import annotations

from typing import NamedTuple

from bot.saying.cutting import units
from bot.saying.fields import Field
from bot.verified import VerifiedQuote
from index import above

UNITS = 100
"""Maximum length of the line in UTF-16 units: two rows on a phone."""


class Shown(NamedTuple):
    """The line above a quote, a field that is false if there is none, and the locator for its source line."""

    line: Field
    locator: str | None


def shown_above(quote: VerifiedQuote) -> Shown:
    """What to show above a quote. Its source line does not repeat a heading that stands above."""
    found = above(quote)
    line = Field(_short(found.line) if found else None, UNITS)
    return Shown(line, found.locator if found and line else quote.passage.citation.locator)


def _short(lines: str) -> str:
    """The lines of a lead-in, or if they are too long, the last one: of a table, the names of its columns."""
    return lines if units(lines) <= UNITS else lines.rpartition("\n")[2]
