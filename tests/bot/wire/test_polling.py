"""Long polling: which errors are retried, and which stop the bot."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.app import UPDATES
from bot.errors import RefusedError
from bot.keeping.inbox import Inbox
from bot.wire.client import Client
from bot.wire.intake import Intake
from bot.wire.polling import CONFLICT, REFUSED, Conflicts, Poller
from bot.wire.unfinished import Unfinished

pytestmark = pytest.mark.threads
Outcome = Exception | list[Any]


class Telegram:
    """Answers polls with what it was told to; a number stands for a readable update. Then nothing comes any more."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.offsets: list[int | None] = []
        self.timeouts: list[float] = []
        self.silent = asyncio.Event()

    async def raw_updates(self, offset: int | None, seconds: int, allowed: Any, limit: int | None = None) -> list[Any]:
        self.offsets.append(offset)
        self.timeouts.append(seconds)
        if not self.outcomes:
            self.silent.set()
            await asyncio.Event().wait()
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return [update(one) if isinstance(one, int) else one for one in outcome]


def update(number: int, **fields: Any) -> dict[str, Any]:
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "a secret", **fields}
    return {"update_id": number, "message": message}


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made; none takes any time."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    made: list[float] = []

    async def sleep(seconds: float) -> None:
        made.append(seconds)

    monkeypatch.setattr("bot.wire.polling.asyncio.sleep", sleep)
    return made


async def poll(telegram: Telegram, clock: Callable[[], float] = lambda: 0.0) -> list[int]:
    """The ids of all updates that arrive."""
    queue: asyncio.Queue[object] = asyncio.Queue()
    bot = cast(Client, telegram)
    with TemporaryDirectory() as directory, closing(Inbox.open(Path(directory), 1)) as inbox:
        unfinished = Unfinished(inbox)
        intake = Intake(bot, queue, unfinished, UPDATES)
        task = asyncio.create_task(Poller(bot, intake, timeout=30, conflict_patience=10, clock=clock).run())
        silent = asyncio.create_task(telegram.silent.wait())
        await asyncio.wait([task, silent], return_when=asyncio.FIRST_COMPLETED)
        silent.cancel()
        await unfinished.close()
        if task.done():
            task.result()
        task.cancel()
    return [cast(Update, queue.get_nowait()).update_id for _ in range(queue.qsize())]


async def test_updates_arrive_in_order_and_are_confirmed_by_the_next_poll() -> None:
    telegram = Telegram([5, 6], [], [9])
    assert await poll(telegram) == [5, 6, 9]
    assert telegram.offsets == [None, 7, 7, 10]


@pytest.mark.parametrize(
    "unreadable",
    [
        update(6, poll={"id": "1"}),  # as an older Bot API server sends it
        update(6, text=7),
        update(6, date=10**20),
        update(6, text="half of \ud83e"),
        update(6, chat=None),
        update(6, entities=[{"type": "bold", "offset": -7, "length": 9}]),
        {"update_id": 6, "callback_query": {"id": "1"}},
        {"message": update(6)["message"]},
        [],
        None,
    ],
)
async def test_an_update_that_cannot_be_read_is_passed_over_and_takes_no_other_along(
    unreadable: Any, caplog: pytest.LogCaptureFixture
) -> None:
    another = (
        {**unreadable, "update_id": 8} if isinstance(unreadable, dict) and "update_id" in unreadable else unreadable
    )
    telegram = Telegram([5, unreadable, 7], [another, 9])
    assert await poll(telegram) == [5, 7, 9]
    assert telegram.offsets == [None, 8, 10]
    assert len(caplog.messages) == 2
    assert "(2 so far)" in caplog.messages[1]
    assert "secret" not in caplog.text


async def test_updates_without_numbers_cannot_be_confirmed_and_are_trouble(pauses: list[float]) -> None:
    telegram = Telegram([{}], [{}], [9])
    assert await poll(telegram) == [9]
    assert pauses == [1, 1.5]


async def test_trouble_of_the_network_is_waited_out(pauses: list[float], caplog: pytest.LogCaptureFixture) -> None:
    telegram = Telegram(NetworkError("Bad Gateway"), NetworkError("x"), TimedOut(), RetryAfter(7), [1])
    with caplog.at_level(logging.INFO):
        assert await poll(telegram) == [1]
    assert pauses == [1, 1.5, 2.25, 7]
    assert caplog.messages[0] == "no connection to Telegram (Bad Gateway); again in 1 s"
    assert "connected to Telegram again" in caplog.messages


async def test_after_trouble_the_first_poll_comes_back_at_once() -> None:
    telegram = Telegram([], NetworkError("x"), [], [])
    await poll(telegram)
    assert telegram.timeouts == [30, 30, 0, 30, 30]


async def test_pauses_grow_to_half_a_minute(pauses: list[float]) -> None:
    await poll(Telegram(*[NetworkError("x")] * 20))
    assert pauses[-1] == 30


async def test_a_revoked_token_is_a_reason_to_leave() -> None:
    with pytest.raises(RefusedError, match=REFUSED[:30]):
        await poll(Telegram([1], InvalidToken("Unauthorized")))


async def test_a_conflict_that_lasts_is_a_reason_to_leave() -> None:
    ticks = iter(range(0, 1000, 3))
    with pytest.raises(RefusedError, match=CONFLICT[:30]):
        await poll(Telegram(*[Conflict("terminated by other getUpdates request")] * 10), lambda: next(ticks))


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def leaves(conflicts: Conflicts, clock: Clock, times: int, seconds: float) -> list[bool]:
    said = []
    for _ in range(times):
        said.append(conflicts.one_more())
        clock.now += seconds
    return said


def works(conflicts: Conflicts, clock: Clock, times: int, seconds: float) -> None:
    for _ in range(times):
        conflicts.none()
        clock.now += seconds


def test_a_newcomer_leaves_after_its_patience() -> None:
    clock = Clock()
    assert leaves(Conflicts(10, clock), clock, times=6, seconds=2) == [False] * 5 + [True]


def test_polls_that_work_in_between_do_not_make_it_stay() -> None:
    clock = Clock()
    conflicts = Conflicts(10, clock)
    said = []
    for _ in range(6):
        works(conflicts, clock, times=1, seconds=1)
        said += leaves(conflicts, clock, times=1, seconds=1)
    assert said == [False] * 5 + [True]


def test_the_one_that_was_there_first_stays() -> None:
    clock = Clock()
    conflicts = Conflicts(10, clock)
    works(conflicts, clock, times=10, seconds=10)
    assert not any(leaves(conflicts, clock, times=100, seconds=10))


def test_who_polled_for_some_seconds_before_the_other_came_stays() -> None:
    clock = Clock()
    older, newer = Conflicts(10, clock), Conflicts(10, clock)
    clock.now += 20  # in the middle of its first long poll
    assert not any(leaves(older, clock, times=1, seconds=1))
    newer.begin()
    assert leaves(newer, clock, times=12, seconds=1)[-1]
    assert not any(leaves(older, clock, times=100, seconds=1))


def test_a_short_conflict_at_the_start_is_waited_out() -> None:
    clock = Clock()
    conflicts = Conflicts(10, clock)
    assert not any(leaves(conflicts, clock, times=3, seconds=2))
    works(conflicts, clock, times=10, seconds=10)
    assert not any(leaves(conflicts, clock, times=100, seconds=1))
