"""The server in a terminal, for trying a bot by hand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.bot_api import PATIENCE, BotApiServer
from tests.bot_api.__main__ import Phone
from tests.bot_api.conftest import Client


def test_a_line_is_what_alice_does(server: BotApiServer, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    phone = Phone(server)
    phone.obey("hello there")
    phone.obey("edit good morning")
    phone.obey("group /ask why")
    client.call("sendMessage", chat_id=phone.room.id, text="because")
    phone.obey("reply and how?")
    phone.obey("show")
    shown = capsys.readouterr().out
    assert "Alice #1 (edited)\n  good morning" in shown
    assert "  ┌ because\n  and how?" in shown
    with pytest.raises(AssertionError, match="no button"):
        phone.obey("press Next")


def test_it_runs_until_quit() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bot_api"],
        input="hi\nshow\nquit\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    assert "base URL  http://127.0.0.1:" in done.stdout
    assert "Alice #1\n  hi" in done.stdout
