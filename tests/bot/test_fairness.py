"""Who comes next, of those who wait."""

from __future__ import annotations

import asyncio

import pytest

from bot.fairness import FairLimiter, FairSlots


async def test_a_newcomer_goes_before_all_who_had_more() -> None:
    limiter, order = FairLimiter(1, 1), list[str]()
    busy = [f"busy {number}" for number in range(30)]
    for name in busy:
        await limiter.acquire(name)
    waiting = [asyncio.create_task(take(limiter, order, name)) for name in busy]
    await asyncio.sleep(0)
    await take(limiter, order, "newcomer")
    assert order == ["newcomer"]
    await asyncio.gather(*waiting)
    assert order[1:] == busy


async def test_what_was_had_long_ago_hardly_counts() -> None:
    limiter, order = FairLimiter(1, 1), list[str]()
    for _ in range(8):
        await limiter.acquire("long ago")
    await asyncio.sleep(600)
    await limiter.acquire("lately")
    tasks = [asyncio.create_task(take(limiter, order, name)) for name in ("lately", "long ago")]
    await asyncio.gather(*tasks)
    assert order == ["long ago", "lately"]


async def test_as_many_as_the_limit_says_pass() -> None:
    limiter, loop = FairLimiter(28, 1), asyncio.get_running_loop()
    times = []
    for _ in range(56):
        await limiter.acquire("anybody")
        times.append(loop.time())
    assert times[27] == pytest.approx(0, abs=0.01)
    assert times[55] == pytest.approx(1, abs=0.01)


async def test_one_who_no_longer_waits_takes_no_turn() -> None:
    limiter, order = FairLimiter(1, 1), list[str]()
    await limiter.acquire("first")
    gone = asyncio.create_task(take(limiter, order, "gone"))
    stays = asyncio.create_task(take(limiter, order, "stays"))
    await asyncio.sleep(0)
    gone.cancel()
    await stays
    assert order == ["stays"]
    assert asyncio.get_running_loop().time() == pytest.approx(1, abs=0.01)


async def test_a_slot_goes_to_whoever_had_them_for_the_shortest_time() -> None:
    slots, order = FairSlots(2), list[str]()

    async def work(name: str, seconds: float) -> None:
        async with slots.slot(name):
            order.append(name)
            await asyncio.sleep(seconds)

    await work("slow", 50)
    await work("quick", 1)
    tasks = [asyncio.create_task(work(name, 1)) for name in ("a", "b", "slow", "slow", "quick", "new")]
    await asyncio.gather(*tasks)
    assert order[4:] == ["new", "quick", "slow", "slow"]


async def test_a_slot_is_not_lost_with_one_who_is_cancelled() -> None:
    slots = FairSlots(1)

    async def hold(seconds: float) -> None:
        async with slots.slot("anybody"):
            await asyncio.sleep(seconds)

    holder = asyncio.create_task(hold(5))
    await asyncio.sleep(1)
    waiting = [asyncio.create_task(hold(5)) for _ in range(2)]
    await asyncio.sleep(1)
    waiting[0].cancel()
    holder.cancel()
    await asyncio.sleep(0)
    waiting[1].cancel()
    await asyncio.gather(holder, *waiting, return_exceptions=True)
    await asyncio.wait_for(hold(1), 2)


async def take(limiter: FairLimiter, order: list[str], name: str) -> None:
    await limiter.acquire(name)
    order.append(name)
