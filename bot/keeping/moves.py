"""Groups that became supergroups, which have another number, in `chats.db`.

What a chat may ask stands in the library, whose write lock another process may hold for minutes. So a move is noted
here first, and is not done before the library has carried it out.
"""

from __future__ import annotations

from sqlite_utils import Database

from bot.keeping.databases import durable


class Moves:
    """Which number a chat had before, and which moves the library has still to carry out. All of it is in memory."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.read()

    def read(self) -> None:
        """Take over what the file says."""
        rows = self._db.execute("SELECT chat_id, old_id, done FROM moves").fetchall()
        self._earlier = {chat_id: old_id for chat_id, old_id, _ in rows}
        self._pending = {chat_id: old_id for chat_id, old_id, done in rows if not done}

    def note(self, old_id: int, new_id: int) -> None:
        """Note a move that the library has to carry out; a part of a change that `ChatStore.move` makes."""
        if self._earlier.get(new_id) != old_id:
            self._db.execute("INSERT OR REPLACE INTO moves VALUES (?, ?, 0)", [new_id, old_id])

    def finish(self, new_id: int) -> None:
        """Note that the library has carried out the move to this number."""
        with durable(self._db):
            self._db.execute("UPDATE moves SET done = 1 WHERE chat_id = ?", [new_id])
        self._pending.pop(new_id, None)

    def earlier_id(self, chat_id: int) -> int | None:
        """The number that a supergroup had as a group."""
        return self._earlier.get(chat_id)

    def pending_from(self, chat_id: int) -> int | None:
        """The number under which the library still knows a chat; None where it knows it under its own."""
        return self._pending.get(chat_id)

    def pending(self) -> list[int]:
        """The chats whose moves the library has still to carry out."""
        return list(self._pending)
