"""Passages that Telegram refused to quote natively, in `conversations.db`."""

from __future__ import annotations

import time
from enum import Enum

from sqlite_utils import Database

# Seconds until a refused message is tried again.
_REFUSED_FOR = 24 * 3600


class QuoteRefusal(Enum):
    """Why Telegram refused: the message was changed or deleted, or its chat cannot be reached."""

    CHANGED = 1
    UNREACHABLE = 2


class QuoteRefusals:
    """The refusals of the last day."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note(self, passage_id: int, reason: QuoteRefusal) -> None:
        """Store a refusal."""
        self._db.execute(
            "INSERT OR REPLACE INTO refusals (passage_id, reason, expires_at) VALUES (?, ?, ?)",
            [passage_id, reason.value, int(time.time()) + _REFUSED_FOR],
        )

    def of(self, passage_id: int) -> QuoteRefusal | None:
        """Why Telegram refused to quote a passage lately; None if it did not."""
        row = self._db.execute(
            "SELECT reason FROM refusals WHERE passage_id = ? AND expires_at > ?", [passage_id, int(time.time())]
        ).fetchone()
        return QuoteRefusal(row[0]) if row else None

    def purge(self, moment: int) -> None:
        """Delete what has expired by a Unix time."""
        self._db.execute("DELETE FROM refusals WHERE expires_at <= ?", [moment])
