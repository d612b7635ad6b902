"""Where the library of a call is, and how it is opened."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from index import Library

DEFAULT = Path("data") / "library"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the library is, and whether that is the default because nobody said otherwise."""

    directory: Path
    is_default: bool

    def open(self, *, create: bool = False) -> Library:
        """The library there."""
        from index import Library

        return Library.open(self.directory, create=create)

    @contextmanager
    def stocked(self) -> Iterator[Library]:
        """The library to talk to. The default one is given the corpus that ships, while there is nothing else in it."""
        with self.open(create=True) as library:
            if self.is_default and library.is_empty():
                _load_shipped_corpus(library)
            yield library


@contextmanager
def counting(location: str) -> Iterator[Callable[[int], None]]:
    """A line on the terminal that counts passages while a document is taken in."""
    with click.progressbar(
        itertools.repeat(None),
        label=Path(location).name,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        show_pos=True,
        show_eta=False,
        bar_template="%(label)s: %(info)s passages",  # how many there will be is known only at the end
    ) as bar:
        yield lambda passages: bar.update(passages - bar.pos)


def _load_shipped_corpus(library: Library) -> None:
    # Not by importlib.resources: below a directory that holds a `data/` of its own, that one would be found.
    for document in sorted((Path(__file__).parents[2] / "data" / "corpus").iterdir()):
        with counting(document.name) as progress:
            library.add(str(document), progress=progress)
