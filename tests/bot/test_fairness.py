"""Who comes next, of those who wait."""

from __future__ import annotations

import asyncio

import pytest

from bot.fairness import FairLimiter, FairTurns, TooManyWait, Turn

MALLORY, ALICE, BOB = 1, 2, 3


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


@pytest.mark.attack("accounts that ask as fast as they may leave no message of the second to others")
async def test_of_the_messages_some_are_kept_for_those_who_had_few() -> None:
    limiter, order = FairLimiter(10, 10, kept=3, little=2), list[str]()
    flood = [asyncio.create_task(take(limiter, order, "flooder")) for _ in range(20)]
    await asyncio.sleep(0.001)
    assert order == ["flooder"] * 7
    for name in ("alice", "bob"):
        await asyncio.wait_for(take(limiter, order, name), 0.0001)  # at once
    await asyncio.gather(*flood)
    assert order[7:] == ["alice", "bob", *["flooder"] * 13]
    assert asyncio.get_running_loop().time() == pytest.approx(15, abs=0.1)  # as many a second as before


@pytest.mark.attack("questions that are made to take long hold all threads when somebody comes")
async def test_of_the_turns_one_is_kept_for_those_who_had_little() -> None:
    turns, order = FairTurns(2, kept=1, little=0.5), list[str]()

    await hold(turns, order, "slow", 5)
    flood = [asyncio.create_task(hold(turns, order, "slow", 5)) for _ in range(3)]
    await asyncio.sleep(1)
    await asyncio.wait_for(hold(turns, order, "alice", 0.1), 0.2)
    await asyncio.gather(*flood)
    assert order == ["slow", "slow", "alice", "slow", "slow"]


async def test_a_turn_that_others_made_long_counts_as_what_its_own_work_took() -> None:
    turns, order = FairTurns(1), list[str]()

    async def work(name: str, seconds: float, own: float) -> None:
        async with turns.turn(name) as turn:
            order.append(name)
            turn.took = own
            await asyncio.sleep(seconds)

    await work("held up", 50, 0.1)
    await work("busy", 1, 1)
    await asyncio.gather(*(work(name, 1, 1) for name in ("somebody", "busy", "held up")))
    assert order[2:] == ["somebody", "held up", "busy"]


def test_the_time_of_work_is_that_of_its_thread() -> None:
    turn = Turn()
    assert turn.timed(lambda: sum(range(200_000))) == 19_999_900_000
    assert turn.took is not None
    assert turn.took > 0


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


async def test_a_turn_goes_to_whoever_had_them_for_the_shortest_time() -> None:
    turns, order = FairTurns(2), list[str]()

    await hold(turns, order, "slow", 50)
    await hold(turns, order, "quick", 1)
    tasks = [asyncio.create_task(hold(turns, order, name, 1)) for name in ("a", "b", "slow", "slow", "quick", "new")]
    await asyncio.gather(*tasks)
    assert order[4:] == ["new", "quick", "slow", "slow"]


async def test_a_turn_is_not_lost_with_one_who_is_cancelled() -> None:
    turns = FairTurns(1)

    async def hold(seconds: float) -> None:
        async with turns.turn("anybody"):
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


@pytest.mark.attack("one account sends one heavy file after another")
async def test_whoever_used_the_least_is_next(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, now, served = asyncio.get_running_loop(), [0.0], []
    monkeypatch.setattr(loop, "time", lambda: now[0])
    turns, go = FairTurns(1, 10), asyncio.Event()

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
    turns, done = FairTurns(1, 1), asyncio.Event()

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
    turns, done = FairTurns(1, 2), asyncio.Event()
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


@pytest.mark.attack("accounts that add file after file leave nobody else a place to wait")
async def test_who_had_the_most_gives_way_where_too_many_wait() -> None:
    turns, done = FairTurns(1, 2), asyncio.Event()

    async def work(person: int) -> int:
        async with turns.turn(person):
            await done.wait()
        return person

    async with turns.turn(MALLORY):
        await asyncio.sleep(30)
    tasks = []
    for person in (MALLORY, MALLORY, MALLORY, ALICE, BOB):
        tasks.append(asyncio.ensure_future(work(person)))
        await asyncio.sleep(0)
    done.set()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    assert ended[0] == MALLORY
    assert [type(one) for one in ended[1:3]] == [TooManyWait, TooManyWait]
    assert ended[3:] == [ALICE, BOB]


async def take(limiter: FairLimiter, order: list[str], name: str) -> None:
    await limiter.acquire(name)
    order.append(name)


async def hold(turns: FairTurns, order: list[str], name: str, seconds: float) -> None:
    async with turns.turn(name):
        order.append(name)
        await asyncio.sleep(seconds)


@pytest.mark.attack("one account in two chats takes both threads, also the one that is kept for others")
async def test_whoever_has_a_turn_gets_none_of_those_that_are_kept() -> None:
    turns, order = FairTurns(2, kept=1, little=0.5), list[str]()

    flood = [asyncio.create_task(hold(turns, order, "mallory", 5)) for _ in range(2)]
    await asyncio.sleep(1)
    assert order == ["mallory"]
    await asyncio.wait_for(hold(turns, order, "alice", 0.1), 0.2)
    await asyncio.gather(*flood)
    assert order == ["mallory", "alice", "mallory"]
