"""What the bot notes to itself, so that it says or does something once, in `chats.db`."""

from __future__ import annotations

import time

from sqlite_utils import Database


class Notes:
    """Who was told that this bot is not for them, and values by name."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def tell_once(self, chat_id: int, user_id: int) -> bool:
        """Whether somebody is still to be told; from now on, they were. `user_id` 0: the chat as a whole."""
        with self._db.atomic():
            told = self._db.execute("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", [chat_id, user_id, time.time()])
        return bool(told.rowcount)

    def get(self, name: str) -> str | None:
        """What was noted under a name."""
        row = self._db.execute("SELECT value FROM notes WHERE name = ?", [name]).fetchone()
        return row[0] if row else None

    def set(self, name: str, value: str) -> None:
        """Note something under a name."""
        with self._db.atomic():
            self._db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", [name, value])
