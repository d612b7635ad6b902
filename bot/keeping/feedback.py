"""Whether answers helped: votes for quotes, and how many questions a chat asked.

Counted, shown to those who ask for it, and used for nothing else: no vote ever changes which quote comes first.
A vote holds its voter's number for as long as answers are remembered; after that only the count is left.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from sqlite_utils import Database

from bot.keeping.quote_places import QuotePlace
from bot.keeping.stored_settings import StoredSettings

_DAY = 24 * 3600
# How many different refused questions are kept of a chat, and how much of one.
_MAX_REFUSED, _LONGEST_REFUSED = 500, 200
_QUOTE = 'chat_id = ? AND passage_id = ? AND "start" = ? AND "end" = ?'


class Votes(NamedTuple):
    """How many found a quote helpful, and how many did not."""

    helped: int
    not_helped: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was counted in a chat. `slowest_ms` is the longest that the library took for a question."""

    since: date | None
    asked: int
    answered: int
    slowest_ms: float
    votes: Votes
    most_unanswered: Sequence[tuple[str, int]]

    @property
    def unanswered(self) -> int:
        """How many questions nothing stored answered."""
        return self.asked - self.answered


class Feedback:
    """Votes and counts of chats, in `chats.db`."""

    def __init__(self, database: Database, settings: StoredSettings) -> None:
        self._db, self._settings = database, settings

    def vote(self, chat_id: int, place: QuotePlace, voter_id: int, helped: bool) -> bool:
        """Count somebody's vote for a quote, in place of an earlier one. Voting the same again takes it back.

        Returns whether there is a vote now.
        """
        key = [chat_id, *place[:3], voter_id]
        with self._db.atomic():
            earlier = self._db.execute(f"SELECT helped FROM votes WHERE {_QUOTE} AND voter_id = ?", key).fetchone()
            if earlier and bool(earlier[0]) is helped:
                self._db.execute(f"DELETE FROM votes WHERE {_QUOTE} AND voter_id = ?", key)
                return False
            self._db.execute("INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?, ?, ?, ?)", [*key, helped, time.time()])
            return True

    def votes(self, chat_id: int, place: QuotePlace) -> Votes:
        """The votes of a chat for a quote."""
        return self._votes(_QUOTE, [chat_id, *place[:3]])

    def count(self, chat_id: int, question: str, answered: bool, milliseconds: float) -> None:
        """Count a question; where nothing answered it and the chat wants that, keep it too."""
        today = datetime.now(UTC).date().isoformat()
        with self._db.atomic():
            self._db.execute(
                "INSERT INTO questions VALUES (?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET asked = asked + 1,"
                " answered = answered + excluded.answered, slowest_ms = max(slowest_ms, excluded.slowest_ms)",
                [chat_id, today, answered, milliseconds],
            )
            if not answered and self._settings.of(chat_id).keeps_unanswered and (kept := same_question(question)):
                self._keep(chat_id, kept)

    def statistics(self, chat_id: int, limit: int = 5) -> Statistics:
        """What was counted in a chat."""
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

    def purge(self, remember_days: int, now: float | None = None) -> None:
        """Forget who voted so long ago, but not the vote; what was refused, and who was told so, so long ago."""
        limit = (time.time() if now is None else now) - remember_days * _DAY
        with self._db.atomic():
            self._db.execute(
                'INSERT INTO counted_votes SELECT chat_id, passage_id, "start", "end", SUM(helped), SUM(NOT helped)'
                ' FROM votes WHERE voted_at <= ? GROUP BY chat_id, passage_id, "start", "end" ON CONFLICT DO UPDATE'
                " SET helped = helped + excluded.helped, not_helped = not_helped + excluded.not_helped",
                [limit],
            )
            self._db.execute("DELETE FROM votes WHERE voted_at <= ?", [limit])
            self._db.execute("DELETE FROM refused WHERE last_asked <= ?", [limit])
            self._db.execute("DELETE FROM told WHERE told_at <= ?", [limit])

    def _votes(self, where: str, values: list[int]) -> Votes:
        row = self._db.execute(
            "SELECT total(helped), total(not_helped) FROM ("
            f"SELECT helped, NOT helped AS not_helped FROM votes WHERE {where}"
            f" UNION ALL SELECT helped, not_helped FROM counted_votes WHERE {where})",
            [*values, *values],
        ).fetchone()
        return Votes(int(row[0]), int(row[1]))

    def _keep(self, chat_id: int, question: str) -> None:
        self._db.execute(
            "INSERT INTO refused VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE SET times = times + 1,"
            " last_asked = excluded.last_asked",
            [chat_id, question, time.time()],
        )
        self._db.execute(
            "DELETE FROM refused WHERE chat_id = ? AND question IN (SELECT question FROM refused WHERE chat_id = ?"
            " ORDER BY times DESC, last_asked DESC LIMIT -1 OFFSET ?)",
            [chat_id, chat_id, _MAX_REFUSED],
        )


def same_question(text: str) -> str:
    r"""A question as it is counted: letter case and white space apart, the same words are the same question.

    >>> same_question("Who  opened\nthe Bridge?")
    'who opened the bridge?'
    """
    printable = "".join(" " if _is_unseen(sign) else sign for sign in text)
    return " ".join(printable.lower().split())[:_LONGEST_REFUSED]


def _is_unseen(sign: str) -> bool:
    """Control and directional characters; the joiners of Persian and of emoji are part of the writing."""
    return sign not in "\u200c\u200d" and unicodedata.category(sign) in ("Cc", "Cf", "Cs")
