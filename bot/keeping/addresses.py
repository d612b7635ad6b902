"""Where a message stands."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    """A message: its chat, the forum topic that an answer to it has to name (None: no topic), and its number."""

    chat_id: int
    thread_id: int | None
    message_id: int
