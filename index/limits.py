"""What one document and one collection may be at most.

Lengths are in Unicode code points. The limits of the operator's own loading are wide: they catch accidents. Those of
what a chat adds are narrow: no stranger fills the disk, the memory or the time of others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a document, of the collection it is added to, and of the library.

    `table` is that of `verbatim.toml` in which they are set.
    """

    table: ClassVar[str] = "limits"

    document_bytes: int = 1_000_000_000
    """Size of a document."""

    passages: int = 5_000_000
    """Number of passages of a document."""

    passage_length: int = 1_000_000
    """Length of a passage."""

    heading_length: int = 5_000
    """Length of a heading, and of all headings above a passage together, of which each counts as ten at least."""

    field_length: int = 5_000
    """Length of a title, URL, author, date, id or the like."""

    block_units: int = 100_000
    """Number of items of a list, of rows of a table, or of empty cells of all tables."""

    stored_bytes: int = 50_000_000_000
    """Size of all stored texts of a collection, with their headings and other fields."""

    index_bytes: int = 100_000_000_000
    """Size of all terms and spellings of a collection. Their index takes up to three times as much."""

    library_bytes: int = 1_000_000_000_000
    """Size of all stored texts, terms and spellings of all collections, beyond which nothing more is added."""


@dataclass(frozen=True, slots=True)
class OperatorLimits(Limits):
    """The limits of what the operator adds, with those of a page that is downloaded."""

    page_bytes: int = 100_000_000
    """Size of a page, uncompressed."""

    page_seconds: int = 600
    """Time for a download, redirects included."""


@dataclass(frozen=True, slots=True)
class ChatLimits(Limits):
    """The limits of what a chat adds, with those of the process that reads it."""

    table: ClassVar[str] = "chat_limits"

    document_bytes: int = 20_000_000
    passages: int = 50_000
    passage_length: int = 20_000
    heading_length: int = 1_000
    field_length: int = 1_000
    block_units: int = 10_000
    stored_bytes: int = 50_000_000
    index_bytes: int = 100_000_000
    library_bytes: int = 20_000_000_000

    parse_seconds: int = 30
    """CPU time for reading a document."""

    parse_memory: int = 512_000_000
    """Memory for reading a document, in bytes."""


OPERATOR = OperatorLimits()
CHAT = ChatLimits()
