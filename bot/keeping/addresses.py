"""The address of a message."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    """A message: chat id, the topic id that a reply has to name (None: no topic), and message id."""

    chat_id: int
    thread_id: int | None
    message_id: int
