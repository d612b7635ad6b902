"""Rows of the tables as the values that the library speaks of, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
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


MUTABLE = ("ordinal", "external_id", "headings", "locator", "title", "url", "date", "author", "telegram")


def mutable(ordinal: int, draft: Draft) -> dict[str, Any]:
    """The columns of a passage that may change while its text, and so its id, stays."""
    telegram = draft.telegram
    origin = telegram and {
        "chat_id": telegram.chat_id,
        "message_id": telegram.message_id,
        "entities": telegram.entities,
    }
    values = (
        ordinal,
        draft.external_id,
        json.dumps(draft.headings, ensure_ascii=False) if draft.headings else None,
        draft.locator,
        draft.title,
        draft.url,
        draft.date,
        draft.author,
        json.dumps(origin, ensure_ascii=False) if origin else None,
    )
    return dict(zip(MUTABLE, values, strict=True))


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
    telegram = json.loads(row["telegram"]) if row["telegram"] else None
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
        text=row["text"],
        sentences=_spans(row["sentences"]),
        lang=row["lang"],
        external_id=row["external_id"],
        headings=tuple(json.loads(row["headings"])) if row["headings"] else (),
        locator=row["locator"],
        title=row["title"],
        url=row["url"],
        date=row["date"],
        author=row["author"],
        telegram=telegram and TelegramOrigin(telegram["chat_id"], telegram["message_id"], tuple(telegram["entities"])),
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
