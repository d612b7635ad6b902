"""Passages that Telegram quoted natively, or refused to, in `conversations.db`."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from bot.keeping.databases import OwnDatabase

# Seconds until a refused message is tried again.
_REFUSED_FOR = 24 * 3600


class QuoteRefusal(Enum):
    """Why Telegram refused.

    CHANGED: the message once had these words. UNCONFIRMED: it has not, and nobody knows whether it ever had.
    """

    CHANGED = 1
    UNREACHABLE = 2
    UNCONFIRMED = 3


class QuoteRefusals:
    """The refusals of the last day, and the passages that were quoted in the last `seconds`."""

    def __init__(self, database: OwnDatabase, seconds: int, clock: Callable[[], float]) -> None:
        self._db, self._writing = database.reading, database.writing
        self._seconds, self._clock = seconds, clock

    def note(self, passage_id: int, reason: QuoteRefusal) -> None:
        """Store a refusal."""
        self._writing.execute(
            "INSERT OR REPLACE INTO refusals (passage_id, reason, expires_at) VALUES (?, ?, ?)",
            [passage_id, reason.value, int(self._clock()) + _REFUSED_FOR],
        )

    def of(self, passage_id: int) -> QuoteRefusal | None:
        """Why Telegram refused to quote a passage lately; None if it did not."""
        row = self._db.execute(
            "SELECT reason FROM refusals WHERE passage_id = ? AND expires_at > ?", [passage_id, int(self._clock())]
        ).fetchone()
        return QuoteRefusal(row[0]) if row else None

    def note_accepted(self, passage_id: int) -> None:
        """Store that Telegram quoted a passage natively."""
        self._writing.execute(
            "INSERT OR REPLACE INTO accepted (passage_id, expires_at) VALUES (?, ?)",
            [passage_id, int(self._clock()) + self._seconds],
        )

    def was_accepted(self, passage_id: int) -> bool:
        """Whether Telegram quoted a passage natively before."""
        found = self._db.execute("SELECT 1 FROM accepted WHERE passage_id = ?", [passage_id]).fetchone()
        return found is not None

    def purge(self, moment: int) -> None:
        """Delete what has expired by a Unix time."""
        self._writing.execute("DELETE FROM refusals WHERE expires_at <= ?", [moment])
        self._writing.execute("DELETE FROM accepted WHERE expires_at <= ?", [moment])
