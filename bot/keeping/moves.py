"""Moves of groups to the ids of the supergroups that they became, in `chats.db`.

The collections of a chat are in the library, whose write lock another process may hold for minutes. So a move is
stored here first, as pending until the library has carried it out.
"""

from __future__ import annotations

from sqlite_utils import Database

from bot.keeping.databases import OwnDatabase, durable


class Moves:
    """The former ids of chats, and the moves that are pending. Cached in memory."""

    def __init__(self, database: OwnDatabase) -> None:
        self._db, self._writing = database.reading, database.writing
        self.read(database.reading)

    def read(self, database: Database) -> None:
        """Load the cache, through a connection of this thread."""
        rows = database.execute("SELECT chat_id, old_id, done FROM moves").fetchall()
        self._earlier: dict[int, int] = {chat_id: old_id for chat_id, old_id, _ in rows}
        self._later: dict[int, int] = {old_id: chat_id for chat_id, old_id, _ in rows}
        self._pending = {chat_id: old_id for chat_id, old_id, done in rows if not done}

    def expect(self, old_id: int, new_id: int) -> None:
        """Know of a move from now on, before it is stored: whoever asks in the new chat meanwhile is answered."""
        if self._earlier.get(new_id) != old_id:
            self._earlier[new_id], self._later[old_id], self._pending[new_id] = old_id, new_id, old_id

    def note(self, old_id: int, new_id: int) -> None:
        """Store a pending move, in the transaction of `ChatStore.move`."""
        self._writing.execute(
            "INSERT INTO moves VALUES (?, ?, 0) ON CONFLICT DO UPDATE SET old_id = excluded.old_id, done = 0"
            " WHERE old_id != excluded.old_id",
            [new_id, old_id],
        )

    def finish(self, new_id: int) -> None:
        """Store that the library has carried out the move to `new_id`."""
        with durable(self._writing):
            self._writing.execute("UPDATE moves SET done = 1 WHERE chat_id = ?", [new_id])
        self._pending.pop(new_id, None)

    def earlier_id(self, chat_id: int) -> int | None:
        """The id that a supergroup had as a group."""
        return self._earlier.get(chat_id)

    def current_id(self, chat_id: int) -> int:
        """The id of a chat now: that of the supergroup which it became, else its own."""
        return self._later.get(chat_id, chat_id)

    def pending_from(self, chat_id: int) -> int | None:
        """The id under which the library still knows a chat; None if no move is pending."""
        return self._pending.get(chat_id)

    def pending(self) -> list[int]:
        """The new ids of the chats whose moves are pending."""
        return list(self._pending)
