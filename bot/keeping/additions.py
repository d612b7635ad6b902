"""The sources added from messages, and who added them, in `chats.db`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.keeping.databases import OwnDatabase


class Additions:
    """Maps messages to the sources that were added from them or that they report."""

    def __init__(self, database: OwnDatabase) -> None:
        self._db, self._writing = database.reading, database.writing

    def note(self, source_id: int, person: int, places: Sequence[tuple[int, int]]) -> None:
        """Store who added a source, and the messages, as chat and number, from which it was added or that report it.

        `person` is the id of a user, or of the chat in whose name they write.
        """
        with self._writing.atomic():
            self._writing.conn.executemany(
                "INSERT OR REPLACE INTO added VALUES (?, ?, ?)",
                [(chat_id, message_id, source_id) for chat_id, message_id in places],
            )
            self._writing.execute("INSERT OR REPLACE INTO adders VALUES (?, ?)", [source_id, person])

    def source_of(self, chat_id: int, message_id: int) -> int | None:
        """The id of the source that was added from a message, or that it reports."""
        row = self._db.execute(
            "SELECT source_id FROM added WHERE chat_id = ? AND message_id = ?", [chat_id, message_id]
        ).fetchone()
        return row[0] if row else None

    def has_added(self, person: int) -> bool:
        """Whether somebody added a source that is still there."""
        return bool(self._db.execute("SELECT 1 FROM adders WHERE person = ? LIMIT 1", [person]).fetchone())

    def is_by(self, source_id: int, person: int) -> bool:
        """Whether somebody added this source."""
        found = self._db.execute("SELECT 1 FROM adders WHERE source_id = ? AND person = ?", [source_id, person])
        return bool(found.fetchone())

    def forget(self, source_id: int) -> None:
        """Delete the entries of a removed source."""
        with self._writing.atomic():
            self._writing.execute("DELETE FROM added WHERE source_id = ?", [source_id])
            self._writing.execute("DELETE FROM adders WHERE source_id = ?", [source_id])
