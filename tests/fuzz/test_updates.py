"""No update ends the bot, raises anything, or has its text logged; and the next honest question is answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Library
from tests.bot_api import BotApiServer
from tests.e2e import corpus
from tests.e2e.bots import Bot
from tests.e2e.thread import BotInThread
from tests.fuzz.budget import budget
from tests.fuzz.mutations import MARK, mutated

pytestmark = pytest.mark.attack("an update of an odd shape")

QUESTION = "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]
SHAPES = [json.loads(path.read_bytes()) for path in sorted((Path(__file__).parent / "corpus" / "updates").iterdir())]


@contextmanager
def running(folder: Path) -> Iterator[tuple[BotApiServer, Bot]]:
    """A bot with the passages of the end-to-end tests, and its server."""
    with Library.open(folder / "library", create=True) as library:
        library.add(str(corpus.write(folder)))
    with BotApiServer() as server:
        bot = BotInThread(server, folder / "library", max_age=10**9).start()
        try:
            yield server, bot
        finally:
            bot.stop()


def test_whatever_an_update_says_the_bot_goes_on(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with running(tmp_path) as (server, bot):
        alice = server.user("Alice")
        chat = server.private_chat(alice)

        @budget(12)
        @given(st.lists(mutated(SHAPES), min_size=1, max_size=20))
        def go_on(updates: list[dict[str, Any]]) -> None:
            with server.at_once():
                for update in updates:
                    server.send_update(update)
                asked = chat.say(alice, QUESTION)
            assert chat.wait_for_reply(asked).blockquotes == QUOTE
            bot.check_log()
            assert MARK not in bot.log

        go_on()
