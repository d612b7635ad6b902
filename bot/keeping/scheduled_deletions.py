"""Messages of the bot that are to be deleted, in `chats.db`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database


class ScheduledDeletions:
    """The messages to be deleted, and when."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note(self, chat_id: int, message_ids: Sequence[int], due: float) -> None:
        """Schedule the deletion of messages at a Unix time."""
        with self._db.atomic():
            self._db.conn.executemany(
                "INSERT OR REPLACE INTO vanishing VALUES (?, ?, ?)",
                [(chat_id, message_id, due) for message_id in message_ids],
            )

    def take_due(self, now: float) -> list[tuple[int, int]]:
        """Remove and return the messages that are due, as pairs of chat id and message id."""
        with self._db.atomic():
            rows = self._db.execute("SELECT chat_id, message_id FROM vanishing WHERE due <= ?", [now]).fetchall()
            if rows:
                self._db.execute("DELETE FROM vanishing WHERE due <= ?", [now])
        return [(chat_id, message_id) for chat_id, message_id in rows]
