"""Digests of rows: what was stored is told from what became of it on the disk.

A digest covers everything of a row that can be shown, or decides what is quoted and to whom; also the row's own id, so
that a row in the place of another one is noticed. The values are encoded with their types and lengths (msgpack).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from operator import itemgetter
from typing import Any

from msgspec.msgpack import encode

SIZE = 16
"""Bytes of a digest."""

PASSAGE_COLUMNS = (
    *("id", "source", "ordinal", "text", "sentences", "lang"),
    *("external_id", "locator", "title", "url", "date", "author", "telegram", "lead_in", "kind"),
)

SOURCE_COLUMNS = (
    *("id", "collection_name", "key", "title", "url", "date", "author", "lang"),
    *("lang_stated", "running", "gives_way"),
)

_passage_values = itemgetter(*PASSAGE_COLUMNS)
_source_values = itemgetter(*SOURCE_COLUMNS)


def passage_digest(row: Mapping[str, Any], headings: Sequence[str]) -> bytes:
    """The digest of a passage: of its columns, as they are stored, and the texts of the headings above it."""
    return _digest((*_passage_values(row), headings))


def source_digest(row: Mapping[str, Any]) -> bytes:
    """The digest of a source: of its columns, as they are stored, and the name of its collection."""
    return _digest(_source_values(row))


def _digest(values: Sequence[object]) -> bytes:
    return blake2b(encode(values), digest_size=SIZE).digest()
