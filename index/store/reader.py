"""Read access to the tables."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import NotFound, StoreError
from index.model import Passage, Source, SourceSummary
from index.store.database import connect, readable_text
from index.store.failures import clear_errors, damaged
from index.store.headings import texts_of
from index.store.rows import PASSAGE, SOURCE, Collection, Sizes, source_of, to_passage, to_source

# An altered row may hold values of any type.
_COLLECTION = "SELECT id, name, ifnull(CAST(mark AS INTEGER), 0) AS mark FROM collections"
_NAMED = "name IN (SELECT value FROM json_each(?))"
_MARKS = """SELECT p.id, ifnull(CAST(p.mark AS INTEGER), 0) FROM passages p JOIN sources s ON s.id = p.source
    WHERE s.collection = ?"""
_COUNT = "SELECT count(*) AS number"
_AMONG = "s.collection IN (SELECT id FROM collections WHERE name IN (SELECT value FROM json_each(:names)))"
"""That a source `s` is in one of the collections in a JSON list."""
_SOME = """ WHERE s.id IN (SELECT s.id FROM sources s {where} ORDER BY s.id {order} LIMIT :limit OFFSET :skip)
    ORDER BY s.id {order}"""

_FIRST = """ WHERE p.ordinal <= :passages
    AND s.id IN (SELECT s.id FROM sources s WHERE {among} ORDER BY s.id DESC LIMIT :sources)
    ORDER BY s.id DESC, p.ordinal"""


class Reader:
    """A connection to the tables. Its methods are thread-safe."""

    def __init__(self, path: Path | None, patience: float, *, only_reads: bool = True) -> None:
        """Connect to the file at `path` (None: in memory), waiting `patience` seconds for a lock."""
        self.path = path
        self._lock = threading.RLock()
        with clear_errors(path):
            self.db = connect(path, patience, any_thread=True, only_reads=only_reads)

    def close(self) -> None:
        """Close the connection."""
        self.db.close()

    def collections(self, names: Iterable[str] | None = None) -> list[Collection]:
        """The existing collections with these names (None: all), ordered by id."""
        if names is None:
            rows = self._rows(f"{_COLLECTION} ORDER BY id")
        else:
            rows = self._rows(
                f"{_COLLECTION} WHERE {_NAMED} ORDER BY id",
                [json.dumps(list(names))],
            )
        return [Collection(row["id"], str(row["name"]), row["mark"]) for row in rows]

    def current(self, collection: Collection) -> Collection:
        """A collection as it is now. Raises StoreError where damage hides it."""
        rows = self._rows(f"{_COLLECTION} WHERE id = ?", [collection.id])
        if not rows:
            raise damaged(self.path, f"the collection {collection.id} is gone")
        return Collection(rows[0]["id"], str(rows[0]["name"]), rows[0]["mark"])

    def sources(
        self,
        collections: Sequence[str] | None = None,
        *,
        newest_first: bool = False,
        limit: int | None = None,
        skip: int = 0,
    ) -> list[SourceSummary]:
        """At most `limit` sources of these collections (None: all), ordered by id, after `skip` others.

        With their numbers of passages and bytes, which are looked up for these sources only.
        """
        # What other collections hold costs nothing: a chat may have added thousands of messages.
        where = "" if collections is None else f"WHERE {_AMONG}"
        order = "DESC" if newest_first else "ASC"
        rows = self._rows(
            SOURCE + _SOME.format(where=where, order=order),
            {"names": json.dumps(collections), "limit": -1 if limit is None else limit, "skip": skip},
        )
        return [SourceSummary(to_source(row), row["passages"], row["stored_bytes"], row["index_bytes"]) for row in rows]

    def count_sources(self, collections: Sequence[str]) -> int:
        """The number of sources of these collections."""
        return self._number(f"{_COUNT} FROM sources s WHERE {_AMONG}", {"names": json.dumps(collections)})

    def count_passages(self, collection: str, without: str) -> int:
        """The number of passages of a collection, without those of its source with the key `without`."""
        return self._number(
            f"{_COUNT} FROM passages p JOIN sources s ON s.id = p.source WHERE {_AMONG} AND s.key <> :without",
            {"names": json.dumps([collection]), "without": without},
        )

    def giving_way(self, collection: int) -> list[Source]:
        """The sources of a collection that give way to others."""
        return [to_source(row) for row in self._rows(f"{SOURCE} WHERE c.id = ? AND s.gives_way", [collection])]

    def stocked(self) -> list[str]:
        """The names of the collections that hold a source."""
        sql = (
            "SELECT name FROM collections c WHERE EXISTS (SELECT 1 FROM sources WHERE collection = c.id) ORDER BY name"
        )
        return [row["name"] for row in self._rows(sql)]

    def source(self, source_id: int) -> Source | None:
        """The source with this id, if it exists."""
        rows = self._rows(f"{SOURCE} WHERE s.id = ?", [source_id])
        return to_source(rows[0]) if rows else None

    def the_source(self, source_id: int) -> Source:
        """The source with this id. Raises NotFound."""
        source = self.source(source_id)
        if source is None:
            raise NotFound(f"there is no source {source_id}; `verbatim sources` lists what there is")
        return source

    def source_of_key(self, collection: str, key: str) -> Source | None:
        """The source with this key (path or URL) in `collection`, if it exists."""
        rows = self._rows(f"{SOURCE} WHERE c.name = ? AND s.key = ?", [collection, key])
        return to_source(rows[0]) if rows else None

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """The passages with these ids, as far as they exist."""
        found = self._passages(f"{PASSAGE} WHERE p.id IN ({','.join('?' * len(ids))})", list(ids))
        return {passage.id: passage for passage in found}

    def beginnings(self, collections: Sequence[str], sources: int, passages: int) -> list[Passage]:
        """The first passages of the newest sources of these collections, so many of each, newest source first.

        Without altered ones.
        """
        found = self._passages(
            PASSAGE + _FIRST.format(among=_AMONG),
            {"names": json.dumps(collections), "sources": sources, "passages": passages},
        )
        return [passage for passage in found if passage.sound]

    def neighbour(self, passage: Passage, step: int) -> Passage | None:
        """The passage before (`step` -1) or after (`step` 1) in the same running text, if any."""
        found = self._passages(
            f"{PASSAGE} WHERE p.source = ? AND p.ordinal = ? AND s.running",
            [passage.source.id, passage.ordinal + step],
        )
        return found[0] if found and found[0].sound else None

    def sizes(self, collection: int, without: str) -> Sizes:
        """What a collection and the library have, beside the collection's source with the key `without`."""
        (row,) = self._rows(
            """SELECT sum(stored_bytes) FILTER (WHERE collection = :collection) AS stored,
                sum(index_bytes) FILTER (WHERE collection = :collection) AS indexed,
                sum(stored_bytes + index_bytes) AS library
                FROM sources WHERE collection <> :collection OR key <> :key""",
            {"collection": collection, "key": without},
        )
        return Sizes(**{name: size or 0 for name, size in row.items()})

    def size(self, collection: int) -> int:
        """The bytes that a collection has, in the store and in the index."""
        sql = "SELECT ifnull(sum(stored_bytes + index_bytes), 0) AS size FROM sources WHERE collection = ?"
        return int(self._rows(sql, [collection])[0]["size"])

    def holds_more(self, collection: int, passages: int) -> bool:
        """Whether a collection holds more than this number of passages, without counting them all."""
        sql = "SELECT 1 FROM passages p JOIN sources s ON s.id = p.source WHERE s.collection = ? LIMIT 1 OFFSET ?"
        return bool(self._rows(sql, [collection, passages]))

    def marks(self, collection: int) -> dict[int, int]:
        """The mark of every passage of a collection, by id: what its index must hold."""
        with self._lock, clear_errors(self.path):
            return dict(self.db.execute(_MARKS, [collection]).fetchall())

    def walk(self, collection: int | None = None, source: int | None = None) -> Iterator[Passage]:
        """All passages, or those of a collection or a source, ordered by id, read in batches of 1,000."""
        where = "p.id > :after"
        where += " AND s.collection = :collection" if collection is not None else ""
        where += " AND s.id = :source" if source is not None else ""
        after = 0
        while found := self._passages(
            f"{PASSAGE} WHERE {where} ORDER BY p.id LIMIT 1000",
            {"after": after, "collection": collection, "source": source},
        ):
            yield from found
            after = found[-1].id

    def collections_of(self, chat_id: int) -> tuple[str, ...] | None:
        """The collections set for a chat; None if none were set."""
        rows = self._rows("SELECT collections FROM chats WHERE id = ?", [chat_id])
        return self._names(chat_id, rows[0]["collections"]) if rows else None

    def chats(self) -> dict[int, tuple[str, ...]]:
        """The chats with their collections, by Telegram chat id."""
        rows = self._rows("SELECT * FROM chats ORDER BY id")
        return {row["id"]: self._names(row["id"], row["collections"]) for row in rows}

    def faults(self) -> list[str]:
        """The faults that SQLite's integrity and foreign key checks find."""
        with self._lock, clear_errors(self.path):
            pages = [row[0] for row in self.db.execute("PRAGMA integrity_check").fetchall()]
            orphans = self.db.execute("PRAGMA foreign_key_check").fetchall()
        return [page for page in pages if page != "ok"] + [
            f"{o[0]} row {o[1]} points to no row of {o[2]}" for o in orphans
        ]

    def _names(self, chat_id: int, column: object) -> tuple[str, ...]:
        try:
            names = json.loads(column) if isinstance(column, str) else None
        except (ValueError, RecursionError):
            names = None
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            set_again = f"set them again: verbatim chats {chat_id} --collection NAME"
            raise StoreError(f"{self.path}: the collections of chat {chat_id} are damaged; {set_again}")
        return tuple(names)

    def _passages(self, sql: str, parameters: Sequence[Any] | dict[str, Any]) -> list[Passage]:
        """The passages in the rows of a query that begins with PASSAGE, with the headings above them."""
        with self._lock, self._one_moment():
            rows = self._rows(sql, parameters)
            headings = texts_of(self._rows, {row["heading"] for row in rows})
        sources = {row["source"]: row for row in rows}
        of = {number: source_of(row) for number, row in sources.items()}
        return [to_passage(row, of[row["source"]], headings.get(row["heading"], ())) for row in rows]

    @contextmanager
    def _one_moment(self) -> Iterator[None]:
        """A consistent view for several queries."""
        if self.db.conn.in_transaction:
            yield
            return
        self._find_file()
        with clear_errors(self.path):
            self.db.execute("BEGIN")
        try:
            yield
        finally:
            self.db.conn.rollback()

    def _find_file(self) -> None:
        """Called before each reading outside of a transaction."""

    def _number(self, sql: str, parameters: dict[str, Any]) -> int:
        return int(self._rows(sql, parameters)[0]["number"])

    def _rows(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[dict[str, Any]]:
        with self._lock, clear_errors(self.path):
            if not self.db.conn.in_transaction:
                self._find_file()
            try:
                return list(self.db.query(sql, parameters))
            except sqlite3.OperationalError as error:
                if "decode" not in str(error):
                    raise
            with readable_text(self.db):
                return list(self.db.query(sql, parameters))
