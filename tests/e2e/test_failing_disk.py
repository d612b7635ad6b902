"""An answer depends on reading alone: what is only remembered may fail, and keeps nobody waiting."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from tests.bot_api import BotApiServer, Group, PrivateChat, User
from tests.e2e.bots import Bot
from tests.e2e.process import BotProcess

QUESTION, QUOTE = "Who opened the new bridge?", ["Mayor Jones opened the new bridge on Monday."]
Launch = Callable[..., Bot]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is locked is given up soon."""
    monkeypatch.setattr("bot.keeping.databases._LOCK_TIMEOUT", 0.2)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another process holds the write lock of a database."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.parametrize("name", ["chats.db", "conversations.db"])
def test_while_another_process_holds_a_database_everybody_is_answered(
    launch: Launch, data: Path, server: BotApiServer, name: str
) -> None:
    bot = launch()
    people = [server.user(f"Person {number}") for number in range(20)]
    with locked(data / name):
        began = time.monotonic()
        for person in people:
            assert server.private_chat(person).ask(person, QUESTION).blockquotes == QUOTE
        took = time.monotonic() - began
    assert took < 5, "one lock alone is waited for as long"
    bot.lines = [line for line in bot.lines if "is not remembered: database is locked" not in line]


@pytest.mark.usefixtures("impatient")
def test_who_is_not_remembered_gets_no_buttons_that_would_not_work(
    launch: Launch, data: Path, server: BotApiServer, chat: PrivateChat, alice: User
) -> None:
    bot = launch()
    with locked(data / "conversations.db"):
        first = chat.ask(alice, QUESTION)
        first.wait_for_edit(1)
        assert {"Copy", "Share"} <= {label.split()[-1] for label in first.buttons}
        assert not any("Context" in label or "Next" in label for label in first.buttons)
        bob = server.user("Bob")
        second = server.private_chat(bob).ask(bob, QUESTION)
        assert not any("Context" in label for label in second.buttons)
    bot.wait_for_line("conversations.db: an answer is not remembered: database is locked")
    third = chat.ask(alice, QUESTION)
    while not any("Context" in label for label in third.buttons):  # what waits is tried until it ends
        third = chat.ask(alice, QUESTION)
    bot.lines = [line for line in bot.lines if "is not remembered: database is locked" not in line]


@pytest.mark.usefixtures("impatient")
def test_a_command_that_cannot_be_carried_out_says_so(launch: Launch, data: Path, group: Group, alice: User) -> None:
    bot = launch()
    with locked(data / "chats.db"):
        assert group.ask(alice, "/mute 2h").text.startswith("Something went wrong")
        assert group.ask(alice, "/help").text  # nobody waits for it
    bot.wait_for_line("an update was not answered: OperationalError")
    bot.lines = [line for line in bot.lines if "OperationalError" not in line]
    assert group.ask(alice, "/mute 2h").text.startswith("I am silent")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:  # noqa: S603  # as it is written
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)  # noqa: S603, S607  # as it is written


def fill(disk: Path) -> None:
    """Leave not a byte."""
    with open(disk / "all the rest", "wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def test_on_a_full_disk_everybody_is_answered(
    small_disk: Path, data: Path, server: BotApiServer, launch_process: Callable[..., BotProcess]
) -> None:
    bot = BotProcess(server, Path(shutil.copytree(data, small_disk / "library"))).start()
    try:
        fill(small_disk)
        for number in range(20):
            person = server.user(f"Person {number}")
            assert server.private_chat(person).ask(person, QUESTION).blockquotes == QUOTE
        assert "conversations.db: an answer is not remembered: database or disk is full" in bot.log
    finally:
        assert bot.stop() == 0
    assert "Traceback" not in bot.log
