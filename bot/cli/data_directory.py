"""The data directory of a call, and how its library is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.progress import counting

if TYPE_CHECKING:
    from bot.config import Settings
    from index import Library

DEFAULT = Path("data") / "library"


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """The directory of the library. `is_default`: neither `--data` nor VERBATIM_DATA named it."""

    path: Path
    is_default: bool

    def open(self, *, create: bool = False) -> Library:
        """Open the library. Raises LibraryError."""
        from index import Library

        return Library.open(self.path, create=create)

    def settings(self) -> Settings:
        """The settings. Raises SettingsError."""
        from bot.config import read

        return read(self.path, named=not self.is_default)

    @contextmanager
    def stocked(self) -> Iterator[Library]:
        """The library for a conversation; an empty library in the default directory first loads the shipped corpus."""
        with self.open(create=True) as library:
            if self.is_default and library.is_empty():
                _load_shipped_corpus(library)
            yield library


def _load_shipped_corpus(library: Library) -> None:
    # Not importlib.resources: below a working directory with a `data/` of its own, that one would be found.
    for document in sorted((Path(__file__).parents[2] / "data" / "corpus").iterdir()):
        with counting(document.name) as progress:
            library.add(str(document), progress=progress)
