"""Headings: each is stored once for its source. A passage refers to the innermost heading above it.

A thousand small passages below headings of a thousand characters would otherwise store them a thousand times.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

_ABOVE = """WITH RECURSIVE above(id, parent, text) AS (
        SELECT id, parent, text FROM headings WHERE id IN ({})
        UNION SELECT h.id, h.parent, h.text FROM above a JOIN headings h ON h.id = a.parent)
    SELECT id, parent, text FROM above ORDER BY id"""
"""The headings with these ids and all above them, each once, and after its parent, which was inserted first."""

_UNUSED = """WITH RECURSIVE used(id) AS (
        SELECT heading FROM passages WHERE source = :source AND heading IS NOT NULL
        UNION SELECT h.parent FROM headings h JOIN used USING (id) WHERE h.parent IS NOT NULL)
    DELETE FROM headings WHERE source = :source AND id NOT IN used"""

Query = Callable[[str, Sequence[Any]], Iterable[dict[str, Any]]]


def texts_of(query: Query, innermost: Iterable[int | None]) -> dict[int | None, tuple[str, ...]]:
    """The texts of the headings with these ids and of those above each, outermost first, by id."""
    wanted = [number for number in innermost if number is not None]
    texts: dict[int | None, tuple[str, ...]] = {None: ()}
    for found in query(_ABOVE.format(",".join("?" * len(wanted))), wanted) if wanted else ():
        texts[found["id"]] = (*texts.get(found["parent"], ()), found["text"])
    return texts


class HeadingRows:
    """The rows of one source's headings, within a write transaction."""

    def __init__(self, connection: sqlite3.Connection, source_id: int) -> None:
        self._connection, self._source_id = connection, source_id
        rows = connection.execute("SELECT parent, text, id FROM headings WHERE source = ?", [source_id])
        self._ids: dict[tuple[int | None, str], int] = {(parent, text): number for parent, text, number in rows}

    def id_of(self, headings: Iterable[str]) -> int | None:
        """The id of the innermost of these headings, given outermost first; they are inserted if needed."""
        innermost: int | None = None
        for text in headings:
            known = self._ids.get((innermost, text))
            innermost = self._insert(innermost, text) if known is None else known
        return innermost

    def delete_unused(self) -> None:
        """Delete the headings that no passage stands below."""
        self._connection.execute(_UNUSED, {"source": self._source_id})

    def _insert(self, parent: int | None, text: str) -> int:
        sql = "INSERT INTO headings (source, parent, text) VALUES (?, ?, ?) RETURNING id"
        (number,) = self._connection.execute(sql, [self._source_id, parent, text]).fetchone()
        self._ids[parent, text] = number
        return int(number)
