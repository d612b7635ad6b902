"""The clock of the bot, and that nothing else tells it the time."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import bot
from bot.clock import Clock
from bot.wire.stated_time import reporting
from tests.clocks import NOON, SetClock

YEARS = 10 * 365.25 * 24 * 3600
# What compares the clock of the machine, or is no part of a running bot.
LOOK_THEMSELVES = {"clock.py", "doctor/telegram_side.py", "keeping/backup.py", "keeping/answers.py", "keeping/chats.py"}


@pytest.mark.parametrize("jump", [3600, -3600, YEARS, -YEARS])
def test_it_does_not_jump_with_that_of_the_machine(jump: float) -> None:
    machine, elapsed = SetClock(), SetClock(17)
    clock = Clock(machine, elapsed)
    machine.now += jump
    elapsed.now += 5
    assert clock() == NOON + 5


@pytest.mark.parametrize("wrong", [3600, -3600, YEARS, -YEARS])
def test_telegram_puts_it_right_once(wrong: float, caplog: pytest.LogCaptureFixture) -> None:
    elapsed = SetClock(0)
    clock = Clock(SetClock(NOON + wrong), elapsed)
    with caplog.at_level(logging.WARNING):
        clock.compare(NOON)
        assert clock() == NOON + wrong  # one answer may be nonsense
        elapsed.now += 2
        clock.compare(NOON + 2)
    assert clock() == pytest.approx(NOON + 2)
    assert "the clock of this machine is" in caplog.text
    for later in (NOON + YEARS, NOON + YEARS):
        clock.compare(later)
    assert clock() == pytest.approx(NOON + 2)


def test_one_that_is_right_stays_as_it_is() -> None:
    clock = Clock(SetClock(), SetClock(0))
    for told in (NOON - YEARS, NOON + YEARS, NOON + 3, NOON + YEARS, NOON + YEARS):
        clock.compare(told)
    assert clock() == NOON


@given(st.text(max_size=40))
@example("Fri, 31 Dec 99999999999 99:99:99 GMT")
@example("Thu, 01 Jan 0000 00:00:00 -9999")
async def test_nonsense_in_the_header_is_no_time_and_no_trouble(stated: str) -> None:
    heard: list[float] = []
    (report,) = reporting(heard.append)["event_hooks"]["response"]
    await report(httpx.Response(200, headers=[(b"Date", stated.encode("utf-8", "replace"))]))
    await report(httpx.Response(502, headers={"Date": "Thu, 01 Jan 1970 00:01:00 GMT"}))
    assert 60.0 not in heard


def test_nothing_else_of_a_running_bot_looks_at_the_clock_of_the_machine() -> None:
    folder = Path(bot.__file__).parent
    looks = re.compile(r"\btime\.time\b|datetime\.(now|today|utcnow)|date\.today|job_queue(?!\(None\))")
    found = {file.relative_to(folder).as_posix() for file in folder.rglob("*.py") if looks.search(file.read_text())}
    assert found <= LOOK_THEMSELVES
