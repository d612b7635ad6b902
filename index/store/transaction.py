"""Write access to the tables, within a transaction."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from index.errors import StoreBusy
from index.store.database import readable
from index.store.digests import passage_digest, source_digest
from index.store.headings import HeadingRows
from index.store.reader import Reader
from index.store.rows import BYTES_OF_ROW, DRAFT, SOURCE, Collection, StoredDraft, draft_columns, flat

_PASSAGE = (
    *("id", "source", "ordinal", "text", "sentences", "lang", "heading", "index_bytes"),
    *DRAFT,
    "digest",
)


class Transaction(Reader):
    """A write transaction, created by `Store.transaction`. Its changes are visible to others once it is committed."""

    def __init__(self, path: Path, patience: float, interrupted: threading.Event) -> None:
        """Connect to the file at `path`; `interrupted` is set when long transactions are to give up."""
        super().__init__(path, patience, only_reads=False)
        self.db.conn.text_factory = readable
        self._interrupted = interrupted
        self._above: dict[int, HeadingRows] = {}

    def check_not_interrupted(self) -> None:
        """Raise StoreBusy if this transaction is to give up."""
        if self._interrupted.is_set():
            raise StoreBusy("the library is being closed; nothing was changed")

    def collection(self, name: str) -> Collection:
        """The collection with this name, created if needed."""
        if not self.collections([name]):
            self.db.table("collections").insert({"name": name, "mark": 0})
        return self.collections([name])[0]

    def set_mark(self, collection: int, mark: int) -> None:
        """Set the mark of a collection whose content has changed."""
        self._update("collections", collection, {"mark": mark})

    def insert_source(self, collection: Collection, running: bool, fields: Mapping[str, str | int | None]) -> int:
        """Insert a source and return its id. `fields`: key, title, url, date, author, lang, lang_stated, gives_way."""
        row = self.db.table("sources").insert({"collection": collection.id, "running": running, **fields})
        source_id = int(cast(int, row.last_pk))
        self._seal_source(source_id)
        return source_id

    def update_source(self, source_id: int, running: bool, fields: Mapping[str, str | int | None]) -> None:
        """Update a source, whatever became of it on the disk. `fields`: as for `insert_source`."""
        self._update("sources", source_id, {"running": running, **fields})
        self._seal_source(source_id)

    def _seal_source(self, source_id: int) -> None:
        (row,) = self._rows(f"{SOURCE} WHERE s.id = ?", [source_id])
        self._update("sources", source_id, {"digest": source_digest(row)})

    def _update(self, table: str, row_id: int, changes: Mapping[str, Any]) -> None:
        # sqlite-utils reads the row first, which may be damaged.
        columns = ", ".join(f"{name} = :{name}" for name in changes)
        sql = f"UPDATE {table} SET {columns} WHERE id = :_id"  # noqa: S608  # names of our own tables and columns
        self.db.conn.execute(sql, {**changes, "_id": row_id})

    def delete_source(self, source_id: int) -> None:
        """Delete a source and its passages."""
        self.db.conn.execute("DELETE FROM sources WHERE id = ?", [source_id])

    def next_passage_id(self) -> int:
        """The id after the highest one ever used."""
        rows = self._rows("SELECT CAST(seq AS INTEGER) AS last FROM sqlite_sequence WHERE name = 'passages'")
        held = self._rows("SELECT max(id) AS last FROM passages")
        return 1 + max([row["last"] or 0 for row in (*rows, *held)])

    def insert_passages(self, source_id: int, mark: int, drafts: Iterable[StoredDraft]) -> None:
        """Insert new passages."""
        # sqlite3's executemany is twice as fast as sqlite-utils' insert_all, which inspects every value.
        self.db.conn.executemany(
            "INSERT INTO passages"  # noqa: S608  # names of our own columns
            f" (mark, {', '.join(_PASSAGE)}) VALUES (:mark, {', '.join(f':{name}' for name in _PASSAGE)})",
            [self._columns(source_id, draft) | {"mark": mark} for draft in drafts],
        )

    def update_passage(self, source_id: int, stored: StoredDraft, mark: int | None) -> None:
        """Update a passage, whatever became of it on the disk. Pass `mark` if its index entry changes."""
        changes = self._columns(source_id, stored) | ({} if mark is None else {"mark": mark})
        self._update("passages", stored.id, changes)

    def _columns(self, source_id: int, stored: StoredDraft) -> dict[str, Any]:
        """The values of the columns _PASSAGE."""
        draft = stored.draft
        row: dict[str, Any] = {
            "id": stored.id,
            "source": source_id,
            "ordinal": stored.ordinal,
            "text": draft.text,
            "sentences": flat(stored.sentences),
            "lang": stored.lang,
            "heading": self._headings(source_id).id_of(draft.headings),
            "index_bytes": stored.index_bytes,
            **dict(zip(DRAFT, draft_columns(draft), strict=True)),
        }
        return row | {"digest": passage_digest(row, draft.headings)}

    def entry_sizes(self, source_id: int) -> dict[int, int]:
        """The sizes in bytes of the index entries of a source's passages, by id."""
        sql = "SELECT id, ifnull(CAST(index_bytes AS INTEGER), 0) FROM passages WHERE source = ?"
        return dict(self.db.execute(sql, [source_id]).fetchall())

    def tidy_headings(self, source_id: int) -> int:
        """Delete the headings that no passage of a source stands below. Returns the size of the others in bytes."""
        self._headings(source_id).delete_unused()
        del self._above[source_id]
        sql = "SELECT ifnull(sum(length(CAST(text AS BLOB)) + ?), 0) FROM headings WHERE source = ?"
        (size,) = self.db.execute(sql, [BYTES_OF_ROW, source_id]).fetchone()
        return int(size)

    def set_sizes(self, source_id: int, stored_bytes: int, index_bytes: int) -> None:
        """Set the sizes of all that a source has in the store, and in the index, in bytes."""
        self._update("sources", source_id, {"stored_bytes": stored_bytes, "index_bytes": index_bytes})

    def delete_passages(self, ids: Iterable[int]) -> None:
        """Delete passages."""
        self.db.conn.executemany("DELETE FROM passages WHERE id = ?", ((i,) for i in ids))

    def set_chat(self, chat_id: int, collections: Sequence[str]) -> None:
        """Set the collections that a chat searches."""
        self.db.table("chats").upsert({"id": chat_id, "collections": json.dumps(list(collections))}, pk="id")

    def delete_chat(self, chat_id: int) -> None:
        """Delete a chat's collections."""
        self.db.table("chats").delete_where("id = ?", [chat_id])

    def _headings(self, source_id: int) -> HeadingRows:
        if source_id not in self._above:
            self._above[source_id] = HeadingRows(self.db.conn, source_id)
        return self._above[source_id]
