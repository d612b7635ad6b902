"""Who caused what the bot sends: the id of the sender of the update that is handled, None outside of handlers."""

from __future__ import annotations

from contextvars import ContextVar

cause: ContextVar[int | None] = ContextVar("cause", default=None)
