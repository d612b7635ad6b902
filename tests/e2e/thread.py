"""The bot in a thread of the test process: the real application on a real library.

Unlike a process, it has no signals, no command line, no environment variables and no log on standard error.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, cast

from bot import config, serve
from bot.clock import Clock
from bot.errors import BotError
from bot.logs import OneLine
from bot.services import Services
from index import Library
from tests.bot_api import PATIENCE, BotApiServer
from tests.e2e.bots import Bot, Setting

# Loggers of libraries stay at WARNING, as set by `bot.logs`.
_LOGGERS = ("bot", "index")
_GAVE_UP = "some answers were not finished in time"


class BotInThread(Bot):
    """A bot in an event loop of its own. One at a time: what is logged does not say by whom."""

    _loop: asyncio.AbstractEventLoop
    _stop: asyncio.Event
    _alone = threading.Lock()

    def __init__(self, server: BotApiServer, data: Path, clock: Clock | None = None, **settings: Setting) -> None:
        super().__init__(server, data, **settings)
        self._clock = clock

    def launch(self) -> Self:
        settings = config.Settings(**cast(dict[str, Any], self.settings))
        self._status = 0
        self._failure: BaseException | None = None
        self._begun = threading.Event()
        assert self._alone.acquire(blocking=False), "another bot runs in this process"
        self.running = True
        self._thread = threading.Thread(target=self._live, args=[settings], name="bot")
        self._thread.start()
        self._begun.wait()
        return self

    def stop(self) -> int:
        if self.running:
            self._loop.call_soon_threadsafe(self._stop.set)
        return self.wait()

    def wait(self, timeout: float = PATIENCE) -> int:
        self._thread.join(timeout)
        assert not self._thread.is_alive(), f"it did not leave in {timeout} s\n{self.log}"
        if self._failure:
            raise self._failure
        return self._status

    def _live(self, settings: config.Settings) -> None:
        try:
            config.check(settings)
            with (
                self._logging(settings),
                Library.open(self.data, create=True) as library,
                serve.opened(settings, library, self.data, self._clock) as services,
            ):
                asyncio.run(self._answer(services))
        except BotError as error:
            self._status = 1
            self._note(f"verbatim: {error}\n")
        except BaseException as error:
            self._failure = error
        finally:
            self._alone.release()
            self._note_the_end()
            self._begun.set()

    async def _answer(self, services: Services) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._begun.set()
        await serve.run(services, self._stop)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left or _GAVE_UP in self.log, f"it left tasks behind: {left}"

    @contextmanager
    def _logging(self, settings: config.Settings) -> Iterator[None]:
        handler = _Handler(self)
        handler.setFormatter(OneLine([settings.token, settings.webhook_secret], chat_numbers=True))
        loggers = [logging.getLogger(name) for name in _LOGGERS]
        before = [logger.level for logger in loggers]
        logging.getLogger().addHandler(handler)
        for logger in loggers:
            logger.setLevel(settings.log_level)
        try:
            yield
        finally:
            for logger, level in zip(loggers, before, strict=True):
                logger.setLevel(level)
            logging.getLogger().removeHandler(handler)


class _Handler(logging.Handler):
    """Passes on each line, formatted as for standard error."""

    def __init__(self, bot: BotInThread) -> None:
        super().__init__()
        self._bot = bot

    def emit(self, record: logging.LogRecord) -> None:
        self._bot._note(self.format(record) + "\n")
