"""What chats chose, and what was counted in them, in a file of its own: `chats.db` in the data directory.

Not in the library's database, whose write lock a long `verbatim add` holds for minutes: whoever mutes the bot must not
wait for that. And not in `conversations.db`, which expires and may be thrown away: a topic in which the bot was told to
be silent stays silent. Which collections a chat *may* ask is the operator's, and stays in the library.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from bot.errors import ConversationsError
from bot.keeping.additions import Additions
from bot.keeping.chats_schema import migrations
from bot.keeping.databases import durable, open_database
from bot.keeping.feedback import Feedback
from bot.keeping.moves import Moves
from bot.keeping.mutes import Mutes
from bot.keeping.notes import Notes
from bot.keeping.scheduled_deletions import ScheduledDeletions
from bot.keeping.stored_settings import StoredSettings

FILE_NAME = "chats.db"
# What belongs to a chat and goes where it goes.
_MOVING = ("settings", "topics", "mutes", "told", "votes", "counted_votes", "questions", "refused")
# What belongs to a message, and so stays: a supergroup numbers its messages anew.
_STAYING = ("vanishing", "added")


class ChatStore:
    """The file of the chats. For the thread that opened it; reading is from memory, writing takes a millisecond."""

    def __init__(self, database: Database) -> None:
        self.db = database
        self.settings = StoredSettings(database)
        self.mutes = Mutes(database, self.settings)
        self.moves = Moves(database)
        self.additions = Additions(database)
        self.deletions = ScheduledDeletions(database)
        self.notes = Notes(database)
        self.feedback = Feedback(database, self.settings)

    @classmethod
    def open(cls, directory: Path) -> ChatStore:
        """The store in this data directory, made where there is none. Raises ConversationsError."""
        path = directory / FILE_NAME
        try:
            # Every answer is counted, and does not wait for the disk. What somebody chose does: see `durable`.
            return cls(open_database(path, migrations))
        except (OSError, sqlite3.Error, ValueError) as error:
            raise ConversationsError(
                f"{path}: {error}; it holds what chats chose for themselves: restore a copy, or move it away, and "
                "every chat has the default settings"
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        self.db.conn.close()

    def move(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup, which has another number: all that it chose and counted goes along.

        What the library has to do for it is noted, see `Moves`.
        """
        with durable(self.db):
            for table in _MOVING:
                # What the new one has already stays: Telegram tells of a move twice, once in each chat.
                self.db.execute(f"UPDATE OR IGNORE {table} SET chat_id = ? WHERE chat_id = ?", [new_id, old_id])
                self.db.execute(f"DELETE FROM {table} WHERE chat_id = ?", [old_id])
            for table in _STAYING:
                self.db.execute(f"DELETE FROM {table} WHERE chat_id = ?", [old_id])
            self.moves.note(old_id, new_id)
        for part in (self.settings, self.mutes, self.moves):
            part.read()
