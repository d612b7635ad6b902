"""The bot as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bot_api import BotApiServer

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0


class Bot:
    """`python -m bot serve` on a library, talking to a test server. Settings go in as VERBATIM_… variables."""

    def __init__(
        self, server: BotApiServer, data: Path, options: Sequence[str] = (), **settings: str | float | bool
    ) -> None:
        self.server = server
        self.options = options
        self.data = data
        self.settings = {
            "token": server.token,
            "api_url": server.root,
            "rate_limits": False,
            "menus": False,
            **settings,
        }
        self.lines: list[str] = []
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None

    def launch(self) -> Bot:
        """Start it, and do not wait."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VERBATIM_")}
        for name, value in self.settings.items():
            variable = "TELEGRAM_BOT_TOKEN" if name == "token" else f"VERBATIM_{name.upper()}"
            environment[variable] = str(value)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "--data", str(self.data), "serve", *self.options],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def start(self) -> Bot:
        """Start it, and return when it answers."""
        self.launch()
        self.wait_for_line("answering as @")
        return self

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and return the exit status."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(sign)
        return self.wait()

    def wait(self, timeout: float = PATIENCE) -> int:
        """The exit status, once it has left."""
        assert self._process is not None
        assert self._reader is not None
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"it did not leave in {timeout} s\n{self.log}") from None
        self._reader.join(5)
        return status

    @property
    def running(self) -> bool:
        """Whether it is still there."""
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> str:
        """All it has written to standard error."""
        return "".join(self.lines)

    def wait_for_line(self, words: str, timeout: float = PATIENCE) -> str:
        """The first line of the log that has these words."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            for line in list(self.lines):
                if words in line:
                    return line
            if not self.running:
                break
            time.sleep(0.02)
        raise AssertionError(f"no line with {words!r}:\n{self.log}")

    def _read(self) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.lines.append(line)
        self._process.stderr.close()
