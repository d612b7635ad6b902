"""Passages that Telegram would not quote at their source, in `conversations.db`."""

from __future__ import annotations

import time
from enum import Enum

from sqlite_utils import Database

# A message that Telegram refused to quote is tried again after this long, in seconds: it may be there again.
_REFUSED_FOR = 24 * 3600


class QuoteRefusal(Enum):
    """Why Telegram would not quote a message: it says something else or was deleted, or cannot be reached."""

    CHANGED = 1
    UNREACHABLE = 2


class QuoteRefusals:
    """What Telegram refused to quote lately."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note(self, passage_id: int, reason: QuoteRefusal) -> None:
        """Remember that Telegram would not quote a passage at its source."""
        self._db.execute(
            "INSERT OR REPLACE INTO refusals (passage_id, reason, expires_at) VALUES (?, ?, ?)",
            [passage_id, reason.value, int(time.time()) + _REFUSED_FOR],
        )

    def of(self, passage_id: int) -> QuoteRefusal | None:
        """Why Telegram would not quote a passage at its source lately; None where it would, or was not asked."""
        row = self._db.execute(
            "SELECT reason FROM refusals WHERE passage_id = ? AND expires_at > ?", [passage_id, int(time.time())]
        ).fetchone()
        return QuoteRefusal(row[0]) if row else None

    def purge(self, moment: int) -> None:
        """Forget what has expired by a moment, in seconds since 1970."""
        self._db.execute("DELETE FROM refusals WHERE expires_at <= ?", [moment])
