"""The seal of a bot, for tests that make links of their own."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from bot.keeping.chats import ChatStore
from bot.saying.seal import Seal, new_key


def seal_of(data: Path) -> Seal:
    """The seal that a bot on this data directory uses."""
    with closing(ChatStore.open(data)) as chats:
        return Seal(chats.notes.secret("seal", new_key))
