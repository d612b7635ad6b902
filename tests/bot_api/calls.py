"""The record of what the bot asked of the server."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Call:
    """One request of the bot: what it asked, and what it got.

    `at` and `took` are seconds on the monotonic clock; `error` is Telegram's description, and None where it went well.
    """

    method: str
    params: dict[str, Any]
    at: float = field(default_factory=time.monotonic)
    took: float | None = None
    status: int | None = None
    result: Any = None
    error: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the bot was told that it worked."""
        return self.status == 200
