"""The tables of `conversations.db`, as migrations."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("conversations")


@migrations()
def answers_and_their_quotes(db: Database) -> None:
    """Answers, found by their question or by any of their messages."""
    for statement in (
        """
        CREATE TABLE answers (
            id INTEGER PRIMARY KEY,
            chat_id INTEGER NOT NULL,
            question_id INTEGER NOT NULL,  -- the message that asked
            asked_at INTEGER NOT NULL,     -- its date: another bot's messages have the same ids
            thread_id INTEGER,             -- the forum topic
            asker_id INTEGER NOT NULL,     -- a user, or the chat in whose name they wrote
            page INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,   -- seconds since 1970
            UNIQUE (chat_id, question_id)
        )
        """,
        "CREATE INDEX answers_expire ON answers (expires_at)",
        """
        CREATE TABLE messages (
            chat_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
            PRIMARY KEY (chat_id, message_id)
        ) WITHOUT ROWID
        """,
        "CREATE INDEX messages_of_answer ON messages (answer_id)",
        """
        CREATE TABLE quotes (
            answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
            page INTEGER NOT NULL,
            passage_id INTEGER NOT NULL,
            "start" INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            matches TEXT NOT NULL,         -- JSON: [[start, end], …]
            PRIMARY KEY (answer_id, page)
        ) WITHOUT ROWID
        """,
    ):
        db.execute(statement)


@migrations()
def several_answers_to_one_message(db: Database) -> None:
    """Several questions in one message: `part` is the index of the question."""
    db.execute("ALTER TABLE answers ADD COLUMN part INTEGER NOT NULL DEFAULT 0")
    # SQLite cannot change a constraint: the table is copied, with the columns of other migrations.
    schema = db.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = 'answers' AND sql IS NOT NULL").fetchall()
    table = next(sql for kind, sql in schema if kind == "table")
    table = table.replace("answers", "new_answers", 1)
    db.execute(table.replace("UNIQUE (chat_id, question_id)", "UNIQUE (chat_id, question_id, part)"))
    db.execute("INSERT INTO new_answers SELECT * FROM answers")
    db.execute("DROP TABLE answers")
    db.execute("ALTER TABLE new_answers RENAME TO answers")
    for kind, sql in schema:
        if kind == "index":
            db.execute(sql)


@migrations()
def native_quotes(db: Database) -> None:
    """The page with a native quote, and the passages that Telegram refused to quote natively."""
    db.execute("ALTER TABLE answers ADD COLUMN native_page INTEGER")
    db.execute(
        """
        CREATE TABLE refusals (
            passage_id INTEGER PRIMARY KEY,
            reason INTEGER NOT NULL,       -- a QuoteRefusal
            expires_at INTEGER NOT NULL    -- Unix time; then it is tried again
        ) WITHOUT ROWID
        """
    )


@migrations()
def besides_the_quote(db: Database) -> None:
    """Other places of the same sentence, and the number of corrected words of a question."""
    db.execute("ALTER TABLE quotes ADD COLUMN also TEXT NOT NULL DEFAULT '[]'")  # JSON: [[passage_id, start, end], …]
    db.execute("ALTER TABLE answers ADD COLUMN assumed INTEGER NOT NULL DEFAULT 0")


@migrations()
def quotes_that_telegram_vouched_for(db: Database) -> None:
    """The passages that Telegram quoted natively: only of these it can be said that their source has changed."""
    db.execute(
        """
        CREATE TABLE accepted (
            passage_id INTEGER PRIMARY KEY,
            expires_at INTEGER NOT NULL    -- Unix time
        ) WITHOUT ROWID
        """
    )


@migrations()
def several_quotes_at_first(db: Database) -> None:
    """The number of quotes that the first page of an answer shows."""
    db.execute("ALTER TABLE answers ADD COLUMN shown INTEGER NOT NULL DEFAULT 1")
