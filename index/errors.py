"""What can go wrong in the library. Every message is one line that tells a person what to do.

LibraryError
├── LoadError       a document that cannot be taken in: which file, which line, why
├── StoreError      the data directory: not writable, of a newer version, damaged
│   ├── StoreBusy   another process is writing to it, and did not finish within the time to wait
│   └── IndexDamaged  an index that cannot be read; the library makes it anew, so nobody outside sees this one
├── SynonymError    the file of synonyms is broken: which line, why
├── NotFound        a source that is not there
└── EmptyQuestion   a question without a single character to look at
"""


class LibraryError(Exception):
    """Any failure of the library that a user can act on; `str(error)` is fit to be shown."""


class LoadError(LibraryError):
    """A document that cannot be taken in. Nothing of it was stored."""

    def __init__(self, name: str, why: str, line: int | None = None) -> None:
        self.name, self.why, self.line = name, why, line
        super().__init__(f"{name}, line {line}: {why}" if line else f"{name}: {why}")


class SynonymError(LibraryError):
    """The file of synonyms cannot be understood."""

    def __init__(self, name: str, why: str, line: int | None = None) -> None:
        self.name, self.why, self.line = name, why, line
        super().__init__(f"{name}, line {line}: {why}" if line else f"{name}: {why}")


class StoreError(LibraryError):
    """The data directory cannot be used as it is."""


class StoreBusy(StoreError):
    """Another process is writing to the library."""


class IndexDamaged(StoreError):
    """A file of an index does not hold what it should."""


class NotFound(LibraryError):
    """There is no such source."""


class EmptyQuestion(LibraryError):
    """A question has to hold at least one character that is not white space."""
