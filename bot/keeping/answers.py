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
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from bot.errors import ConversationsError
from bot.keeping.addresses import Address
from bot.keeping.answers_schema import migrations
from bot.keeping.databases import open_database
from bot.keeping.quote_places import QuotePlace
from bot.keeping.quote_refusals import QuoteRefusals
from index.model import Span

FILE_NAME = "conversations.db"
_DAY = 24 * 3600
# How many answers one step of a purge deletes: a purge must not hold up an answer for long.
_PURGE_STEP = 500
_COLUMNS = "id, chat_id, thread_id, question_id, asked_at, asker_id, part, page, native_page, assumed"


class QuestionRecord(NamedTuple):
    """Somebody's question, without its words: the message that asked, when (in seconds since 1970), and who.

    `asker_id` is an account, or the chat in whose name somebody wrote. `part` counts the questions of one message
    from 0.
    """

    address: Address
    asked_at: int
    asker_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer that was given. No places: nothing stored answered.

    `native_page` is the page whose quote stands above the message as Telegram's own, whatever page the message shows.
    `assumed` is how many words of the question were read as others; which, only the message itself says.
    """

    id: int
    question: QuestionRecord
    page: int
    native_page: int | None
    assumed: int
    message_ids: tuple[int, ...]
    places: tuple[QuotePlace, ...]


class AnswerStore:
    """The file of remembered answers. For the thread that opened it; every call takes well under a millisecond."""

    def __init__(self, database: Database, remember_days: int) -> None:
        self._db = database
        self._seconds = remember_days * _DAY
        self.quote_refusals = QuoteRefusals(database)

    @classmethod
    def open(cls, directory: Path, remember_days: int = 90) -> AnswerStore:
        """The memory in this data directory, made where there is none. Raises ConversationsError."""
        path = directory / FILE_NAME
        try:
            return cls(open_database(path, migrations), remember_days)
        except (OSError, sqlite3.Error) as error:
            raise ConversationsError(
                f"{path}: {error}; without it no answer can be remembered (it may be moved away: "
                "only the buttons of older answers are lost)"
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        self._db.conn.close()

    def remember(
        self,
        asking: QuestionRecord,
        message_ids: Sequence[int],
        places: Sequence[QuotePlace],
        *,
        native_page: int | None = None,
        assumed: int = 0,
    ) -> None:
        """Remember an answer, in place of an earlier one to the same question."""
        (chat_id, thread_id, question_id), asked_at, asker_id, part = asking
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

    def set_page(self, answer: StoredAnswer, page: int, message_ids: Sequence[int]) -> None:
        """Remember that an answer shows another page now, and which messages it fills."""
        with self._db.atomic():
            self._db.execute("UPDATE answers SET page = ? WHERE id = ?", [page, answer.id])
            self._db.execute("DELETE FROM messages WHERE answer_id = ?", [answer.id])
            self._write_messages(answer.id, answer.question.address.chat_id, message_ids)

    def of_message(self, chat_id: int, message_id: int) -> StoredAnswer | None:
        """The answer that this message is a part of."""
        return self._one(
            "id = (SELECT answer_id FROM messages WHERE chat_id = ? AND message_id = ?)", [chat_id, message_id]
        )

    def of_question(self, asking: QuestionRecord) -> StoredAnswer | None:
        """The answer to this question; not to one of another date, nor to the message's other questions."""
        address = asking.address
        return self._one(
            "chat_id = ? AND question_id = ? AND asked_at = ? AND part = ?",
            [address.chat_id, address.message_id, asking.asked_at, asking.part],
        )

    def forget(self, answer: StoredAnswer) -> None:
        """Forget an answer whose question is no more, or whose messages are gone: an edit is answered anew."""
        with self._db.atomic():
            self._db.execute("DELETE FROM answers WHERE id = ?", [answer.id])

    def forget_chat(self, chat_id: int) -> None:
        """Forget all answers in a chat that is no more: a group that became a supergroup numbers its messages anew."""
        with self._db.atomic():
            self._db.execute("DELETE FROM answers WHERE chat_id = ?", [chat_id])

    def purge(self, now: float | None = None) -> int:
        """Forget what has expired, some answers at a time. Returns how many: call again until it is 0."""
        moment = int(time.time() if now is None else now)
        with self._db.atomic():
            self.quote_refusals.purge(moment)
            return self._db.execute(
                "DELETE FROM answers WHERE id IN (SELECT id FROM answers WHERE expires_at <= ? LIMIT ?)",
                [moment, _PURGE_STEP],
            ).rowcount

    def _write_messages(self, answer_id: int, chat_id: int, message_ids: Iterable[int]) -> None:
        self._db.conn.executemany(
            "INSERT OR REPLACE INTO messages (chat_id, message_id, answer_id) VALUES (?, ?, ?)",
            [(chat_id, message_id, answer_id) for message_id in message_ids],
        )

    def _one(self, where: str, values: Sequence[Any]) -> StoredAnswer | None:
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM answers WHERE {where} AND expires_at > ?", [*values, int(time.time())]
        ).fetchone()
        if row is None:
            return None
        answer_id, chat_id, thread_id, question_id, asked_at, asker_id, part, page, native_page, assumed = row
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
            native_page=native_page,
            assumed=assumed,
            message_ids=tuple(message_id for (message_id,) in messages),
            places=tuple(places),
        )
