"""Outgoing requests: limits for each chat, patience where Telegram asks for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.wire.pacing import Pacing, wait_after


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


class Telegram:
    """Answers requests with what it was told to, then with True; notes when each came."""

    def __init__(self, outcomes: Iterable[Exception] = ()) -> None:
        self.outcomes = list(outcomes)
        self.times: list[float] = []

    async def __call__(self) -> bool:
        self.times.append(time.monotonic())
        if self.outcomes:
            raise self.outcomes.pop(0)
        return True


async def request(pacing: Pacing, telegram: Telegram, chat_id: int | None = 1, endpoint: str = "sendMessage") -> Any:
    data = {} if chat_id is None else {"chat_id": chat_id}
    return await pacing.process_request(telegram, (), {}, endpoint, data, None)


async def test_a_private_chat_gets_a_short_burst_and_then_one_a_second() -> None:
    pacing, telegram = Pacing(), Telegram()
    await asyncio.gather(*(request(pacing, telegram) for _ in range(5)))
    first = telegram.times[0]
    assert telegram.times[1] - first < 0.3
    assert telegram.times[2] - first < 0.8
    assert telegram.times[3] - first > 1.2
    assert telegram.times[4] - first > 2.2


async def test_a_busy_chat_takes_nothing_from_another() -> None:
    pacing, busy, other = Pacing(), Telegram(), Telegram()
    tasks = [asyncio.create_task(request(pacing, busy)) for _ in range(50)]
    await asyncio.sleep(0.05)
    began = time.monotonic()
    await request(pacing, other, chat_id=2)
    assert time.monotonic() - began < 0.2
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_group_gets_not_quite_twenty_at_once_and_waits_for_more() -> None:
    pacing, telegram = Pacing(), Telegram()
    tasks = [asyncio.create_task(request(pacing, telegram, chat_id=-100)) for _ in range(25)]
    await asyncio.sleep(0.3)
    assert len(telegram.times) == 19
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_lifted_limits_are_no_limits() -> None:
    pacing, telegram = Pacing(limits=False), Telegram()
    await asyncio.wait_for(asyncio.gather(*(request(pacing, telegram) for _ in range(200))), 1)


async def test_a_chat_that_is_told_to_wait_waits_alone() -> None:
    pacing = Pacing()
    told, other = Telegram([RetryAfter(1)]), Telegram()
    waiting = asyncio.create_task(request(pacing, told, chat_id=1))
    await asyncio.sleep(0.05)
    same = asyncio.create_task(request(pacing, told, chat_id=1))
    began = time.monotonic()
    await request(pacing, other, chat_id=2)
    assert time.monotonic() - began < 0.2
    assert await waiting
    assert await same
    assert all(at - told.times[0] >= 1 for at in told.times[1:])


async def test_what_does_not_show_in_a_chat_is_not_counted() -> None:
    pacing, telegram = Pacing(), Telegram()
    requests = (request(pacing, telegram, endpoint="getChatMember") for _ in range(100))
    await asyncio.wait_for(asyncio.gather(*requests), 1)
    await asyncio.wait_for(asyncio.gather(*(request(pacing, telegram, chat_id=None) for _ in range(100))), 1)


async def test_a_request_is_tried_again_where_the_server_has_trouble() -> None:
    telegram = Telegram([NetworkError("Bad Gateway")])
    assert await request(Pacing(), telegram)
    assert len(telegram.times) == 2


async def test_a_request_that_is_refused_is_not_tried_again() -> None:
    telegram = Telegram([BadRequest("message text is empty")])
    with pytest.raises(BadRequest):
        await request(Pacing(), telegram)
    assert len(telegram.times) == 1


async def test_nobody_waits_longer_than_the_patience_lasts() -> None:
    telegram = Telegram([RetryAfter(3600)])
    with pytest.raises(RetryAfter):
        await request(Pacing(), telegram)


def test_a_message_that_may_have_arrived_is_not_sent_twice() -> None:
    lost = TimedOut()
    assert wait_after(lost, 2, "sendMessage") is None
    assert wait_after(lost, 2, "editMessageText") == 2
    lost.__cause__ = httpx.ConnectTimeout("")
    assert wait_after(lost, 2, "sendMessage") == 2


def test_telegram_says_how_long_to_wait_and_what_is_no_use() -> None:
    assert wait_after(NetworkError("Bad Gateway"), 2, "sendMessage") == 2
    assert wait_after(RetryAfter(timedelta(seconds=7)), 2, "sendMessage") == 7.1
    assert wait_after(Forbidden("bot was blocked by the user"), 2, "sendMessage") is None


async def test_quiet_lanes_are_cleared_away() -> None:
    pacing, telegram = Pacing(limits=False), Telegram()
    for chat_id in range(1, 3000):
        await request(pacing, telegram, chat_id=chat_id)
    assert len(pacing._lanes) < 1100
