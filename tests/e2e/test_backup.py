"""A backup that is made while the bot runs, and put where another bot goes on with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.keeping.backup import back_up, restore
from tests.bot_api import BotApiServer, Group, User
from tests.e2e.bots import Bot
from tests.e2e.test_settings import click
from tests.e2e.thread import BotInThread

QUESTION = "/ask Who opened the new bridge?"


def test_answers_settings_and_buttons_are_as_they_were(
    launch: Callable[..., Bot], server: BotApiServer, data: Path, tmp_path: Path, group: Group, alice: User
) -> None:
    first = launch()
    answer = group.ask(alice, QUESTION)
    quotes = answer.blockquotes
    panel = group.ask(alice, "/settings")
    click(panel, alice, "When I speak", "never")
    back_up(data, tmp_path / "saved.tgz")
    first.stop()
    restore(tmp_path / "saved.tgz", tmp_path / "moved")
    second = BotInThread(server, tmp_path / "moved").start()
    try:
        assert click(answer, alice, "Context", "Back").blockquotes == quotes
        click(panel, alice, "Back")
        assert "When I speak · never" in panel.text
        click(panel, alice, "When I speak", "when asked")
        assert group.ask(alice, QUESTION).blockquotes == quotes
    finally:
        second.stop()
        second.check_log()
