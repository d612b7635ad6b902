"""Conversion between table rows and the value types of `index.model`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, get_args

from index.model import Draft, Kind, Passage, Source, Span, TelegramOrigin
from index.store.digests import passage_digest, source_digest


def _columns(table: str, names: str) -> str:
    # Named, because a damaged schema may differ in the case of a letter, which SQLite does not mind.
    return ", ".join(f"{table}.{name} AS {name}" for name in names.split())


_OF_PASSAGE = "id source ordinal text sentences lang external_id heading locator title url date author telegram lead_in"
_OF_SOURCE = ("title", "url", "date", "author", "lang", "lang_stated", "running", "gives_way", "digest")

PASSAGE = f"""SELECT {_columns("p", _OF_PASSAGE + " kind digest")}, {_columns("s", "collection key")},
    {", ".join(f"s.{name} AS source_{name}" for name in _OF_SOURCE)}, c.name AS collection_name
    FROM passages p JOIN sources s ON s.id = p.source JOIN collections c ON c.id = s.collection"""  # noqa: S608

SOURCE = f"""SELECT {_columns("s", " ".join(("id key stored_bytes index_bytes", *_OF_SOURCE)))},
    c.name AS collection_name, (SELECT count(*) FROM passages WHERE source = s.id) AS passages
    FROM sources s JOIN collections c ON c.id = s.collection"""  # noqa: S608


BYTES_OF_ROW = 64
"""The size of a passage without text in the store: ids, marks, references."""

BYTES_OF_SPAN = 10
"""The size of a sentence's offsets in the store."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection. `mark` is a random number that every change of its content replaces; 0: never changed."""

    id: int
    name: str
    mark: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """The bytes that a collection has in the store and in the index, and those of the whole library in both."""

    stored: int
    indexed: int
    library: int


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft to be inserted, with its id, ordinal, sentences and language, and the size of its index entry."""

    id: int
    ordinal: int
    draft: Draft
    sentences: Sequence[Span]
    lang: str
    index_bytes: int


DRAFT = tuple(field.name for field in fields(Draft) if field.name not in ("text", "headings", "lang", "sentences"))
"""The columns of a draft's other fields, which can change while the text, and so the passage's id, stays the same."""


def draft_columns(draft: Draft) -> tuple[str | None, ...]:
    """The values of the columns DRAFT."""
    said = {name: getattr(draft, name) for name in DRAFT}
    said["telegram"] = _json(asdict(draft.telegram)) if draft.telegram else None
    return tuple(said.values())


def _to_draft(row: dict[str, Any], headings: tuple[str, ...]) -> Draft:
    said = {name: row[name] for name in DRAFT}
    if row["telegram"]:
        telegram = json.loads(row["telegram"])
        said["telegram"] = TelegramOrigin(**{**telegram, "entities": tuple(telegram["entities"])})
    return Draft(row["text"], headings=headings, **said)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def flat(spans: Sequence[Span]) -> str:
    """Spans in the format of the column `sentences`: a flat JSON list of offsets."""
    return json.dumps([offset for span in spans for offset in span], separators=(",", ":"))


def stored_bytes(draft: Draft, sentences: Sequence[Span]) -> int:
    """The size of a passage in the store, without the headings above it."""
    columns = (draft.text, *draft_columns(draft))
    said = sum(len(column) if column.isascii() else len(column.encode()) for column in columns if column)
    return said + BYTES_OF_SPAN * len(sentences) + BYTES_OF_ROW


def to_source(row: Mapping[str, Any]) -> Source:
    """The source in a row of the query SOURCE."""
    altered = row["digest"] != source_digest(row)
    if altered:
        row = {**row, **{name: _readable(name, row[name]) for name in _SOURCE_WORDS}}
    return Source(
        row["id"],
        row["collection_name"],
        row["key"],
        row["title"],
        row["url"],
        row["date"],
        row["author"],
        row["lang"],
        bool(row["lang_stated"]),
        altered,
    )


def source_of(row: dict[str, Any]) -> Source:
    """The source in a row of the query PASSAGE."""
    of_source = {name: row[f"source_{name}"] for name in _OF_SOURCE}
    return to_source({"id": row["source"], "collection_name": row["collection_name"], "key": row["key"], **of_source})


def to_passage(row: dict[str, Any], source: Source, headings: tuple[str, ...]) -> Passage:
    """The passage in a row of the query PASSAGE, with its source and the headings above it."""
    altered = row["digest"] != passage_digest(row, headings)
    if altered:
        row = _readable_passage(row)
        headings = tuple(_readable("text", text) or "" for text in headings)
    sentences = _spans(row["sentences"])
    if altered and not all(0 <= start < end <= len(row["text"]) for start, end in sentences):
        sentences = ()
    return Passage(
        id=row["id"],
        source=source,
        ordinal=row["ordinal"],
        draft=_to_draft(row, headings),
        sentences=sentences,
        lang=row["lang"],
        altered=altered,
    )


_SOURCE_WORDS = ("collection_name", "key", "title", "url", "date", "author", "lang")
_REQUIRED = {"collection_name", "key", "title", "text", "sentences", "lang"}


def _readable_passage(row: dict[str, Any]) -> dict[str, Any]:
    """An altered row, whose columns may be of any type and content, as one that can be read."""
    changed: dict[str, Any] = {name: _readable(name, row[name]) for name in (*DRAFT, "text", "sentences", "lang")}
    changed["telegram"] = None
    changed["kind"] = row["kind"] if row["kind"] in get_args(Kind) else "prose"
    changed["ordinal"] = row["ordinal"] if isinstance(row["ordinal"], int) else 0
    return {**row, **changed}


def _readable(name: str, value: object) -> str | None:
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if value is None:
        return "" if name in _REQUIRED else None
    return str(value)


def _spans(column: str) -> tuple[Span, ...]:
    """The spans in the column `sentences`; none if it is malformed, which `verbatim check` reports."""
    try:
        offsets = json.loads(column)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(offsets, list) or len(offsets) % 2 or not all(type(offset) is int for offset in offsets):
        return ()
    return tuple(map(Span, offsets[::2], offsets[1::2]))
