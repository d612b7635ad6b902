"""Rate limits of outgoing requests, and retries."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.wire.pacing import ONCE, Pacing, wait_after


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


class Telegram:
    """Answers requests with what it was told to, then with a message; notes when each came."""

    def __init__(self, outcomes: Iterable[Exception] = ()) -> None:
        self.outcomes = list(outcomes)
        self.times: list[float] = []

    async def __call__(self) -> dict[str, Any]:
        self.times.append(asyncio.get_running_loop().time())
        if self.outcomes:
            raise self.outcomes.pop(0)
        return {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}


about = partial(pytest.approx, abs=0.01)


async def request(pacing: Pacing, telegram: Telegram, chat_id: int | None = 1, endpoint: str = "sendMessage") -> Any:
    data = {} if chat_id is None else {"chat_id": chat_id}
    return await pacing.process_request(telegram, (), {}, endpoint, data, None)


async def test_a_private_chat_gets_a_short_burst_and_then_one_a_second() -> None:
    pacing, telegram = Pacing(), Telegram()
    await asyncio.gather(*(request(pacing, telegram) for _ in range(5)))
    assert telegram.times == about([0, 0, 0.55, 1.65, 2.75])


async def test_a_busy_chat_takes_nothing_from_another() -> None:
    pacing, busy, other = Pacing(), Telegram(), Telegram()
    waiting = asyncio.gather(*(request(pacing, busy) for _ in range(50)))
    await asyncio.sleep(0.05)
    await request(pacing, other, chat_id=2)
    assert other.times == about([0.05])
    await waiting
    assert busy.times[-1] > 50


async def test_a_group_gets_not_quite_twenty_at_once_and_waits_for_more() -> None:
    pacing, telegram = Pacing(), Telegram()
    await asyncio.gather(*(request(pacing, telegram, chat_id=-100) for _ in range(25)))
    assert telegram.times[:19] == about([0] * 19)
    assert telegram.times[19:] == about([60 / 19 * number for number in range(1, 7)])


@pytest.mark.attack("many accounts ask as fast as they may")
async def test_chats_that_had_many_messages_delay_none_that_had_few() -> None:
    pacing, busy, other = Pacing(), Telegram(), Telegram()
    waiting = asyncio.gather(*(request(pacing, busy, chat_id=chat_id) for chat_id in [*range(1, 201)] * 3))
    await asyncio.sleep(15)
    await request(pacing, other, chat_id=1000)
    assert other.times == pytest.approx([15], abs=1 / 28 + 0.01)
    await waiting
    assert busy.times[-1] == pytest.approx((600 + 1 - 28) / 28, abs=0.2)


async def test_lifted_limits_are_no_limits() -> None:
    pacing, telegram = Pacing(limits=False), Telegram()
    await asyncio.gather(*(request(pacing, telegram) for _ in range(200)))
    assert telegram.times == about([0] * 200)


async def test_a_chat_that_is_told_to_wait_waits_alone() -> None:
    pacing = Pacing()
    told, other = Telegram([RetryAfter(1)]), Telegram()
    waiting = asyncio.create_task(request(pacing, told, chat_id=1))
    await asyncio.sleep(0.05)
    same = asyncio.create_task(request(pacing, told, chat_id=1))
    await request(pacing, other, chat_id=2)
    assert other.times == about([0.05])
    assert await waiting
    assert await same
    assert all(at > 1 for at in told.times[1:])


async def test_what_does_not_show_in_a_chat_is_not_counted() -> None:
    pacing, telegram = Pacing(), Telegram()
    await asyncio.gather(*(request(pacing, telegram, endpoint="getChatMember") for _ in range(100)))
    await asyncio.gather(*(request(pacing, telegram, chat_id=None) for _ in range(100)))
    assert telegram.times == about([0] * 200)


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


@pytest.mark.parametrize("lost", [TimedOut(), NetworkError("Bad Gateway"), NetworkError("no answer")])
@pytest.mark.parametrize(
    ("endpoint", "how", "times"),
    [("sendMessage", None, 3), ("sendMessage", ONCE, 1), ("editMessageText", None, 6), ("sendMessage", 0, 1)],
)
async def test_a_message_that_may_have_arrived_is_sent_three_times_at_most_and_a_notice_once(
    lost: NetworkError, endpoint: str, how: int | None, times: int
) -> None:
    telegram = Telegram([lost] * 10)
    with pytest.raises(NetworkError):
        await Pacing().process_request(telegram, (), {}, endpoint, {"chat_id": 1}, how)
    assert len(telegram.times) == times


@pytest.mark.parametrize("cause", [httpx.ConnectTimeout(""), httpx.PoolTimeout(""), httpx.ConnectError("")])
async def test_a_message_that_never_left_is_sent_again(cause: Exception) -> None:
    lost = TimedOut()
    lost.__cause__ = cause
    telegram = Telegram([lost] * 5)
    await Pacing().process_request(telegram, (), {}, "sendMessage", {"chat_id": 1}, ONCE)
    assert len(telegram.times) == 6


def test_telegram_says_how_long_to_wait_and_what_is_no_use() -> None:
    assert wait_after(NetworkError("Bad Gateway"), 2) == 2
    assert wait_after(RetryAfter(timedelta(seconds=7)), 2) == 7.1
    assert wait_after(Forbidden("bot was blocked by the user"), 2) is None


async def test_quiet_lanes_are_cleared_away() -> None:
    pacing, telegram = Pacing(limits=False), Telegram()
    for chat_id in range(1, 3000):
        await request(pacing, telegram, chat_id=chat_id)
    assert len(pacing._lanes) < 1100
