"""What is remembered of a question: the quotes it got, and who may turn its pages.

Nothing of anybody's message is kept here, only numbers: of messages, of the account that asked, of passages and the
offsets of their quotes. It is a SQLite file of the bot's own, beside the library's, so that a long `verbatim add`,
which holds the library's write lock, never makes an answer wait.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database, Migrations

from bot.errors import ConversationsError
from bot.keeping.databases import open_database
from index.model import Hit, Span

FILE_NAME = "conversations.db"
_DAY = 24 * 3600
# A message that Telegram refused to quote is tried again after this long: it may be there again.
_REFUSED_FOR = _DAY
# How many answers one step of a purge deletes: a purge must not hold up an answer for long.
_PURGE_STEP = 500

migrations = Migrations("conversations")


@migrations()
def answers_and_their_quotes(db: Database) -> None:
    """An answer is found by its question or by any of the messages that it fills."""
    for statement in (
        """
        CREATE TABLE answers (
            id INTEGER PRIMARY KEY,
            chat_id INTEGER NOT NULL,
            question_id INTEGER NOT NULL,  -- the message that asked
            asked_at INTEGER NOT NULL,     -- its date: with another token, the same numbers are other messages
            thread_id INTEGER,             -- the forum topic
            asker_id INTEGER NOT NULL,     -- an account, or the chat in whose name somebody wrote
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
    """A message may ask several questions: `part` counts them from 0."""
    db.execute("ALTER TABLE answers ADD COLUMN part INTEGER NOT NULL DEFAULT 0")
    # SQLite cannot change a constraint: the table is made anew, with all that other migrations gave it.
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
    """Which page of an answer Telegram itself quotes, and which passages it refused to quote at their source."""
    db.execute("ALTER TABLE answers ADD COLUMN native_page INTEGER")
    db.execute(
        """
        CREATE TABLE refusals (
            passage_id INTEGER PRIMARY KEY,
            reason INTEGER NOT NULL,       -- a Refusal
            expires_at INTEGER NOT NULL    -- seconds since 1970: then it is tried again
        ) WITHOUT ROWID
        """
    )


@migrations()
def besides_the_quote(db: Database) -> None:
    """Where else the sentence of a quote stands, and how many words of a question were read as others."""
    db.execute("ALTER TABLE quotes ADD COLUMN also TEXT NOT NULL DEFAULT '[]'")  # JSON: [[passage_id, start, end], …]
    db.execute("ALTER TABLE answers ADD COLUMN assumed INTEGER NOT NULL DEFAULT 0")


class Refusal(Enum):
    """Why Telegram would not quote a message: it says something else or was deleted, or cannot be reached."""

    CHANGED = 1
    UNREACHABLE = 2


class Place(NamedTuple):
    """Where a quote stands, and the words in it that the question asked for. Offsets in code points.

    `also` are the places of the same sentence elsewhere.
    """

    passage_id: int
    start: int
    end: int
    matches: tuple[Span, ...] = ()
    also: tuple[Place, ...] = ()

    @classmethod
    def of(cls, hit: Hit) -> Place:
        """The place of a hit's quote."""
        also = tuple(cls(quote.passage.id, quote.start, quote.end) for quote in hit.also)
        return cls(hit.quote.passage.id, hit.quote.start, hit.quote.end, tuple(hit.matches), also)


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer that was given. No quotes: nothing stored answered.

    `native_page` is the page whose quote stands above the message as Telegram's own, whatever page the message shows.
    `assumed` is how many words of the question were read as others; which, only the message itself says.
    """

    id: int
    chat_id: int
    question_id: int
    asked_at: int
    thread_id: int | None
    asker_id: int
    page: int
    part: int  # which of the questions of its message it answers, counted from 0
    native_page: int | None
    assumed: int
    message_ids: tuple[int, ...]
    places: tuple[Place, ...]


class Memory:
    """The file of remembered answers. For one thread at a time; every call takes well under a millisecond."""

    def __init__(self, database: Database, remember_days: int) -> None:
        self._db = database
        self._seconds = remember_days * _DAY

    @classmethod
    def open(cls, directory: Path, remember_days: int = 90) -> Memory:
        """The memory in this data directory, made where there is none. Raises ConversationsError."""
        path = directory / FILE_NAME
        try:
            database = open_database(path, migrations)
            # Now, and not before: a migration that makes a table anew would delete all that refers to it.
            database.conn.execute("PRAGMA foreign_keys = ON")
        except (OSError, sqlite3.Error) as error:
            raise ConversationsError(
                f"{path}: {error}; without it no answer can be remembered (it may be moved away: "
                "only the buttons of older answers are lost)"
            ) from error
        return cls(database, remember_days)

    def close(self) -> None:
        """Let go of the file."""
        self._db.conn.close()

    def remember(
        self,
        *,
        chat_id: int,
        question_id: int,
        asked_at: int,
        thread_id: int | None,
        asker_id: int,
        message_ids: Sequence[int],
        places: Sequence[Place],
        part: int = 0,
        native_page: int | None = None,
        assumed: int = 0,
    ) -> None:
        """Remember an answer, in place of an earlier one to the same question."""
        expires_at = int(time.time()) + self._seconds
        with self._db.atomic():
            self._db.execute(
                "DELETE FROM answers WHERE chat_id = ? AND question_id = ? AND part = ?", [chat_id, question_id, part]
            )
            row = self._db.execute(
                "INSERT INTO answers"
                " (chat_id, question_id, asked_at, thread_id, asker_id, page, expires_at, part, native_page, assumed)"
                " VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?) RETURNING id",
                [chat_id, question_id, asked_at, thread_id, asker_id, expires_at, part, native_page, assumed],
            ).fetchone()
            self._write_messages(row[0], chat_id, message_ids)
            self._db.conn.executemany(
                'INSERT INTO quotes (answer_id, page, passage_id, "start", "end", matches, also)'
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (row[0], page, *place[:3], json.dumps(place.matches), json.dumps([one[:3] for one in place.also]))
                    for page, place in enumerate(places)
                ],
            )

    def turn(self, answer: Remembered, page: int, message_ids: Sequence[int]) -> None:
        """Remember that an answer shows another page now, and which messages it fills."""
        with self._db.atomic():
            self._db.execute("UPDATE answers SET page = ? WHERE id = ?", [page, answer.id])
            self._db.execute("DELETE FROM messages WHERE answer_id = ?", [answer.id])
            self._write_messages(answer.id, answer.chat_id, message_ids)

    def of_message(self, chat_id: int, message_id: int) -> Remembered | None:
        """The answer that this message is a part of."""
        return self._one(
            "id = (SELECT answer_id FROM messages WHERE chat_id = ? AND message_id = ?)", [chat_id, message_id]
        )

    def of_question(self, chat_id: int, question_id: int, asked_at: int, part: int = 0) -> Remembered | None:
        """The answer to this message of this date (in seconds since 1970), or to one of its questions."""
        return self._one(
            "chat_id = ? AND question_id = ? AND asked_at = ? AND part = ?", [chat_id, question_id, asked_at, part]
        )

    def forget(self, answer: Remembered) -> None:
        """Forget an answer whose question is no more, or whose messages are gone: an edit is answered anew."""
        with self._db.atomic():
            self._db.execute("DELETE FROM answers WHERE id = ?", [answer.id])

    def refuse(self, passage_id: int, reason: Refusal) -> None:
        """Remember that Telegram would not quote a passage at its source."""
        self._db.execute(
            "INSERT OR REPLACE INTO refusals (passage_id, reason, expires_at) VALUES (?, ?, ?)",
            [passage_id, reason.value, int(time.time()) + _REFUSED_FOR],
        )

    def refusal_of(self, passage_id: int) -> Refusal | None:
        """Why Telegram would not quote a passage at its source lately; None where it would, or was not asked."""
        row = self._db.execute(
            "SELECT reason FROM refusals WHERE passage_id = ? AND expires_at > ?", [passage_id, int(time.time())]
        ).fetchone()
        return Refusal(row[0]) if row else None

    def forget_chat(self, chat_id: int) -> None:
        """Forget all answers in a chat that is no more: a group that became a supergroup numbers its messages anew."""
        with self._db.atomic():
            self._db.execute("DELETE FROM answers WHERE chat_id = ?", [chat_id])

    def purge(self, now: float | None = None) -> int:
        """Forget what has expired, some answers at a time. Returns how many: call again until it is 0."""
        moment = int(time.time() if now is None else now)
        with self._db.atomic():
            self._db.execute("DELETE FROM refusals WHERE expires_at <= ?", [moment])
            return self._db.execute(
                "DELETE FROM answers WHERE id IN (SELECT id FROM answers WHERE expires_at <= ? LIMIT ?)",
                [moment, _PURGE_STEP],
            ).rowcount

    def _write_messages(self, answer_id: int, chat_id: int, message_ids: Iterable[int]) -> None:
        self._db.conn.executemany(
            "INSERT OR REPLACE INTO messages (chat_id, message_id, answer_id) VALUES (?, ?, ?)",
            [(chat_id, message_id, answer_id) for message_id in message_ids],
        )

    def _one(self, where: str, values: Sequence[Any]) -> Remembered | None:
        columns = "id, chat_id, question_id, asked_at, thread_id, asker_id, page, part, native_page, assumed"
        row = self._db.execute(
            f"SELECT {columns} FROM answers WHERE {where} AND expires_at > ?", [*values, int(time.time())]
        ).fetchone()
        if row is None:
            return None
        messages = self._db.execute(
            "SELECT message_id FROM messages WHERE answer_id = ? ORDER BY message_id", [row[0]]
        ).fetchall()
        quotes = self._db.execute(
            'SELECT passage_id, "start", "end", matches, also FROM quotes WHERE answer_id = ? ORDER BY page', [row[0]]
        ).fetchall()
        places = [
            Place(
                passage_id,
                start,
                end,
                tuple(Span(*span) for span in json.loads(matches)),
                tuple(Place(*one) for one in json.loads(also)),
            )
            for passage_id, start, end, matches, also in quotes
        ]
        return Remembered(*(*row, tuple(message_id for (message_id,) in messages), tuple(places)))
