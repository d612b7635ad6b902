"""Records of what is said or done only once, in `chats.db`."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlite_utils import Database

from bot.keeping.databases import durable


class Notes:
    """Who was told that the bot is not for them, named values, and secrets."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def tell_once(self, chat_id: int, user_id: int) -> bool:
        """Record that a user is told; returns whether it is the first time. `user_id` 0 stands for the whole chat."""
        with self._db.atomic():
            told = self._db.execute("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", [chat_id, user_id, time.time()])
        return bool(told.rowcount)

    def get(self, name: str) -> str | None:
        """The value stored under a name."""
        row = self._db.execute("SELECT value FROM notes WHERE name = ?", [name]).fetchone()
        return row[0] if row else None

    def set(self, name: str, value: str) -> None:
        """Store a value under a name."""
        with self._db.atomic():
            self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", [name, value])

    def secret(self, name: str, new: Callable[[], bytes]) -> bytes:
        """The secret stored under a name; where there is none, `new` makes it."""
        with durable(self._db):
            self._db.execute("INSERT OR IGNORE INTO notes VALUES (?, ?)", [name, new().hex()])
        return bytes.fromhex(self.get(name) or "")
