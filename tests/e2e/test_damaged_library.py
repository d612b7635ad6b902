"""A library that is damaged or gone: the bot answers what it can, and its log says what is wrong and what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.store import identity
from tests.bot_api import BotApiServer, PrivateChat, User
from tests.e2e.thread import BotInThread

QUESTION = "Who opened the new bridge?"


def test_the_log_tells_at_the_start_what_sqlite_finds(server: BotApiServer, data: Path) -> None:
    database = data / "library.db"
    with closing(sqlite3.connect(database)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'headings_of_source'").fetchone()
    content = bytearray(database.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    database.write_bytes(content)
    bot = BotInThread(server, data).start()
    try:
        assert "verbatim check" in bot.wait_for_line("the library is damaged")
    finally:
        bot.stop()


def test_a_library_that_is_deleted_under_the_bot_is_told_and_quoted_no_more(
    server: BotApiServer, data: Path, chat: PrivateChat, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "LOOKED_AT", 0.0)
    bot = BotInThread(server, data).start()
    try:
        assert chat.ask(alice, QUESTION).blockquotes
        (data / "library.db").rename(data / "aside")
        told = chat.ask(alice, QUESTION)
        assert (told.text, told.blockquotes) == ("Something went wrong here. Please ask again in a moment.", [])
        assert "library.db is gone, though" in bot.wait_for_line("library.db is gone")
        (data / "aside").rename(data / "library.db")
        assert chat.ask(alice, QUESTION).blockquotes
    finally:
        bot.stop()
