"""What the bot does by itself, on real services."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.app import build
from bot.clock import Clock
from bot.config import Settings
from bot.housekeeping import keep_house, purge
from bot.keeping.addresses import Address
from bot.keeping.answers import QuestionRecord
from bot.serve import opened
from bot.services import Context
from index import Library
from tests.clocks import NOON, SetClock


@pytest.mark.attack("thousands of answers that expire at once")
async def test_while_answers_are_forgotten_others_have_their_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as `serve` does
    elapsed = SetClock()
    with (
        Library.open(tmp_path, create=True) as library,
        opened(Settings(token="123456789:made-up"), library, tmp_path, Clock(elapsed=elapsed)) as services,  # noqa: S106  # made up
    ):
        for number in range(1_800):
            services.answers.remember(QuestionRecord(Address(5, None, number), 0, 7), [10_000 + number], [])
        elapsed.now += 91 * 24 * 3600
        turns = 0

        async def others() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        waiting = asyncio.create_task(others())
        await purge(Context.from_update(None, build(services)))
        waiting.cancel()
        assert turns >= 4
        assert services.answers.of_message(5, 10_001) is None


@pytest.mark.parametrize("jump", [3_600, -3_600, 315_576_000, -315_576_000])
async def test_answers_are_forgotten_in_their_time_whatever_the_clock_of_the_machine_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    machine, loop = SetClock(), asyncio.get_running_loop()
    settings = Settings(token="123456789:made-up", remember_days=1)  # noqa: S106  # made up
    with (
        Library.open(tmp_path, create=True) as library,
        opened(settings, library, tmp_path, Clock(machine, loop.time)) as services,
    ):
        services.answers.remember(QuestionRecord(Address(5, None, 1), int(NOON), 7), [2], [])
        machine.now += jump
        monkeypatch.setattr("time.time", machine)
        house = asyncio.ensure_future(keep_house(build(services)))
        await asyncio.sleep(23 * 3600)
        assert services.answers.of_message(5, 2)
        await asyncio.sleep(2 * 3600)
        assert await services.answers.keeper.do(services.answers.purge) == 0  # they are deleted by then
        assert services.answers._db.execute("SELECT count(*) FROM answers").fetchone() == (0,)
        house.cancel()
        await asyncio.wait([house])
