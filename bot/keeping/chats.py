"""Settings and statistics of chats, in `chats.db` in the data directory.

They are not in the library, whose write lock a long `verbatim add` holds for minutes: /mute must not wait for it. They
are not in `conversations.db`, whose content expires and may be deleted: a muted topic stays muted. The collections that
a chat *may* ask are set by the operator, in the library.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.errors import ConversationsError
from bot.keeping.additions import Additions
from bot.keeping.chats_schema import migrations
from bot.keeping.databases import OwnDatabase, durable, open_database
from bot.keeping.feedback import Feedback
from bot.keeping.keeper import Keeper
from bot.keeping.moves import Moves
from bot.keeping.mutes import Mutes
from bot.keeping.notes import Notes
from bot.keeping.scheduled_deletions import ScheduledDeletions
from bot.keeping.stored_settings import StoredSettings

FILE_NAME = "chats.db"
# Tables whose rows move with a chat.
_MOVING = ("settings", "topics", "mutes", "told", "votes", "counted_votes", "questions", "refused")
# Tables about messages, which are deleted: a supergroup numbers its messages anew.
_DROPPED = ("vanishing", "added")


class ChatStore:
    """The database of chats. Read in the thread that opened it; write in that of its `keeper`."""

    def __init__(self, database: OwnDatabase, clock: Callable[[], float]) -> None:
        self.db = database
        self.keeper = Keeper(FILE_NAME)
        self.settings = StoredSettings(database)
        self.mutes = Mutes(database, self.settings, clock)
        self.moves = Moves(database)
        self.additions = Additions(database)
        self.deletions = ScheduledDeletions(database)
        self.notes = Notes(database, clock)
        self.feedback = Feedback(database, self.settings, clock)

    @classmethod
    def open(cls, directory: Path, clock: Callable[[], float] = time.time) -> ChatStore:
        """Open or create the database in a data directory. `clock` gives Unix time. Raises ConversationsError."""
        path = directory / FILE_NAME
        try:
            return cls(open_database(path, migrations), clock)
        except (OSError, sqlite3.Error, ValueError) as error:
            raise ConversationsError(
                f"{path}: {error}; it holds the settings of chats: restore a copy, or move it away, which resets "
                "every chat to the default settings"
            ) from error

    def close(self) -> None:
        """Write what waits, and close the database."""
        self.keeper.close()
        self.db.close()

    def expect_move(self, old_id: int, new_id: int) -> None:
        """Know of a move at once: whoever asks in the new chat while `move` stores it finds what the old one chose."""
        for cached in (self.settings, self.mutes, self.moves):
            cached.expect(old_id, new_id)

    def move(self, old_id: int, new_id: int) -> None:
        """Move settings and statistics of a group to the supergroup that it became, which has another id.

        The part for the library is stored as pending, see `Moves`.
        """
        writing = self.db.writing
        with durable(writing):
            for table in _MOVING:
                # Existing rows of the new chat stay: Telegram announces a migration twice, once in each chat.
                writing.execute(f"UPDATE OR IGNORE {table} SET chat_id = ? WHERE chat_id = ?", [new_id, old_id])  # noqa: S608  # names of our own tables and columns
                writing.execute(f"DELETE FROM {table} WHERE chat_id = ?", [old_id])  # noqa: S608  # names of our own tables and columns
            for table in _DROPPED:
                writing.execute(f"DELETE FROM {table} WHERE chat_id = ?", [old_id])  # noqa: S608  # names of our own tables and columns
            self.moves.note(old_id, new_id)
        for cached in (self.settings, self.mutes, self.moves):
            cached.read(writing)


def known_groups(directory: Path) -> list[int]:
    """The groups that asked something, or chose something, as `chats.db` in a data directory knows; none without one.

    Nothing is written, and nothing waits: the bot may be running.
    """
    path = directory / FILE_NAME
    if not path.exists():
        return []
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            rows = database.execute(
                "SELECT chat_id FROM questions WHERE chat_id < 0 UNION SELECT chat_id FROM settings WHERE chat_id < 0"
            )
            return [chat_id for (chat_id,) in rows]
    except sqlite3.Error:  # `verbatim doctor` says what is wrong with it
        return []
