"""The bot as a process: for signals, options, the environment and standard error."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.bot_api import PATIENCE, BotApiServer
from tests.e2e.bots import Bot, Setting

ROOT = Path(__file__).parents[2]


class BotProcess(Bot):
    """`python -m bot serve` with these options. Settings go in as VERBATIM_… variables."""

    def __init__(self, server: BotApiServer, data: Path, options: Sequence[str] = (), **settings: Setting) -> None:
        super().__init__(server, data, **settings)
        self.options = options

    def launch(self) -> Self:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VERBATIM_")}
        for name, value in self.settings.items():
            variable = "TELEGRAM_BOT_TOKEN" if name == "token" else f"VERBATIM_{name.upper()}"
            environment[variable] = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        self._process = subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-m", "bot", "--data", str(self.data), "serve", *self.options],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running = True
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        return self

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> int:
        self._process.send_signal(sign)  # does nothing if it has stopped
        return self.wait()

    def wait_for_reader(self) -> Path:
        """The folder, in /proc, of a process that reads what a chat sent; waits for it. Linux only."""
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for child in children.read_text().split():
                with suppress(OSError):  # it has ended
                    if b"index.sandbox" in Path(f"/proc/{child}/cmdline").read_bytes():
                        return Path(f"/proc/{child}")
            time.sleep(0.01)
        raise AssertionError(f"it reads nothing\n{self.log}")

    def wait(self, timeout: float = PATIENCE) -> int:
        try:
            status = self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise AssertionError(f"it did not leave in {timeout} s\n{self.log}") from None
        finally:
            self._reader.join()
        return status

    def _read(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            for line in lines:
                self._note(line)
        self._process.wait()
        self._note_the_end()
