"""The data directory of a call, and how its library is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.failures import print_warnings
from bot.cli.progress import counting

if TYPE_CHECKING:
    from bot.config import Settings
    from index import Library

DEFAULT = Path("data") / "library"
SHIPPED_TITLE = "War news (a sample)"
"""The title of the corpus that ships; its file has none."""


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """The directory of the library. `is_default`: neither `--data` nor VERBATIM_DATA named it."""

    path: Path
    is_default: bool

    @property
    def has_library(self) -> bool:
        """Whether there is a library."""
        return (self.path / "library.db").exists()

    def open(self, *, create: bool = False) -> Library:
        """Open the library. Raises LibraryError."""
        from index import Library

        print_warnings()
        return Library.open(self.path, create=create)

    def settings(self) -> Settings:
        """The settings. Raises SettingsError."""
        from bot.config import read

        return read(self.path, named=not self.is_default)

    @contextmanager
    def stocked(self) -> Iterator[Library]:
        """The library for a conversation; an empty library in the default directory first loads the shipped corpus.

        That gives way to whatever else is stored in the public collection.
        """
        with self.open(create=True) as library:
            if self.is_default:
                _load_shipped_corpus(library)
            yield library


def _load_shipped_corpus(library: Library) -> None:
    """Load what ships into a library that holds nothing else, unless it is there as it is loaded today."""
    # Not importlib.resources: below a working directory with a `data/` of its own, that one would be found.
    shipped = {str(path): path.name for path in sorted((Path(__file__).parents[2] / "data" / "corpus").iterdir())}
    held = [one.source for one in library.sources()]
    if all(source.key in shipped and source.title != SHIPPED_TITLE for source in held):
        for path, name in shipped.items():
            with counting(name) as progress:
                library.add(path, title=SHIPPED_TITLE, gives_way=True, progress=progress)
