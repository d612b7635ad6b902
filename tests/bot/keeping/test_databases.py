"""A database is read in the thread that opened it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from bot.keeping.answers import AnswerStore
from bot.keeping.chats import ChatStore


@pytest.mark.parametrize(
    "used",
    [
        lambda answers, chats: answers.of_message(1, 2),
        lambda answers, chats: answers.quote_refusals.of(1),
        lambda answers, chats: chats.additions.source_of(1, 2),
        lambda answers, chats: chats.notes.was_told(1, 2),
        lambda answers, chats: chats.feedback.statistics(1),
    ],
)
def test_no_other_thread_can_read_it(tmp_path: Path, used: Callable[[AnswerStore, ChatStore], object]) -> None:
    with (
        closing(AnswerStore.open(tmp_path)) as answers,
        closing(ChatStore.open(tmp_path)) as chats,
        ThreadPoolExecutor(1) as library,
        pytest.raises(sqlite3.ProgrammingError, match="thread"),
    ):
        library.submit(used, answers, chats).result()
