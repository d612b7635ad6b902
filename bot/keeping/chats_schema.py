"""The tables of `chats.db`, as migrations."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("verbatim.chats")


@migrations()
def settings_votes_and_counts(db: Database) -> None:
    """The chat id comes first in every key, so that a group can be moved when it becomes a supergroup."""
    for statement in (
        """
        CREATE TABLE settings (
            chat_id INTEGER PRIMARY KEY,
            mode TEXT NOT NULL,
            language TEXT,
            quotes INTEGER,
            vanish_after INTEGER NOT NULL,  -- seconds
            adders TEXT NOT NULL,
            keeps_unanswered INTEGER NOT NULL,
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
            until REAL,                     -- Unix time; NULL: until /unmute
            PRIMARY KEY (chat_id, thread_id)
        ) WITHOUT ROWID
        """,
        # Who was told that the bot is not for them; user 0 stands for the whole chat.
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
            due REAL NOT NULL,              -- Unix time
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
        # Votes whose voters have been deleted.
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
        # Unanswered questions, only of chats that chose to keep them.
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
    """The source that was added from a message, or that a message reports."""
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


@migrations()
def moves_that_are_not_done(db: Database) -> None:
    """Which moves the library has not carried out yet. Earlier versions stored a move after carrying it out."""
    db.execute("ALTER TABLE moves ADD COLUMN done INTEGER NOT NULL DEFAULT 1")


@migrations()
def who_added(db: Database) -> None:
    """Who added a source: they may take it out again."""
    db.execute("CREATE TABLE adders (source_id INTEGER PRIMARY KEY, person INTEGER NOT NULL)")
    db.execute("CREATE INDEX adders_by_person ON adders (person)")
