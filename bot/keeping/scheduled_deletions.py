"""Messages of the bot that are to be deleted, in `chats.db`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.keeping.databases import OwnDatabase


class ScheduledDeletions:
    """The messages to be deleted, and when. Each stays scheduled until it is deleted, whatever happens meanwhile."""

    def __init__(self, database: OwnDatabase) -> None:
        self._db, self._writing = database.reading, database.writing
        self._taken: set[tuple[int, int]] = set()

    def note(self, chat_id: int, message_ids: Sequence[int], due: float) -> None:
        """Schedule the deletion of messages at a Unix time."""
        with self._writing.atomic():
            self._writing.conn.executemany(
                "INSERT OR REPLACE INTO vanishing VALUES (?, ?, ?)",
                [(chat_id, message_id, due) for message_id in message_ids],
            )

    def take_due(self, now: float) -> list[tuple[int, int]]:
        """The messages that are due, as pairs of chat id and message id; each only once until the next start."""
        rows = self._db.execute("SELECT chat_id, message_id FROM vanishing WHERE due <= ?", [now]).fetchall()
        due = [(chat_id, message_id) for chat_id, message_id in rows if (chat_id, message_id) not in self._taken]
        self._taken.update(due)
        return due

    def done(self, chat_id: int, message_id: int) -> None:
        """A message is deleted, or never will be."""
        with self._writing.atomic():
            self._writing.execute("DELETE FROM vanishing WHERE chat_id = ? AND message_id = ?", [chat_id, message_id])
        self._taken.discard((chat_id, message_id))
