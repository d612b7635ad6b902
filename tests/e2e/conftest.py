"""What the end-to-end tests share: a stocked library, a server with an auditor, people, and the bot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import Library
from tests.bot_api import Auditor, BotApiServer, Group, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.process import ROOT, Bot


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with the passages of `corpus` in it."""
    directory = tmp_path / "library"
    with Library.open(directory, create=True) as library:
        library.add(str(corpus.write(tmp_path)))
    return directory


@pytest.fixture
def names() -> list[str]:
    """What the bot may name in its phrases; a test may add to it."""
    return ["Verbatim", "verbatim_bot", "public"]


@pytest.fixture
def server(names: list[str]) -> Iterator[BotApiServer]:
    """Telegram, with an auditor who hears every word; one too many fails the test."""
    auditor = Auditor(
        passages=corpus.texts,
        fields=lambda: [*corpus.fields(), datetime.now(UTC).date().isoformat()],
        locales=ROOT / "bot" / "saying" / "locales",
        names=lambda: names,
        asked=lambda: running.written,
        vocabulary=corpus.vocabulary,
    )
    with BotApiServer(listeners=[auditor]) as running:
        yield running
    auditor.check()


@pytest.fixture
def launch(server: BotApiServer, data: Path) -> Iterator[Callable[..., Bot]]:
    """Starts the bot with settings, and stops it after the test: without a token or a traceback in its log."""
    bots: list[Bot] = []

    def start(*options: str, **settings: str | float | bool) -> Bot:
        bots.append(Bot(server, data, options, **settings))
        return bots[-1].start()

    yield start
    for bot in bots:
        bot.stop()
        check_log(bot)


@pytest.fixture
def bot(launch: Callable[..., Bot]) -> Bot:
    """The bot, running with the usual settings."""
    return launch()


def check_log(bot: Bot) -> None:
    """Nobody reads a token, a traceback or an unexpected error in the log."""
    secret = bot.server.token.partition(":")[2]
    assert secret not in bot.log
    assert "Traceback" not in bot.log
    assert " ERROR " not in bot.log, bot.log
    assert " CRITICAL " not in bot.log, bot.log


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
