"""A progress line on the terminal."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.saying.fields import Field

_LABEL_UNITS = 60


@contextmanager
def counting(location: str) -> Iterator[Callable[[int], None]]:
    """A line on standard error that counts the passages of a document while it is loaded."""
    with click.progressbar(
        itertools.repeat(None),
        label=Field(Path(location).name, _LABEL_UNITS).text,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        show_pos=True,
        show_eta=False,
        bar_template="%(label)s: %(info)s passages",  # the total is known only at the end
    ) as bar:
        yield lambda passages: bar.update(passages - bar.pos)
