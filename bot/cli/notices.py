"""What a caller is told on standard error beside the answers: that there is nothing to quote from."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cli.data_directory import DataDirectory
from bot.cli.failures import print_error
from index import Library

_NAMED = 5
"""Collections that are named; those of chats may be many."""


def tell_if_nothing_is_asked(data: DataDirectory, library: Library, collections: Sequence[str]) -> None:
    """Print a line if there is no library, nothing is stored in it, or one of these collections holds nothing."""
    stocked = library.stocked()
    if not data.has_library:
        print_error(f"there is no library in {data.path}; `verbatim add PATH` makes one")
    elif not stocked:
        print_error(f"nothing is stored in {data.path}; `verbatim add PATH` stores a document")
    else:
        for name in collections:
            if name not in stocked:
                print_error(f"nothing is stored in the collection {name}; there is {', '.join(stocked[:_NAMED])}")
