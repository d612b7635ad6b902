"""Votes on quotes, and statistics of the questions in a chat.

They are shown by /stats and used for nothing else: no vote changes the ranking. A vote is stored with the id of its
voter for `remember_days`; after that, only the count remains.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from bot.keeping.databases import OwnDatabase
from bot.keeping.quote_places import QuotePlace
from bot.keeping.stored_settings import UNANSWERED, StoredSettings
from index.store.erasing import empty_log, erase_deleted_from

_DAY = 24 * 3600
# Limits on unanswered questions: their number per chat, and code points of each.
_MAX_UNANSWERED, _MAX_LENGTH = 500, 200
_QUOTE = 'chat_id = ? AND passage_id = ? AND "start" = ? AND "end" = ?'


class Votes(NamedTuple):
    """Number of votes that a quote helped, and that it did not."""

    helped: int
    not_helped: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The statistics of a chat. `slowest_ms` is the longest time to compose an answer."""

    since: date | None
    asked: int
    answered: int
    slowest_ms: float
    votes: Votes
    most_unanswered: Sequence[tuple[str, int]]

    @property
    def unanswered(self) -> int:
        """Number of questions that no stored sentence answered."""
        return self.asked - self.answered


class Feedback:
    """Votes and statistics of chats, in `chats.db`."""

    def __init__(self, database: OwnDatabase, settings: StoredSettings, clock: Callable[[], float]) -> None:
        self._db, self._writing = database.reading, database.writing
        self._settings, self._clock = settings, clock
        # Whether unanswered questions may have made room for others since the last purge, and left traces.
        self._crowded_out = True

    def vote(self, chat_id: int, place: QuotePlace, voter_id: int, helped: bool) -> bool:
        """Store a vote; it replaces an earlier one by the same voter. The same vote again takes it back.

        Returns whether there is a vote now.
        """
        key = [chat_id, *place[:3], voter_id]
        writing = self._writing
        with writing.atomic():
            earlier = writing.execute(f"SELECT helped FROM votes WHERE {_QUOTE} AND voter_id = ?", key).fetchone()  # noqa: S608  # names of our own tables and columns
            if earlier and bool(earlier[0]) is helped:
                writing.execute(f"DELETE FROM votes WHERE {_QUOTE} AND voter_id = ?", key)  # noqa: S608  # names of our own tables and columns
                return False
            writing.execute("INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?, ?, ?, ?)", [*key, helped, self._clock()])
            return True

    def votes(self, chat_id: int, place: QuotePlace) -> Votes:
        """The votes of a chat on a quote."""
        return self._votes(_QUOTE, [chat_id, *place[:3]])

    def count(self, chat_id: int, question: str, answered: bool, milliseconds: float) -> None:
        """Count a question; if it was not answered and the chat chose that, store its text."""
        today = datetime.fromtimestamp(self._clock(), UTC).date().isoformat()
        with self._writing.atomic():
            self._writing.execute(
                "INSERT INTO questions VALUES (?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET asked = asked + 1,"
                " answered = answered + excluded.answered, slowest_ms = max(slowest_ms, excluded.slowest_ms)",
                [chat_id, today, answered, milliseconds],
            )
            if not answered and self._settings.of(chat_id).keeps_unanswered and (kept := same_question(question)):
                self._store_unanswered(chat_id, kept)

    def statistics(self, chat_id: int, limit: int = 5) -> Statistics:
        """The statistics of a chat, with the `limit` most frequent unanswered questions."""
        row = self._db.execute(
            "SELECT since, asked, answered, slowest_ms FROM questions WHERE chat_id = ?", [chat_id]
        ).fetchone()
        since, asked, answered, slowest = row or (None, 0, 0, 0.0)
        refused = self._db.execute(
            "SELECT question, times FROM refused WHERE chat_id = ? ORDER BY times DESC, last_asked DESC LIMIT ?",
            [chat_id, limit],
        ).fetchall()
        return Statistics(
            date.fromisoformat(since) if since else None,
            asked,
            answered,
            slowest,
            self._votes("chat_id = ?", [chat_id]),
            [(question, times) for question, times in refused],
        )

    def purge(self, remember_days: int) -> None:
        """Delete voters (their votes stay counted), unanswered questions and notices older than `remember_days`."""
        limit = self._clock() - remember_days * _DAY
        with self._writing.atomic():
            self._writing.execute(
                'INSERT INTO counted_votes SELECT chat_id, passage_id, "start", "end", SUM(helped), SUM(NOT helped)'
                ' FROM votes WHERE voted_at <= ? GROUP BY chat_id, passage_id, "start", "end" ON CONFLICT DO UPDATE'
                " SET helped = helped + excluded.helped, not_helped = not_helped + excluded.not_helped",
                [limit],
            )
            deleted = self._writing.execute("DELETE FROM votes WHERE voted_at <= ?", [limit]).rowcount
            deleted += self._writing.execute("DELETE FROM told WHERE told_at <= ?", [limit]).rowcount
            words = self._writing.execute("DELETE FROM refused WHERE last_asked <= ?", [limit]).rowcount
        if words or self._crowded_out:
            self._crowded_out = not erase_deleted_from(self._writing, UNANSWERED)
        elif deleted:
            empty_log(self._writing)

    def _votes(self, where: str, values: list[int]) -> Votes:
        row = self._db.execute(
            "SELECT total(helped), total(not_helped) FROM ("  # noqa: S608  # names of our own tables and columns
            f"SELECT helped, NOT helped AS not_helped FROM votes WHERE {where}"
            f" UNION ALL SELECT helped, not_helped FROM counted_votes WHERE {where})",
            [*values, *values],
        ).fetchone()
        return Votes(int(row[0]), int(row[1]))

    def _store_unanswered(self, chat_id: int, question: str) -> None:
        self._writing.execute(
            "INSERT INTO refused VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET times = times + 1,"
            " last_asked = excluded.last_asked",
            [chat_id, question, self._clock()],
        )
        crowded_out = self._writing.execute(
            "DELETE FROM refused WHERE chat_id = ? AND question IN (SELECT question FROM refused WHERE chat_id = ?"
            " ORDER BY times DESC, last_asked DESC LIMIT -1 OFFSET ?)",
            [chat_id, chat_id, _MAX_UNANSWERED],
        ).rowcount
        self._crowded_out = self._crowded_out or crowded_out > 0


def same_question(text: str) -> str:
    r"""The normalized form under which a question is counted: without case, extra white space and control characters.

    >>> same_question("Who  opened\nthe Bridge?")
    'who opened the bridge?'
    """
    printable = "".join(" " if _is_control(character) else character for character in text)
    return " ".join(printable.lower().split())[:_MAX_LENGTH]


def _is_control(character: str) -> bool:
    """Whether a character is a control or format character; the joiners used by Persian and emoji are kept."""
    return character not in "\u200c\u200d" and unicodedata.category(character) in ("Cc", "Cf", "Cs")
