"""Rows of the tables as the values that the library speaks of, and back."""

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
    """A collection as it stands: `mark` changes, at random, with every change of what it holds."""

    id: int
    name: str
    mark: int


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft that is about to be stored: with its id, its place, its sentences and its language."""

    id: int
    ordinal: int
    draft: Draft
    sentences: Sequence[Span]
    lang: str


DRAFT = tuple(field.name for field in fields(Draft) if field.name not in ("text", "lang", "sentences"))
"""The columns that hold what a draft says besides its text: they may change while the text, and so the id, stays."""


def draft_columns(draft: Draft) -> tuple[str | None, ...]:
    """The values of DRAFT."""
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
    """Spans as the column `sentences` has them: a JSON list of their offsets."""
    return json.dumps([offset for span in spans for offset in span], separators=(",", ":"))


def to_source(row: dict[str, Any]) -> Source:
    """A row of SOURCE."""
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
    """A row of PASSAGE."""
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
    """The column `sentences`; nothing where it does not hold pairs of numbers, so that a check can go on and say so."""
    try:
        offsets = json.loads(column)
    except ValueError:
        return ()
    if not isinstance(offsets, list) or len(offsets) % 2 or not all(type(offset) is int for offset in offsets):
        return ()
    return tuple(map(Span, offsets[::2], offsets[1::2]))
