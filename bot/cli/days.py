"""The values of `--date`: a day, a month or a year."""

from __future__ import annotations

import re
from datetime import date

import click

_WRITTEN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


class Day(click.ParamType[str]):
    """A date as it is written in ISO 8601, as far as it is known; an empty value takes back what was stated before."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value unchanged. Raises BadParameter if it is no date."""
        written = _WRITTEN.fullmatch(value)
        try:
            if written:
                date(*(int(part or 1) for part in written.groups()))
        except ValueError:
            written = None
        if value and not written:
            self.fail("no date; write one as in 2024-05-01, 2024-05 or 2024", param, ctx)
        return value

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help shows it."""
        return "DATE"
