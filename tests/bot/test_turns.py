"""Whose turn it is at work that is heavy."""

from __future__ import annotations

import asyncio

import pytest

from bot.turns import TooManyWait, Turns

MALLORY, ALICE, BOB = 1, 2, 3


@pytest.mark.attack("one account sends one heavy file after another")
async def test_whoever_used_the_least_is_next(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, now, served = asyncio.get_running_loop(), [0.0], []
    monkeypatch.setattr(loop, "time", lambda: now[0])
    turns, go = Turns(1, 10), asyncio.Event()

    async def work(person: int, seconds: float) -> None:
        async with turns.turn(person):
            await go.wait()
            served.append(person)
            now[0] += seconds

    who = [(MALLORY, 30.0), (MALLORY, 30.0), (ALICE, 1.0), (ALICE, 1.0), (BOB, 2.0), (ALICE, 1.0)]
    tasks = [asyncio.ensure_future(work(*one)) for one in who]
    await asyncio.sleep(0)
    go.set()
    await asyncio.gather(*tasks)
    assert served == [MALLORY, ALICE, BOB, ALICE, ALICE, MALLORY]


async def test_not_too_many_wait_and_who_gives_up_costs_no_turn() -> None:
    turns, done = Turns(1, 1), asyncio.Event()

    async def work() -> None:
        async with turns.turn(ALICE):
            await done.wait()

    at_work, waiting = asyncio.ensure_future(work()), asyncio.ensure_future(work())
    await asyncio.sleep(0)
    with pytest.raises(TooManyWait):
        await work()
    waiting.cancel()
    await asyncio.wait([waiting])
    called = asyncio.ensure_future(work())
    await asyncio.sleep(0)
    done.set()
    await asyncio.gather(at_work, called)
    await work()


async def test_who_is_called_and_gives_up_at_the_same_moment_passes_the_turn_on() -> None:
    turns, done = Turns(1, 2), asyncio.Event()
    served = []

    async def work(person: int) -> None:
        async with turns.turn(person):
            served.append(person)
            await done.wait()
        if person == MALLORY:
            second.cancel()  # called a moment ago

    first, second, third = (asyncio.ensure_future(work(person)) for person in (MALLORY, ALICE, BOB))
    await asyncio.sleep(0)
    done.set()
    await asyncio.gather(first, third)
    assert second.cancelled()
    assert served == [MALLORY, BOB]
    await work(ALICE)
