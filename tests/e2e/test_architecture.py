"""ARCHITECTURE.md is true: files that it names exist, and the steps of its three paths are called in its order."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from click.testing import CliRunner

from bot.cli.commands import verbatim
from tests.bot_api import PrivateChat, User
from tests.e2e.bots import Bot
from tests.e2e.process import ROOT

ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
Calls = list[tuple[str, str]]


def test_every_file_that_it_names_exists() -> None:
    named = set(re.findall(r"[`(]((?:bot|index|data|tests|docs)/[a-z_/]*(?:\.\w+)?)[`:)]", ARCHITECTURE))
    assert len(named) > 40
    assert not [name for name in named if not (ROOT / name).exists()]


def test_it_can_be_read_in_one_sitting() -> None:
    assert len(ARCHITECTURE.splitlines()) < 150


def test_a_question_and_a_press_take_the_paths_that_are_told(
    launch: Callable[..., Bot], chat: PrivateChat, alice: User
) -> None:
    with calls() as made:
        bot = launch()
        made.clear()
        answer = chat.ask(alice, "Who opened the new bridge?")
        before_press = len(made)
        answer.press(alice, "Next quote")
        answer.wait_for_edit(1)
        bot.stop()
    assert_in_order(steps("A question"), made)
    assert_in_order(steps("A press of a button"), made[before_press:])


def test_a_document_takes_the_path_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("It rained all day. The river rose by two metres.", encoding="utf-8")
    with calls() as made:
        arguments = ["--data", str(tmp_path / "library"), "add", str(tmp_path / "notes.txt")]
        assert CliRunner().invoke(verbatim, arguments).exit_code == 0
    assert_in_order(steps("A document"), made)


@contextmanager
def calls() -> Iterator[Calls]:
    """The functions of ours that are called in this thread, and in those that are started meanwhile."""
    made: Calls = []

    def note(frame: FrameType, event: str, argument: object) -> None:
        file = frame.f_code.co_filename
        if event == "call" and file.startswith((f"{ROOT}/bot/", f"{ROOT}/index/")):
            made.append((file.removeprefix(f"{ROOT}/"), frame.f_code.co_name))

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield made
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def steps(path: str) -> Calls:
    """The files and functions of a path's table."""
    section = ARCHITECTURE.partition(f"### {path}\n")[2].partition("\n#")[0]
    found = re.findall(r"(?m)^\|[^|]*\| `([\w/]+\.py): (\w+)` \|", section)
    assert len(found) > 5
    return found


def assert_in_order(expected: Calls, made: Calls) -> None:
    """Each of `expected` was called for the first time after the one before it was."""
    first = list(dict.fromkeys(made))
    assert [step for step in expected if step not in first] == []
    assert expected == sorted(expected, key=first.index)
