"""Conversion between table rows and the value types of `index.model`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from index.model import Draft, Passage, Source, Span, TelegramOrigin

PASSAGE = """SELECT p.*, s.collection, s.key, s.title AS source_title, s.url AS source_url, s.date AS source_date,
    s.author AS source_author, s.lang AS source_lang, s.lang_stated AS source_lang_stated, c.name AS collection_name
    FROM passages p JOIN sources s ON s.id = p.source JOIN collections c ON c.id = s.collection"""

SOURCE = """SELECT s.*, c.name AS collection_name, (SELECT COUNT(*) FROM passages WHERE source = s.id) AS passages
    FROM sources s JOIN collections c ON c.id = s.collection"""


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection. `mark` is a random number that every change of its content replaces; 0: never changed."""

    id: int
    name: str
    mark: int


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft to be inserted, with its id, ordinal, sentences and language."""

    id: int
    ordinal: int
    draft: Draft
    sentences: Sequence[Span]
    lang: str


DRAFT = tuple(field.name for field in fields(Draft) if field.name not in ("text", "lang", "sentences"))
"""The columns of a draft's other fields, which can change while the text, and so the passage's id, stays the same."""


def draft_columns(draft: Draft) -> tuple[str | None, ...]:
    """The values of the columns DRAFT."""
    said = {name: getattr(draft, name) for name in DRAFT}
    said["headings"] = _json(draft.headings) if draft.headings else None
    said["telegram"] = _json(asdict(draft.telegram)) if draft.telegram else None
    return tuple(said.values())


def _to_draft(row: dict[str, Any]) -> Draft:
    said = {name: row[name] for name in DRAFT}
    said["headings"] = tuple(json.loads(row["headings"])) if row["headings"] else ()
    if row["telegram"]:
        telegram = json.loads(row["telegram"])
        said["telegram"] = TelegramOrigin(**{**telegram, "entities": tuple(telegram["entities"])})
    return Draft(row["text"], **said)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def flat(spans: Sequence[Span]) -> str:
    """Spans in the format of the column `sentences`: a flat JSON list of offsets."""
    return json.dumps([offset for span in spans for offset in span], separators=(",", ":"))


def to_source(row: dict[str, Any]) -> Source:
    """The source in a row of the query SOURCE."""
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
    )


def to_passage(row: dict[str, Any]) -> Passage:
    """The passage in a row of the query PASSAGE."""
    return Passage(
        id=row["id"],
        source=Source(
            row["source"],
            row["collection_name"],
            row["key"],
            row["source_title"],
            row["source_url"],
            row["source_date"],
            row["source_author"],
            row["source_lang"],
            bool(row["source_lang_stated"]),
        ),
        ordinal=row["ordinal"],
        draft=_to_draft(row),
        sentences=_spans(row["sentences"]),
        lang=row["lang"],
    )


def _spans(column: str) -> tuple[Span, ...]:
    """The spans in the column `sentences`; none if it is malformed, which `verbatim check` reports."""
    try:
        offsets = json.loads(column)
    except ValueError:
        return ()
    if not isinstance(offsets, list) or len(offsets) % 2 or not all(type(offset) is int for offset in offsets):
        return ()
    return tuple(map(Span, offsets[::2], offsets[1::2]))
