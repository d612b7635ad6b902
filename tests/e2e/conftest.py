"""Fixtures of the end-to-end tests: a library, a server with an auditor, people, and the bot."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import Clock
from index import Library
from tests.bot_api import Auditor, BotApiServer, Group, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot, Setting
from tests.e2e.process import ROOT, BotProcess
from tests.e2e.thread import BotInThread


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with the passages of `corpus` in it, of which each test has a copy."""
    folder = tmp_path_factory.mktemp("stocked")
    with Library.open(folder / "library", create=True) as library:
        library.add(str(corpus.write(folder)))
    return folder / "library"


@pytest.fixture
def data(stocked: Path, tmp_path: Path) -> Path:
    """A data directory with the passages of `corpus` in it."""
    return Path(shutil.copytree(stocked, tmp_path / "library"))


@pytest.fixture
def names() -> list[str]:
    """The names that phrases may contain; a test may add to them."""
    return ["Verbatim", "verbatim_bot", "public"]


@pytest.fixture
def above() -> list[tuple[str, str]]:
    """Headings and lead-ins, each with the text of a passage below it; a test may add to them."""
    return corpus.above()


@pytest.fixture
def server(names: list[str], above: list[tuple[str, str]]) -> Iterator[BotApiServer]:
    """The test server, with an auditor that fails the test for unaccounted words."""
    auditor = Auditor(
        passages=corpus.texts,
        fields=lambda: [*corpus.fields(), datetime.now(UTC).date().isoformat()],
        locales=ROOT / "bot" / "saying" / "locales",
        names=lambda: names,
        asked=lambda: running.written,
        vocabulary=corpus.vocabulary,
        above=lambda: above,
    )
    with BotApiServer(listeners=[auditor]) as running:
        yield running
    auditor.check()


@pytest.fixture
def launch(server: BotApiServer, data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Bot]]:
    """Starts the bot with settings, and stops it after the test; its log must hold no token and no traceback.

    With `ready=False`, it does not wait until the bot answers.
    """
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as `serve` does
    with ExitStack() as stack:

        def start(*, ready: bool = True, clock: Clock | None = None, **settings: Setting) -> Bot:
            bot = BotInThread(server, data, clock, **settings)
            stack.callback(_stop, bot)
            return bot.start() if ready else bot.launch()

        yield start


@pytest.fixture
def launch_process(server: BotApiServer, data: Path) -> Iterator[Callable[..., BotProcess]]:
    """Starts the bot as a process, with settings and options."""
    with ExitStack() as stack:

        def start(*options: str, ready: bool = True, **settings: Setting) -> BotProcess:
            bot = BotProcess(server, data, options, **settings)
            stack.callback(_stop, bot)
            return bot.start() if ready else bot.launch()

        yield start


def _stop(bot: Bot) -> None:
    bot.stop()
    bot.check_log()


@pytest.fixture
def bot(launch: Callable[..., Bot]) -> Bot:
    """A running bot with the default settings."""
    return launch()


@pytest.fixture
def alice(server: BotApiServer) -> User:
    return server.user("Alice")


@pytest.fixture
def bob(server: BotApiServer) -> User:
    return server.user("Bob")


@pytest.fixture
def chat(server: BotApiServer, alice: User) -> PrivateChat:
    return server.private_chat(alice)


@pytest.fixture
def group(server: BotApiServer, alice: User, bob: User) -> Group:
    """A group that Alice owns, and Bob is a member of."""
    return server.group("Harbour", members=[alice, bob])
