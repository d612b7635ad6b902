"""Updates that wait for their answer, in `inbox.db`: what Telegram was told is received survives the bot's death.

An update is stored before it is confirmed to Telegram; its words are deleted when it is handled, and leave the files
soon after. Of the last ones, their numbers are kept, so that none is taken twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database, Migrations

from bot.errors import ConversationsError
from bot.keeping.databases import OwnDatabase, durable, open_database
from bot.keeping.keeper import Keeper
from index.store.erasing import empty_log

FILE_NAME = "inbox.db"
MOST_NUMBERS = 1_000
"""Of handled updates, the numbers of so many are kept."""

MOST_TRIES = 3
"""So often is an update handed out that was left, the last times alone; then the bot died of it, and it is dropped."""

# In milliseconds. Nobody else writes to this file.
_PATIENCE = 500

migrations = Migrations("inbox")


@migrations()
def updates(db: Database) -> None:
    """Updates in the order of their arrival."""
    db.execute(
        """
        CREATE TABLE updates (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            bot INTEGER NOT NULL,            -- the id of the bot: others have updates of the same numbers
            number INTEGER NOT NULL,         -- Telegram's update_id
            body BLOB,                       -- as JSON; NULL once it is handled
            tries INTEGER NOT NULL,          -- how often it was handed out after the bot had died
            UNIQUE (bot, number)
        )
        """
    )


class Stored(NamedTuple):
    """An update: its number, itself as JSON, and how often it was handed out after the bot had died."""

    number: int
    body: bytes
    tries: int


class Left(NamedTuple):
    """What an earlier run left: updates that wait, numbers of handled ones, and how many were dropped."""

    waiting: Sequence[Stored]
    handled: Sequence[int]
    dropped: int


class Inbox:
    """The stored updates of a bot. Its methods run in the thread of its `keeper`; they raise sqlite3.Error."""

    def __init__(self, database: OwnDatabase, bot: int) -> None:
        self._database, self._bot = database, bot
        self._db = database.writing
        self._db.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        self.keeper = Keeper(FILE_NAME)

    @classmethod
    def open(cls, directory: Path, bot: int) -> Inbox:
        """Open or create the database in a data directory; `bot` is the bot's id. Raises ConversationsError."""
        path = directory / FILE_NAME
        try:
            return cls(open_database(path, migrations), bot)
        except (OSError, sqlite3.Error) as error:
            raise ConversationsError(
                f"{path}: {error}; move it away: only questions that were not answered yet are lost"
            ) from error

    def close(self) -> None:
        """Write what waits, and close the database."""
        self.keeper.close()
        self._database.close()

    def store(self, updates: Sequence[tuple[int, bytes]]) -> None:
        """Store updates, pairs of a number and JSON, so that they survive a power cut; known ones stay as they are."""
        with durable(self._db):
            rows = [(self._bot, *one) for one in updates]
            self._db.conn.executemany("INSERT OR IGNORE INTO updates VALUES (NULL, ?, ?, ?, 0)", rows)

    def note_handled(self, numbers: Sequence[int]) -> None:
        """Delete the words of these updates, and the numbers of those that were handled long before."""
        with self._db.atomic():
            self._db.conn.executemany(
                "UPDATE updates SET body = NULL WHERE bot = ? AND number = ?", [(self._bot, one) for one in numbers]
            )
            self._db.execute(
                "DELETE FROM updates WHERE body IS NULL AND id <= (SELECT max(id) FROM updates) - ?", [MOST_NUMBERS]
            )

    def left(self) -> Left:
        """What an earlier run left, in the order of arrival. Those that were tried too often are dropped.

        What another bot left in this directory is deleted.
        """
        with self._db.atomic():
            self._db.execute("DELETE FROM updates WHERE bot != ?", [self._bot])
            dropped = self._db.execute(
                "UPDATE updates SET body = NULL WHERE body IS NOT NULL AND tries >= ?", [MOST_TRIES]
            ).rowcount
            rows = self._db.execute("SELECT number, body, tries FROM updates ORDER BY id").fetchall()
            self._db.execute("UPDATE updates SET tries = 1 WHERE body IS NOT NULL AND tries = 0")
        waiting = [Stored(*row) for row in rows if row[1] is not None]
        return Left(waiting, [number for number, body, _ in rows if body is None], dropped)

    def note_try(self, number: int) -> None:
        """Store that an update is handed out once more."""
        with self._db.atomic():
            self._db.execute("UPDATE updates SET tries = tries + 1 WHERE bot = ? AND number = ?", [self._bot, number])

    def give_back(self) -> None:
        """Note that the bot leaves alive: what is unanswered is tried anew, as if it had just come."""
        with self._db.atomic():
            self._db.execute("UPDATE updates SET tries = 0 WHERE body IS NOT NULL AND tries > 0")

    def empty_log(self) -> None:
        """Remove the words of handled updates from the write-ahead log."""
        empty_log(self._db)
