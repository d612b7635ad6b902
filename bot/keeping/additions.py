"""Which source of the library's a message was made, or says that it was made, in `chats.db`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database


class Additions:
    """The messages by which sources were added."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note(self, chat_id: int, message_ids: Sequence[int], source_id: int) -> None:
        """Note that messages were made a source of the library's, or say so."""
        with self._db.atomic():
            self._db.conn.executemany(
                "INSERT OR REPLACE INTO added VALUES (?, ?, ?)",
                [(chat_id, message_id, source_id) for message_id in message_ids],
            )

    def source_of(self, chat_id: int, message_id: int) -> int | None:
        """The source that a message was made, or tells of."""
        row = self._db.execute(
            "SELECT source_id FROM added WHERE chat_id = ? AND message_id = ?", [chat_id, message_id]
        ).fetchone()
        return row[0] if row else None

    def forget(self, source_id: int) -> None:
        """Forget a source that was removed."""
        with self._db.atomic():
            self._db.execute("DELETE FROM added WHERE source_id = ?", [source_id])
