"""Records of what is said or done only once, in `chats.db`."""

from __future__ import annotations

from collections.abc import Callable

from bot.keeping.databases import OwnDatabase, durable

MOST_TOLD = 10_000
"""Maximum number of people who are remembered as told."""


class Notes:
    """Who was told that the bot is not for them, named values, and secrets."""

    def __init__(self, database: OwnDatabase, clock: Callable[[], float]) -> None:
        self._db, self._writing = database.reading, database.writing
        self._clock = clock

    def was_told(self, chat_id: int, user_id: int) -> bool:
        """Whether a user was told. `user_id` 0 stands for the whole chat."""
        told = self._db.execute("SELECT 1 FROM told WHERE chat_id = ? AND user_id = ?", [chat_id, user_id])
        return told.fetchone() is not None

    def tell(self, chat_id: int, user_id: int) -> None:
        """Record that a user was told. Beyond MOST_TOLD, the half that was told first is forgotten."""
        with self._writing.atomic():
            self._writing.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", [chat_id, user_id, self._clock()])
            if self._writing.execute("SELECT count(*) FROM told").fetchone()[0] > MOST_TOLD:
                self._writing.execute(
                    "DELETE FROM told WHERE told_at < (SELECT told_at FROM told ORDER BY told_at LIMIT 1 OFFSET ?)",
                    [MOST_TOLD // 2],
                )

    def get(self, name: str) -> str | None:
        """The value stored under a name."""
        row = self._db.execute("SELECT value FROM notes WHERE name = ?", [name]).fetchone()
        return row[0] if row else None

    def set(self, name: str, value: str) -> None:
        """Store a value under a name."""
        with self._writing.atomic():
            self._writing.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", [name, value])

    def secret(self, name: str, new: Callable[[], bytes]) -> bytes:
        """The secret stored under a name; where there is none, `new` makes it."""
        with durable(self._writing):
            self._writing.execute("INSERT OR IGNORE INTO notes VALUES (?, ?)", [name, new().hex()])
        return bytes.fromhex(self.get(name) or "")
