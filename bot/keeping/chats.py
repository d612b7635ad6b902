"""What chats chose, and what was counted in them, in a file of its own: `chats.db` in the data directory.

Not in the library's database, whose write lock a long `verbatim add` holds for minutes: whoever mutes the bot must not
wait for that. And not in `conversations.db`, which expires and may be thrown away: a topic in which the bot was told to
be silent stays silent. Which collections a chat *may* ask is the operator's, and stays in the library.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database, Migrations

from bot.errors import ConversationsError
from bot.keeping.chat_settings import Adders, ChatSettings, Mode
from bot.keeping.databases import open_database

_Value = TypeVar("_Value")

FILE_NAME = "chats.db"
WHOLE_CHAT = 0
"""Stands for the whole chat where a topic is meant otherwise; no topic has this number."""

migrations = Migrations("verbatim.chats")


@migrations()
def settings_votes_and_counts(db: Database) -> None:
    """A chat's numbers stand first in every key, so that all of a chat can be moved when it becomes a supergroup."""
    for statement in (
        """
        CREATE TABLE settings (
            chat_id INTEGER PRIMARY KEY,
            mode TEXT NOT NULL,
            language TEXT,
            quotes INTEGER,
            vanish_after INTEGER NOT NULL,  -- seconds
            adders TEXT NOT NULL,
            keeps_refused INTEGER NOT NULL,
            left_out TEXT NOT NULL          -- JSON: names of collections
        )
        """,
        """
        CREATE TABLE topics (
            chat_id INTEGER NOT NULL,
            thread_id INTEGER NOT NULL,
            mode TEXT NOT NULL,
            PRIMARY KEY (chat_id, thread_id)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE mutes (
            chat_id INTEGER NOT NULL,
            thread_id INTEGER NOT NULL,     -- 0: the whole chat
            until REAL,                     -- seconds since 1970; NULL: until somebody ends it
            PRIMARY KEY (chat_id, thread_id)
        ) WITHOUT ROWID
        """,
        # Who was told that this bot is not for them; user 0: the chat as a whole.
        """
        CREATE TABLE told (
            chat_id INTEGER NOT NULL,
            user_id INTEGER NOT NULL,
            told_at REAL NOT NULL,
            PRIMARY KEY (chat_id, user_id)
        ) WITHOUT ROWID
        """,
        "CREATE TABLE moves (chat_id INTEGER PRIMARY KEY, old_id INTEGER NOT NULL)",
        """
        CREATE TABLE vanishing (
            chat_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            due REAL NOT NULL,              -- seconds since 1970
            PRIMARY KEY (chat_id, message_id)
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE votes (
            chat_id INTEGER NOT NULL,
            passage_id INTEGER NOT NULL,
            "start" INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            voter_id INTEGER NOT NULL,
            helped INTEGER NOT NULL,
            voted_at REAL NOT NULL,
            PRIMARY KEY (chat_id, passage_id, "start", "end", voter_id)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX votes_by_age ON votes (voted_at)",
        # Votes whose voters have been forgotten.
        """
        CREATE TABLE counted_votes (
            chat_id INTEGER NOT NULL,
            passage_id INTEGER NOT NULL,
            "start" INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            helped INTEGER NOT NULL,
            not_helped INTEGER NOT NULL,
            PRIMARY KEY (chat_id, passage_id, "start", "end")
        ) WITHOUT ROWID
        """,
        """
        CREATE TABLE questions (
            chat_id INTEGER PRIMARY KEY,
            since TEXT NOT NULL,            -- ISO date, UTC
            asked INTEGER NOT NULL,
            answered INTEGER NOT NULL,
            slowest_ms REAL NOT NULL
        )
        """,
        # The words of questions; only of chats that asked for it.
        """
        CREATE TABLE refused (
            chat_id INTEGER NOT NULL,
            question TEXT NOT NULL,
            times INTEGER NOT NULL,
            last_asked REAL NOT NULL,
            PRIMARY KEY (chat_id, question)
        ) WITHOUT ROWID
        """,
        "CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    ):
        db.execute(statement)


@migrations()
def what_was_added(db: Database) -> None:
    """Which source of the library's a message was made, or says that it was made."""
    db.execute(
        """
        CREATE TABLE added (
            chat_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            source_id INTEGER NOT NULL,
            PRIMARY KEY (chat_id, message_id)
        ) WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX added_sources ON added (source_id)")


# What belongs to a chat and goes where it goes. Messages do not: a supergroup numbers them anew.
_MOVING = ("settings", "topics", "mutes", "told", "votes", "counted_votes", "questions", "refused")


class ChatStore:
    """The file of chats' settings. For one thread at a time; reading is from memory, writing takes a millisecond."""

    def __init__(self, database: Database) -> None:
        self.db = database
        self._settings = {row[0]: _settings(row) for row in database.execute("SELECT * FROM settings").fetchall()}
        self._topics = {
            (chat_id, thread_id): Mode(mode)
            for chat_id, thread_id, mode in database.execute("SELECT * FROM topics").fetchall()
        }
        self._mutes: dict[tuple[int, int], float | None] = {
            (chat_id, thread_id): until
            for chat_id, thread_id, until in database.execute("SELECT * FROM mutes").fetchall()
        }

    @classmethod
    def open(cls, directory: Path) -> ChatStore:
        """The store in this data directory, made where there is none. Raises ConversationsError."""
        path = directory / FILE_NAME
        try:
            # Every answer is counted, and does not wait for the disk. What somebody chose does: see `_durable`.
            return cls(open_database(path, migrations))
        except (OSError, sqlite3.Error, ValueError) as error:
            raise ConversationsError(
                f"{path}: {error}; it holds what chats chose for themselves: restore a copy, or move it away, and "
                "every chat has the default settings"
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        self.db.conn.close()

    @contextmanager
    def _durable(self) -> Iterator[None]:
        """A change that outlives a power cut from the moment it is made."""
        self.db.execute("PRAGMA synchronous = FULL")
        try:
            with self.db.atomic():
                yield
        finally:
            self.db.execute("PRAGMA synchronous = NORMAL")

    # What a chat chose

    def of(self, chat_id: int) -> ChatSettings:
        """What a chat chose; the defaults where it chose nothing."""
        return self._settings.get(chat_id, ChatSettings())

    def set(self, chat_id: int, settings: ChatSettings) -> None:
        """Keep what a chat chose."""
        with self._durable():
            self.db.execute(
                "INSERT OR REPLACE INTO settings VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    chat_id,
                    settings.mode.value,
                    settings.language,
                    settings.quotes,
                    settings.vanish_after,
                    settings.adders.value,
                    settings.keeps_refused,
                    json.dumps(settings.left_out, ensure_ascii=False),
                ],
            )
            if not settings.keeps_refused:
                self.db.execute("DELETE FROM refused WHERE chat_id = ?", [chat_id])
        self._settings[chat_id] = settings

    def topic_mode(self, chat_id: int, thread_id: int) -> Mode | None:
        """What was chosen for one topic; None: it goes with its chat."""
        return self._topics.get((chat_id, thread_id))

    def set_topic_mode(self, chat_id: int, thread_id: int, mode: Mode | None) -> None:
        """Choose for one topic; None: it goes with its chat."""
        with self._durable():
            self.db.execute("DELETE FROM topics WHERE chat_id = ? AND thread_id = ?", [chat_id, thread_id])
            if mode is not None:
                self.db.execute("INSERT INTO topics VALUES (?, ?, ?)", [chat_id, thread_id, mode.value])
        self._topics.pop((chat_id, thread_id), None)
        if mode is not None:
            self._topics[chat_id, thread_id] = mode

    # When to speak

    def mode(self, chat_id: int, thread_id: int | None, now: float | None = None) -> Mode:
        """When the bot speaks in a chat, or in one of its topics, at this moment."""
        if self.muted(chat_id, thread_id, now):
            return Mode.OFF
        own = self.topic_mode(chat_id, thread_id) if thread_id else None
        return own or self.of(chat_id).mode

    def has_mode(self, chat_id: int, mode: Mode) -> bool:
        """Whether this is what was chosen for a chat or for any of its topics."""
        return self.of(chat_id).mode is mode or any(
            chat == chat_id and chosen is mode for (chat, _), chosen in self._topics.items()
        )

    def mute(self, chat_id: int, thread_id: int | None, until: float | None) -> None:
        """Be silent in a chat, or in one of its topics, until a moment (in seconds since 1970) or until unmuted."""
        with self._durable():
            self.db.execute("INSERT OR REPLACE INTO mutes VALUES (?, ?, ?)", [chat_id, thread_id or WHOLE_CHAT, until])
        self._mutes[chat_id, thread_id or WHOLE_CHAT] = until

    def unmute(self, chat_id: int, thread_id: int | None) -> None:
        """Speak again, in this topic and in the chat."""
        threads = {WHOLE_CHAT, thread_id or WHOLE_CHAT}
        with self._durable():
            for thread in threads:
                self.db.execute("DELETE FROM mutes WHERE chat_id = ? AND thread_id = ?", [chat_id, thread])
        for thread in threads:
            self._mutes.pop((chat_id, thread), None)

    def muted(self, chat_id: int, thread_id: int | None, now: float | None = None) -> bool:
        """Whether the bot was told to be silent for a time that is not over."""
        moment = time.time() if now is None else now
        keys = ((chat_id, WHOLE_CHAT), (chat_id, thread_id or WHOLE_CHAT))
        return any(key in self._mutes and ((until := self._mutes[key]) is None or until > moment) for key in keys)

    # Who was told that this bot is not for them

    def tell_once(self, chat_id: int, user_id: int) -> bool:
        """Whether somebody is still to be told; from now on, they were. `user_id` 0: the chat as a whole."""
        with self.db.atomic():
            told = self.db.execute("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", [chat_id, user_id, time.time()])
        return bool(told.rowcount)

    # Chats that moved

    def move(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup, which has another number: all that it chose and counted goes along."""
        with self._durable():
            for table in _MOVING:
                # What the new one has already stays: Telegram tells of a move twice, once in each chat.
                self.db.execute(f"UPDATE OR IGNORE {table} SET chat_id = ? WHERE chat_id = ?", [new_id, old_id])
                self.db.execute(f"DELETE FROM {table} WHERE chat_id = ?", [old_id])
            for table in ("vanishing", "added"):
                self.db.execute(f"DELETE FROM {table} WHERE chat_id = ?", [old_id])
            self.db.execute("INSERT OR REPLACE INTO moves VALUES (?, ?)", [new_id, old_id])
        if old_id in self._settings:
            self._settings.setdefault(new_id, self._settings[old_id])
            del self._settings[old_id]
        _rename(self._topics, old_id, new_id)
        _rename(self._mutes, old_id, new_id)

    def earlier_id(self, chat_id: int) -> int | None:
        """The number that a supergroup had as a group."""
        row = self.db.execute("SELECT old_id FROM moves WHERE chat_id = ?", [chat_id]).fetchone()
        return row[0] if row else None

    # Messages that are to disappear

    def let_vanish(self, chat_id: int, message_ids: Sequence[int], due: float) -> None:
        """Note that messages of the bot's are to be deleted at a moment, in seconds since 1970."""
        with self.db.atomic():
            self.db.conn.executemany(
                "INSERT OR REPLACE INTO vanishing VALUES (?, ?, ?)",
                [(chat_id, message_id, due) for message_id in message_ids],
            )

    def due(self, now: float) -> list[tuple[int, int]]:
        """The messages whose moment has come, as (chat, message); they are noted no more."""
        with self.db.atomic():
            rows = self.db.execute("SELECT chat_id, message_id FROM vanishing WHERE due <= ?", [now]).fetchall()
            if rows:
                self.db.execute("DELETE FROM vanishing WHERE due <= ?", [now])
        return [(chat_id, message_id) for chat_id, message_id in rows]

    # What was added

    def note_added(self, chat_id: int, message_ids: Sequence[int], source_id: int) -> None:
        """Note that messages were made a source of the library's, or say so."""
        with self.db.atomic():
            self.db.conn.executemany(
                "INSERT OR REPLACE INTO added VALUES (?, ?, ?)",
                [(chat_id, message_id, source_id) for message_id in message_ids],
            )

    def added_by(self, chat_id: int, message_id: int) -> int | None:
        """The source that a message was made, or tells of."""
        row = self.db.execute(
            "SELECT source_id FROM added WHERE chat_id = ? AND message_id = ?", [chat_id, message_id]
        ).fetchone()
        return row[0] if row else None

    def forget_added(self, source_id: int) -> None:
        """Forget a source that was removed."""
        with self.db.atomic():
            self.db.execute("DELETE FROM added WHERE source_id = ?", [source_id])

    # Notes to itself

    def note(self, name: str) -> str | None:
        """What was noted under a name."""
        row = self.db.execute("SELECT value FROM notes WHERE name = ?", [name]).fetchone()
        return row[0] if row else None

    def set_note(self, name: str, value: str) -> None:
        """Note something under a name."""
        with self.db.atomic():
            self.db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", [name, value])


def _settings(row: Sequence[str | int | None]) -> ChatSettings:
    _, mode, language, quotes, vanish_after, adders, keeps_refused, left_out = row
    return ChatSettings(
        mode=Mode(str(mode)),
        language=None if language is None else str(language),
        quotes=None if quotes is None else int(quotes),
        vanish_after=int(vanish_after or 0),
        adders=Adders(str(adders)),
        keeps_refused=bool(keeps_refused),
        left_out=tuple(json.loads(str(left_out))),
    )


def _rename(table: dict[tuple[int, int], _Value], old_id: int, new_id: int) -> None:
    for chat_id, thread_id in [key for key in table if key[0] == old_id]:
        value = table.pop((chat_id, thread_id))
        table.setdefault((new_id, thread_id), value)
