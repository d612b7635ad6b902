"""`verbatim doctor` finds what keeps a bot from answering, and says what to do."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import Settings
from bot.doctor import State, examine_machine, examine_telegram
from bot.keeping.chats import known_groups
from tests.bot.cli.conftest import Shell
from tests.bot_api import BotApiServer, Group, User
from tests.e2e.bots import Bot


@pytest.fixture
def shell(tmp_path: Path, server: BotApiServer) -> Callable[..., str]:
    """Runs `verbatim doctor` on a data directory as the bot would be run; gives what it prints."""
    inside = Shell(tmp_path)

    def doctor(data: Path, *, status: int = 0, token: str = server.token) -> str:
        done = inside("--data", str(data), "doctor", TELEGRAM_BOT_TOKEN=token, VERBATIM_API_URL=server.root)
        assert (done.status, done.stderr) == (status, "")
        return done.stdout

    return doctor


def test_of_a_bot_that_can_answer_everything_is_well(
    shell: Callable[..., str], data: Path, bot: Bot, server: BotApiServer, group: Group, bob: User
) -> None:
    server.set_privacy(False)
    group.ask(bob, "/ask Who opened the new bridge?")
    group.ask(bob, "/help")  # the question is counted by then
    said = shell(data)
    assert "problem" not in said
    for line in (
        "token: @verbatim_bot",
        "clock: as Telegram's",
        "privacy mode: off",
        "rights: it may write in 1 groups",
    ):
        assert f"ok       {line}" in said
    assert bot.running


def test_it_tells_what_is_wrong_with_a_group(
    shell: Callable[..., str], data: Path, launch: Callable[..., Bot], server: BotApiServer, group: Group, bob: User
) -> None:
    launch()
    group.ask(bob, "/ask Who opened the new bridge?")
    group.ask(bob, "/help")  # the question is counted by then
    assert known_groups(data) == [group.id]
    group.mute_bot()
    assert f"problem  rights: it may not write in {group.id}: an admin" in shell(data, status=1)
    group.kick(server.world.bot)
    said = shell(data)
    assert f"note     rights: it is no member of {group.id} any more" in said
    assert "note     privacy mode: on" in said


def test_it_tells_of_a_token_that_telegram_does_not_know(shell: Callable[..., str], data: Path) -> None:
    said = shell(data, status=1, token="123456789:" + "A" * 35)
    assert "problem  token: Telegram does not know this token" in said
    assert "AAAA" not in said
    assert "Telegram was not asked" in shell(data, token="")


def test_it_tells_that_nobody_answers(data: Path, shell: Callable[..., str], server: BotApiServer) -> None:
    with server.offline():
        assert "problem  Telegram: " in shell(data, status=1)


@pytest.mark.parametrize(("ahead", "way"), [(3_600, "ahead of"), (-3_600, "behind"), (315_360_000, "ahead of")])
async def test_it_tells_of_a_clock_that_is_wrong(server: BotApiServer, ahead: int, way: str) -> None:
    settings = Settings(token=server.token, api_url=server.root)
    found = {one.what: one async for one in examine_telegram(settings, (), lambda: time.time() + ahead)}
    assert found["clock"].state is State.PROBLEM
    assert way in found["clock"].found


def test_it_tells_of_damage(data: Path) -> None:
    library = data / "library.db"
    content = bytearray(library.read_bytes())
    content[4096:8192] = bytes(4096)
    library.write_bytes(content)
    found = {one.what: one for one in examine_machine(data)}
    assert found["library"].state is State.PROBLEM
    assert "restore a backup" in found["library"].found


def test_where_there_is_nothing_it_says_what_to_do(shell: Callable[..., str], tmp_path: Path) -> None:
    assert "note     directory: " in shell(tmp_path / "none", token="")
    assert not (tmp_path / "none").exists()
