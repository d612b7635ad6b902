"""Write access to the tables, within a transaction."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from index.errors import StoreBusy
from index.model import Draft, Span
from index.store.headings import HeadingRows
from index.store.reader import Reader
from index.store.rows import BYTES_OF_ROW, DRAFT, Collection, StoredDraft, draft_columns, flat


class Transaction(Reader):
    """A write transaction, created by `Store.transaction`. Its changes are visible to others once it is committed."""

    def __init__(self, path: Path, patience: float, interrupted: threading.Event) -> None:
        """Connect to the file at `path`; `interrupted` is set when long transactions are to give up."""
        super().__init__(path, patience)
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
        self.db.table("collections").update(collection, {"mark": mark})

    def insert_source(self, collection: Collection, running: bool, fields: Mapping[str, str | int | None]) -> int:
        """Insert a source and return its id. `fields`: key, title, url, date, author, lang, lang_stated, gives_way."""
        row = self.db.table("sources").insert({"collection": collection.id, "running": running, **fields})
        return int(cast(int, row.last_pk))

    def update_source(self, source_id: int, fields: Mapping[str, str | int | None]) -> None:
        """Update these fields of a source."""
        self.db.table("sources").update(source_id, dict(fields))

    def delete_source(self, source_id: int) -> None:
        """Delete a source and its passages."""
        self.db.table("sources").delete(source_id)

    def next_passage_id(self) -> int:
        """The id after the highest one ever used."""
        rows = self._rows("SELECT seq FROM sqlite_sequence WHERE name = 'passages'")
        return int(rows[0]["seq"]) + 1 if rows else 1

    def insert_passages(self, source_id: int, mark: int, drafts: Iterable[StoredDraft]) -> None:
        """Insert new passages."""
        above = self._headings(source_id)
        # sqlite3's executemany is twice as fast as sqlite-utils' insert_all, which inspects every value.
        self.db.conn.executemany(
            "INSERT INTO passages"  # noqa: S608  # names of our own columns
            f" (id, source, mark, text, sentences, lang, ordinal, heading, index_bytes, {', '.join(DRAFT)})"
            f" VALUES ({', '.join('?' * (9 + len(DRAFT)))})",
            [
                (
                    d.id,
                    source_id,
                    mark,
                    d.draft.text,
                    flat(d.sentences),
                    d.lang,
                    d.ordinal,
                    above.id_of(d.draft.headings),
                    d.index_bytes,
                    *draft_columns(d.draft),
                )
                for d in drafts
            ],
        )

    def update_passage(self, source_id: int, passage_id: int, ordinal: int, draft: Draft, mark: int | None) -> None:
        """Update a passage whose text is unchanged. Pass `mark` if its index entry changes."""
        changes: dict[str, Any] = {"ordinal": ordinal, **dict(zip(DRAFT, draft_columns(draft), strict=True))}
        changes["heading"] = self._headings(source_id).id_of(draft.headings)
        if mark is not None:
            changes["mark"] = mark
        self.db.table("passages").update(passage_id, changes)

    def set_analysis(self, passage_id: int, sentences: Sequence[Span], lang: str, index_bytes: int) -> None:
        """Update the language of a passage, its sentences in that language, and the size of its index entry."""
        changes = {"sentences": flat(sentences), "lang": lang, "index_bytes": index_bytes}
        self.db.table("passages").update(passage_id, changes)

    def entry_sizes(self, source_id: int) -> dict[int, int]:
        """The sizes in bytes of the index entries of a source's passages, by id."""
        return dict(self.db.execute("SELECT id, index_bytes FROM passages WHERE source = ?", [source_id]).fetchall())

    def tidy_headings(self, source_id: int) -> int:
        """Delete the headings that no passage of a source stands below. Returns the size of the others in bytes."""
        self._headings(source_id).delete_unused()
        del self._above[source_id]
        sql = "SELECT ifnull(sum(length(CAST(text AS BLOB)) + ?), 0) FROM headings WHERE source = ?"
        (size,) = self.db.execute(sql, [BYTES_OF_ROW, source_id]).fetchone()
        return int(size)

    def set_sizes(self, source_id: int, stored_bytes: int, index_bytes: int) -> None:
        """Set the sizes of all that a source has in the store, and in the index, in bytes."""
        self.db.table("sources").update(source_id, {"stored_bytes": stored_bytes, "index_bytes": index_bytes})

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
