"""The library's exceptions. Every message is one line that tells the user what to do.

LibraryError
├── FileError         a file with invalid content: which file, which line, why
│   ├── LoadError     a document that cannot be loaded
│   └── SynonymError  an invalid file of synonyms
├── StoreError        the data directory is not writable, damaged, or of a newer version
│   ├── StoreBusy     another process holds the write lock
│   └── IndexDamaged  an index cannot be read; internal: the library rebuilds the index
├── NotFound          no such source
└── EmptyQuestion     a question of white space only
"""


class LibraryError(Exception):
    """Any failure that the user can act on; `str(error)` can be shown as it is."""


class FileError(LibraryError):
    """Invalid content of the file `name`, in `line` (from 1) if known."""

    def __init__(self, name: str, why: str, line: int | None = None) -> None:
        self.name, self.why, self.line = name, why, line
        super().__init__(f"{name}, line {line}: {why}" if line else f"{name}: {why}")


class LoadError(FileError):
    """A document cannot be loaded; nothing of it is stored."""


class SynonymError(FileError):
    """The file of synonyms is invalid."""


class StoreError(LibraryError):
    """The data directory cannot be used as it is."""


class StoreBusy(StoreError):
    """Another process is writing to the library."""


class IndexDamaged(StoreError):
    """An index file is missing, unreadable or inconsistent."""


class NotFound(LibraryError):
    """There is no such source."""


class EmptyQuestion(LibraryError):
    """The question consists of white space."""
