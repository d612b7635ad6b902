"""Write access to the tables, within a transaction."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from index.errors import StoreBusy
from index.model import Draft, Span
from index.store.reader import Reader
from index.store.rows import DRAFT, Collection, StoredDraft, draft_columns, flat


class Transaction(Reader):
    """A write transaction, created by `Store.transaction`. Its changes are visible to others once it is committed."""

    def __init__(self, path: Path, patience: float, interrupted: threading.Event) -> None:
        """Connect to the file at `path`; `interrupted` is set when long transactions are to give up."""
        super().__init__(path, patience)
        self._interrupted = interrupted

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

    def insert_source(self, collection: Collection, running: bool, fields: Mapping[str, str | bool | None]) -> int:
        """Insert a source and return its id. `fields`: key, title, url, date, author, lang, lang_stated."""
        row = self.db.table("sources").insert({"collection": collection.id, "running": running, **fields})
        return int(cast(int, row.last_pk))

    def update_source(self, source_id: int, fields: Mapping[str, str | bool | None]) -> None:
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
        # sqlite3's executemany is twice as fast as sqlite-utils' insert_all, which inspects every value.
        self.db.conn.executemany(
            f"INSERT INTO passages (id, source, mark, text, sentences, lang, ordinal, {', '.join(DRAFT)})"  # noqa: S608  # names of our own tables and columns
            f" VALUES ({', '.join('?' * (7 + len(DRAFT)))})",
            (
                (d.id, source_id, mark, d.draft.text, flat(d.sentences), d.lang, d.ordinal, *draft_columns(d.draft))
                for d in drafts
            ),
        )

    def update_passage(self, passage_id: int, ordinal: int, draft: Draft, mark: int | None) -> None:
        """Update a passage whose text is unchanged. Pass `mark` if its index entry changes."""
        changes: dict[str, Any] = {"ordinal": ordinal, **dict(zip(DRAFT, draft_columns(draft), strict=True))}
        if mark is not None:
            changes["mark"] = mark
        self.db.table("passages").update(passage_id, changes)

    def set_analysis(self, passage_id: int, sentences: Sequence[Span], lang: str) -> None:
        """Update the language of a passage, and its sentences in that language."""
        self.db.table("passages").update(passage_id, {"sentences": flat(sentences), "lang": lang})

    def delete_passages(self, ids: Iterable[int]) -> None:
        """Delete passages."""
        self.db.conn.executemany("DELETE FROM passages WHERE id = ?", ((i,) for i in ids))

    def set_chat(self, chat_id: int, collections: Sequence[str]) -> None:
        """Set the collections that a chat searches."""
        self.db.table("chats").upsert({"id": chat_id, "collections": json.dumps(list(collections))}, pk="id")

    def delete_chat(self, chat_id: int) -> None:
        """Delete a chat's collections."""
        self.db.table("chats").delete_where("id = ?", [chat_id])
