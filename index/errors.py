"""The library's exceptions. Every message is one line that tells the user what to do.

LibraryError
├── FileError         a file with invalid content: which file, which line, why
│   ├── LoadError     a document that cannot be loaded
│   │   ├── LimitExceeded  one that exceeds a limit: which, and its value
│   │   └── ReadingFailed  the process that read it came to an end
│   └── SynonymError  an invalid file of synonyms
├── StoreError        the data directory is not writable, damaged, or of a newer version
│   ├── StoreBusy     another process holds the write lock
│   │   └── SourceChanged  another process changed the source meanwhile
│   │       └── SourceRemoved  or removed it
│   └── IndexDamaged  an index cannot be read; internal: the library rebuilds the index
├── NotFound          no such source
├── Withdrawn         the operator took the collection from the chat that adds to it
└── EmptyQuestion     a question of white space only
"""

import regex

from index.limits import Limits

# What ends or reorders a line, tells a terminal what to do, or is invisible; joiners between letters are none of these.
_UNPRINTABLE = regex.compile(r"(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]")


class LibraryError(Exception):
    """Any failure that the user can act on; `str(error)` can be shown as it is."""


class FileError(LibraryError):
    """Invalid content of the file `name`, in `line` (from 1) if known."""

    def __init__(self, name: str, why: str, line: int | None = None) -> None:
        self.name, self.why, self.line = name, why, line
        # What is quoted of a file may hold line breaks of all kinds.
        super().__init__(shown(f"{name}, line {line}: {why}" if line else f"{name}: {why}"))


class LoadError(FileError):
    """A document cannot be loaded; nothing of it is stored."""


class LimitExceeded(LoadError):
    """A document exceeds `limit`, the name of a field of `limits`, whose value is `most`."""

    def __init__(self, name: str, limit: str, limits: Limits, line: int | None = None) -> None:
        self.limit, self.most = limit, int(getattr(limits, limit))
        exceeds = _EXCEEDS[limit].format(f"{self.most:,}")
        why = f"{exceeds}; shorten it, or change {limit} in [{limits.table}] of verbatim.toml"
        super().__init__(name, why, line)


_EXCEEDS = {
    "document_bytes": "it has more than {} bytes",
    "page_bytes": "the page has more than {} bytes",
    "page_seconds": "the download takes more than {} seconds",
    "passages": "it has more than {} passages",
    "passage_length": "it has a passage of more than {} characters",
    "heading_length": "it has headings of more than {} characters above a passage",
    "field_length": "it has a title or another field of more than {} characters",
    "block_units": "it has a list or table of more than {} items, rows or empty cells",
    "stored_bytes": "with it, its collection would have more than {} bytes of text",
    "parse_seconds": "it takes more than {} seconds to read",
    "parse_memory": "it takes more than {} bytes of memory to read",
    "library_bytes": "with it, the library would have more than {} bytes of text and terms",
    "index_bytes": "with it, its collection would have more than {} bytes of terms in the index",
}


class ReadingFailed(LoadError):
    """The process that read a document came to an end before it was done."""


class SynonymError(FileError):
    """The file of synonyms is invalid."""


class StoreError(LibraryError):
    """The data directory cannot be used as it is."""


class StoreBusy(StoreError):
    """Another process is writing to the library."""


class SourceChanged(StoreBusy):
    """The source that a document was prepared for was changed or removed meanwhile."""


class SourceRemoved(SourceChanged):
    """The source that a document was prepared for was removed meanwhile."""


class IndexDamaged(StoreError):
    """An index file is missing, unreadable or inconsistent."""


class NotFound(LibraryError):
    """There is no such source."""


class Withdrawn(LibraryError):
    """The operator took the collection from the chat that adds to it."""


class EmptyQuestion(LibraryError):
    """The question consists of white space."""


LONGEST = 200
"""Code points of what is told of an error of SQLite's or tantivy's: one of a damaged schema quotes all of it."""


def in_short(error: object) -> str:
    """What an error says, in one line of at most LONGEST code points."""
    return shown(" ".join(str(error).split()))[:LONGEST]


def shown(text: str) -> str:
    """`text` with control, invisible and bidirectional characters, line separators and surrogates escaped: one line."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
