"""`verbatim chat` in a real terminal: what somebody sees who types."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.cli.data_directory import SHIPPED_TITLE
from tests.bot.cli.conftest import ROOT, is_ours

PATIENCE = 60
_WHERE = "\x1b[6n"
"""Asks a terminal where its cursor is."""


class Terminal:
    """A process in a terminal of 60 columns."""

    def __init__(self, directory: Path, **environment: str) -> None:
        others = {name: value for name, value in os.environ.items() if not is_ours(name) and name != "NO_COLOR"}
        told = {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
        self._mine, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        self.process = subprocess.Popen(  # our own command
            [sys.executable, "-m", "bot", "chat"],
            cwd=directory,
            env=others | told | environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.seen = ""

    def type(self, keys: str) -> None:
        """Type keys."""
        os.write(self._mine, keys.encode())

    def wait_for(self, words: str) -> str:
        """What is seen up to these words, which are waited for; it is not seen again."""
        until = time.monotonic() + PATIENCE
        while words not in self.seen:
            assert time.monotonic() < until, f"no {words!r} in {self.seen!r}"
            if select.select([self._mine], [], [], 1)[0]:
                read = os.read(self._mine, 65536).decode("utf-8", "replace")
                for _ in range(read.count(_WHERE)):
                    self.type("\x1b[1;1R")
                self.seen += read
        seen, _, self.seen = self.seen.partition(words)
        return seen + words

    def leave(self) -> None:
        """Press Ctrl-D once the prompt reads keys again."""
        self.wait_for("›")
        self.wait_for("\x1b[?25h")  # the cursor is shown
        self.type("\x04")

    def ended(self) -> int:
        """Read until the process has ended. Returns its exit status."""
        until = time.monotonic() + PATIENCE
        with suppress(OSError):
            while time.monotonic() < until:
                if select.select([self._mine], [], [], 1)[0] and not os.read(self._mine, 65536):
                    break
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """End the process, if it has not ended."""
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        os.close(self._mine)


Launch = Callable[..., Terminal]


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Launch]:
    """Starts conversations in terminals."""
    opened: list[Terminal] = []

    def start(**environment: str) -> Terminal:
        opened.append(Terminal(tmp_path, **environment))
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close()


def test_a_conversation_in_a_terminal(launch: Launch, tmp_path: Path) -> None:
    terminal = launch()
    terminal.wait_for("Ask a question; Ctrl-D ends the conversation.")
    terminal.wait_for("›")
    terminal.type("Who sings\x03How many troops has Russia mobilized?\r")
    seen = terminal.wait_for(f"— {SHIPPED_TITLE} · ¶5")
    quote = re.sub(r"\x1b\[[\d;?]*\w", "", seen)
    assert "Russia has mobilized approximately 50,000 troops, including" in " ".join(quote.split()), quote
    assert "\x1b[1mmobilized\x1b[0m" in seen
    terminal.wait_for("Tab context")
    terminal.type("\t")
    terminal.wait_for("military buildup")
    terminal.wait_for(SHIPPED_TITLE)
    terminal.leave()
    assert terminal.ended() == 0
    assert (tmp_path / "data" / "library" / "history").read_text() == "How many troops has Russia mobilized?\n"


def test_who_wants_no_colour_sees_none(launch: Launch) -> None:
    terminal = launch(NO_COLOR="1")
    terminal.wait_for("Ask a question")
    terminal.wait_for("›")
    terminal.type("How many troops has Russia mobilized?\r")
    terminal.wait_for("“")
    quote = terminal.wait_for("¶5")
    assert "\x1b[1m" not in quote
    assert "\x1b[36m" not in quote
    terminal.leave()
    assert terminal.ended() == 0
