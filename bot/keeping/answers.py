"""The answers that the bot gave, in `conversations.db`: which quotes, in which messages, and who asked.

It stores numbers only, never the text of a message: ids of messages, users and passages, and offsets of quotes. It is
a database of its own because a long `verbatim add` holds the write lock of the library.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from bot.errors import ConversationsError
from bot.keeping.addresses import Address
from bot.keeping.answers_schema import migrations
from bot.keeping.databases import OwnDatabase, open_database
from bot.keeping.keeper import Keeper
from bot.keeping.quote_places import QuotePlace
from bot.keeping.quote_refusals import QuoteRefusals
from index.model import Span
from index.store.erasing import empty_log

FILE_NAME = "conversations.db"
MOST_OF_A_CHAT = 2_000
"""Of each chat, the answers to so many messages are kept, the newest: one account may ask 28,800 a day."""
_DAY = 24 * 3600
# Answers deleted per step of a purge, so that a purge does not delay an answer.
_PURGE_STEP = 500
_COLUMNS = "id, chat_id, thread_id, question_id, asked_at, asker_id, part, page, shown, native_page, assumed"


class QuestionRecord(NamedTuple):
    """A question without its words: the message, its date (Unix time), the sender, and its index in the message.

    `asker_id` is the id of a user, or of the chat in whose name they wrote.
    """

    address: Address
    asked_at: int
    asker_id: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer that was given; without places, no stored sentence answered.

    `page` is the page that it shows; without places, 1 while it shows the closest sentences. `shown` is the number of
    quotes that its first page shows. `native_page` is the page whose quote is the message's native quote. `assumed` is
    the number of corrected words; the words themselves are only in the message.
    """

    id: int
    question: QuestionRecord
    page: int
    shown: int
    native_page: int | None
    assumed: int
    message_ids: tuple[int, ...]
    places: tuple[QuotePlace, ...]

    @property
    def shows_closest(self) -> bool:
        """Whether the message shows sentences that do not answer, because somebody asked to see them."""
        return not self.places and self.page > 0


