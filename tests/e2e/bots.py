"""A bot under test: what tests do with one, wherever it runs."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Self

from tests.bot_api import PATIENCE, BotApiServer

Setting = str | float | bool | tuple[int | str, ...]


class Bot(ABC):
    """A bot with its library and its log, talking to a test server. `settings` are those of `bot.config`."""

    def __init__(self, server: BotApiServer, data: Path, **settings: Setting) -> None:
        self.server = server
        self.data = data
        self.settings: dict[str, Setting] = {
            "token": server.token,
            "api_url": server.root,
            "rate_limits": False,
            "menus": False,
            **settings,
        }
        self.lines: list[str] = []
        self.running = False
        self._changed = threading.Condition()

    @abstractmethod
    def launch(self) -> Self:
        """Start it, and do not wait."""

    @abstractmethod
    def stop(self) -> int:
        """Tell it to leave, and return the exit status."""

    @abstractmethod
    def wait(self, timeout: float = PATIENCE) -> int:
        """The exit status, once it has left."""

    def start(self) -> Self:
        """Start it, and return when it answers."""
        self.launch()
        self.wait_for_line("answering as @")
        return self

    @property
    def log(self) -> str:
        """All that it has logged."""
        return "".join(self.lines)

    def wait_for_line(self, words: str, timeout: float = PATIENCE) -> str:
        """The first line of the log that has these words; waits for it, as long as the bot runs."""

        def found() -> str | None:
            return next((line for line in self.lines if words in line), None)

        with self._changed:
            self._changed.wait_for(lambda: found() or not self.running, timeout)
            line = found()
        assert line is not None, f"no line with {words!r}:\n{self.log}"
        return line

    def check_log(self) -> None:
        """Nobody reads a token, a traceback or an unexpected error in the log."""
        assert self.server.token.partition(":")[2] not in self.log
        assert "Traceback" not in self.log
        assert " ERROR " not in self.log, self.log
        assert " CRITICAL " not in self.log, self.log

    def _note(self, line: str) -> None:
        with self._changed:
            self.lines.append(line)
            self._changed.notify_all()

    def _note_the_end(self) -> None:
        with self._changed:
            self.running = False
            self._changed.notify_all()
