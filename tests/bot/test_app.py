"""The jobs of the application, on real services."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot.app import build, purge
from bot.config import Settings
from bot.keeping.addresses import Address
from bot.keeping.answers import QuestionRecord
from bot.serve import opened
from bot.services import Context
from index import Library


@pytest.mark.attack("thousands of answers that expire at once")
async def test_while_answers_are_forgotten_others_have_their_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as `serve` does
    with (
        Library.open(tmp_path, create=True) as library,
        opened(Settings(token="123456789:made-up"), library, tmp_path) as services,  # noqa: S106  # made up
    ):
        for number in range(1_800):
            services.answers.remember(QuestionRecord(Address(5, None, number), 0, 7), [10_000 + number], [])
        later = time.time() + 91 * 24 * 3600
        monkeypatch.setattr(time, "time", lambda: later)
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