class AnswerStore:
    """The stored answers. Read in the thread that opened it; write in that of its `keeper`."""

    def __init__(self, database: OwnDatabase, remember_days: int, clock: Callable[[], float]) -> None:
        self._database, self._clock = database, clock
        self.keeper = Keeper(FILE_NAME)
        self._db, self._writing = database.reading, database.writing
        self._seconds = remember_days * _DAY
        self.quote_refusals = QuoteRefusals(database, self._seconds, clock)

    @classmethod
    def open(cls, directory: Path, remember_days: int = 90, clock: Callable[[], float] = time.time) -> AnswerStore:
        """Open or create the database in a data directory. `clock` gives Unix time. Raises ConversationsError."""
        path = directory / FILE_NAME
        try:
            return cls(open_database(path, migrations), remember_days, clock)
        except (OSError, sqlite3.Error) as error:
            raise ConversationsError(
                f"{path}: {error}; the bot cannot store answers without it (it may be moved away: "
                "only the buttons of older answers stop working)"
            ) from error

    def close(self) -> None:
        """Write what waits, and close the database."""
        self.keeper.close()
        self._database.close()

    def remember(
        self,
        question: QuestionRecord,
        message_ids: Sequence[int],
        places: Sequence[QuotePlace],
        *,
        shown: int = 1,
        native_page: int | None = None,
        assumed: int = 0,
    ) -> None:
        """Store an answer; it replaces an earlier answer to the same question, and the oldest beyond MOST_OF_A_CHAT."""
        (chat_id, thread_id, question_id), asked_at, asker_id, number = question
        expires_at = int(self._clock()) + self._seconds
        with self._writing.atomic():
            self._writing.execute(
                "DELETE FROM answers WHERE chat_id = ? AND question_id = ? AND part = ?", [chat_id, question_id, number]
            )
            row = self._writing.execute(
                "INSERT INTO answers"
                " (chat_id, question_id, asked_at, thread_id, asker_id, page, expires_at, part, shown, native_page,"
                " assumed) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?) RETURNING id",
                [chat_id, question_id, asked_at, thread_id, asker_id, expires_at, number, shown, native_page, assumed],
            ).fetchone()
            self._write_messages(row[0], chat_id, message_ids)
            self._writing.conn.executemany(
                'INSERT INTO quotes (answer_id, page, passage_id, "start", "end", matches, also)'
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (row[0], page, *place[:3], json.dumps(place.matches), json.dumps([one[:3] for one in place.also]))
                    for page, place in enumerate(places)
                ],
            )
            self._writing.execute(
                "DELETE FROM answers WHERE chat_id = :chat AND question_id <= (SELECT question_id FROM answers"
                " WHERE chat_id = :chat ORDER BY question_id DESC LIMIT 1 OFFSET :most)",
                {"chat": chat_id, "most": MOST_OF_A_CHAT},
            )

    def set_page(self, answer: StoredAnswer, page: int, message_ids: Sequence[int]) -> None:
        """Store the page that an answer shows now, and its messages."""
        with self._writing.atomic():
            self._writing.execute("UPDATE answers SET page = ? WHERE id = ?", [page, answer.id])
            self._writing.execute("DELETE FROM messages WHERE answer_id = ?", [answer.id])
            self._write_messages(answer.id, answer.question.address.chat_id, message_ids)

    def of_message(self, chat_id: int, message_id: int) -> StoredAnswer | None:
        """The answer that a message belongs to."""
        return self._one(
            "id = (SELECT answer_id FROM messages WHERE chat_id = ? AND message_id = ?)", [chat_id, message_id]
        )

    def of_question(self, question: QuestionRecord) -> StoredAnswer | None:
        """The answer to a question. The date is compared, because another bot's messages have the same ids."""
        address = question.address
        return self._one(
            "chat_id = ? AND question_id = ? AND asked_at = ? AND part = ?",
            [address.chat_id, address.message_id, question.asked_at, question.number],
        )

    def forget(self, answer: StoredAnswer) -> None:
        """Delete an answer whose question or messages are gone. An edit of the question is then answered again."""
        with self._writing.atomic():
            self._writing.execute("DELETE FROM answers WHERE id = ?", [answer.id])

    def forget_chat(self, chat_id: int) -> None:
        """Delete all answers in a chat, such as a group that became a supergroup and numbers its messages anew."""
        with self._writing.atomic():
            self._writing.execute("DELETE FROM answers WHERE chat_id = ?", [chat_id])

    def purge(self) -> int:
        """Delete some of the expired answers. Returns their number; call it again until that is 0."""
        moment = int(self._clock())
        with self._writing.atomic():
            self.quote_refusals.purge(moment)
            deleted = self._writing.execute(
                "DELETE FROM answers WHERE id IN (SELECT id FROM answers WHERE expires_at <= ? LIMIT ?)",
                [moment, _PURGE_STEP],
            ).rowcount
        if 0 < deleted < _PURGE_STEP:  # the last of them
            empty_log(self._writing)
        return deleted

    def _write_messages(self, answer_id: int, chat_id: int, message_ids: Iterable[int]) -> None:
        self._writing.conn.executemany(
            "INSERT OR REPLACE INTO messages (chat_id, message_id, answer_id) VALUES (?, ?, ?)",
            [(chat_id, message_id, answer_id) for message_id in message_ids],
        )

    def _one(self, where: str, values: Sequence[Any]) -> StoredAnswer | None:
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM answers WHERE {where} AND expires_at > ?",  # noqa: S608  # our own conditions
            [*values, int(self._clock())],
        ).fetchone()
        if row is None:
            return None
        answer_id, chat_id, thread_id, question_id, asked_at, asker_id, part, page, shown, native_page, assumed = row
        messages = self._db.execute(
            "SELECT message_id FROM messages WHERE answer_id = ? ORDER BY message_id", [answer_id]
        ).fetchall()
        quotes = self._db.execute(
            'SELECT passage_id, "start", "end", matches, also FROM quotes WHERE answer_id = ? ORDER BY page',
            [answer_id],
        ).fetchall()
        places = [
            QuotePlace(
                passage_id,
                start,
                end,
                tuple(Span(*span) for span in json.loads(matches)),
                tuple(QuotePlace(*one) for one in json.loads(also)),
            )
            for passage_id, start, end, matches, also in quotes
        ]
        return StoredAnswer(
            id=answer_id,
            question=QuestionRecord(Address(chat_id, thread_id, question_id), asked_at, asker_id, part),
            page=page,
            shown=shown,
            native_page=native_page,
            assumed=assumed,
            message_ids=tuple(message_id for (message_id,) in messages),
            places=tuple(places),
        )
