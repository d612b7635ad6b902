"""What systemd hears of the bot."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import supervision
from tests.bot_api import PATIENCE
from tests.e2e.process import BotProcess


@pytest.fixture
def supervisor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A socket like that of systemd, with a watchdog of a fifth of a second."""
    path = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(path)
        listening.settimeout(PATIENCE)
        monkeypatch.setenv("NOTIFY_SOCKET", path)
        monkeypatch.setenv("WATCHDOG_USEC", "200000")
        yield listening


def test_it_hears_that_the_bot_lives_answers_and_leaves(
    supervisor: socket.socket, launch_process: Callable[..., BotProcess]
) -> None:
    bot = launch_process()
    heard = {supervisor.recv(64).decode()}
    while supervision.READY not in heard:
        heard.add(supervisor.recv(64).decode())
    assert supervision.ALIVE in heard
    bot.stop()
    said = [supervisor.recv(64).decode()]
    while said[-1] != supervision.STOPPING:
        said.append(supervisor.recv(64).decode())
    assert set(said[:-1]) <= {supervision.ALIVE}


def test_one_that_does_not_listen_keeps_no_bot_from_answering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, launch_process: Callable[..., BotProcess]
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    bot = launch_process()
    bot.wait_for_line("the supervisor could not be told READY=1: No such file or directory")


def test_one_in_the_abstract_namespace_hears_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("")  # Linux chooses an abstract name
        monkeypatch.setenv("NOTIFY_SOCKET", "@" + listening.getsockname()[1:].decode())
        supervision.tell(supervision.READY)
        assert listening.recv(64) == b"READY=1"
