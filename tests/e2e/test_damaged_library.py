"""A library that a disk has damaged: the bot answers what it can, and its log says what is wrong and what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bot_api import BotApiServer
from tests.e2e.thread import BotInThread


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
