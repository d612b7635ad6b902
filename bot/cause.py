"""Who caused what the bot sends: the id of the sender of the update that is handled, None outside of handlers."""

from __future__ import annotations

from contextvars import ContextVar


def who(chat_id: int) -> int:
    """Whose turn it is, where turns are shared: the sender, or `chat_id` where nobody sent anything.

    All who write in the name of a group or a channel count as one, 0: one account can do so in many of them.
    """
    sender = cause.get()
    return chat_id if sender is None else max(sender, 0)


cause: ContextVar[int | None] = ContextVar("cause", default=None)
