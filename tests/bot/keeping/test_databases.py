"""A file of the bot's own belongs to the thread that opened it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from bot.keeping.answers import Memory
from bot.keeping.chats import ChatStore


@pytest.mark.parametrize(
    "used",
    [
        lambda memory, chats: memory.of_message(1, 2),
        lambda memory, chats: memory.refusals.of(1),
        lambda memory, chats: chats.additions.source_of(1, 2),
        lambda memory, chats: chats.notes.tell_once(1, 2),
        lambda memory, chats: chats.move(-1, -100),
    ],
)
def test_no_other_thread_can_use_it(tmp_path: Path, used: Callable[[Memory, ChatStore], object]) -> None:
    with (
        closing(Memory.open(tmp_path)) as memory,
        closing(ChatStore.open(tmp_path)) as chats,
        ThreadPoolExecutor(1) as library,
        pytest.raises(sqlite3.ProgrammingError, match="thread"),
    ):
        library.submit(used, memory, chats).result()
