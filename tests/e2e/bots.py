"""The interface of a bot under test, in a thread or in a process."""

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
        """Start the bot without waiting."""

    @abstractmethod
    def stop(self) -> int:
        """Stop the bot, and return its exit status."""

    @abstractmethod
    def wait(self, timeout: float = PATIENCE) -> int:
        """Wait until the bot has stopped, and return its exit status."""

    def start(self) -> Self:
        """Start the bot, and return when it is ready."""
        self.launch()
        self.wait_for_line("answering as @")
        return self

    @property
    def log(self) -> str:
        """The log so far."""
        return "".join(self.lines)

    def wait_for_line(self, words: str, timeout: float = PATIENCE) -> str:
        """Wait for a line of the log with these words, and return it."""

        def found() -> str | None:
            return next((line for line in self.lines if words in line), None)

        with self._changed:
            self._changed.wait_for(lambda: found() or not self.running, timeout)
            line = found()
        assert line is not None, f"no line with {words!r}:\n{self.log}"
        return line

    def check_log(self) -> None:
        """Assert that the log holds no token, no traceback and no unexpected error."""
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
