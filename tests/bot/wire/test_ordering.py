"""Updates of a chat are processed in order; no chat waits for another."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable

import pytest
from telegram import Chat, InlineQuery, Message, Update, User

from bot.cause import cause
from bot.wire.ordering import InOrder, queue_key


def update(chat_id: int, sender: User | None = None) -> Update:
    message = Message(1, None, Chat(chat_id, "supergroup" if sender else "private"), sender)  # type: ignore[arg-type]
    return Update(1, message=message)


async def test_the_updates_of_a_person_are_processed_in_order() -> None:
    done: list[int] = []

    async def work(number: int) -> None:
        await asyncio.sleep(0.02 - number * 0.001)
        done.append(number)

    processor = InOrder()
    await asyncio.gather(*(processor.process_update(update(1), work(number)) for number in range(10)))
    assert done == list(range(10))


async def test_a_chat_in_trouble_holds_up_no_other() -> None:
    trouble = asyncio.Event()
    done: list[int] = []

    async def stuck() -> None:
        await trouble.wait()

    async def work(chat_id: int) -> None:
        done.append(chat_id)

    processor = InOrder()
    flood = [asyncio.create_task(processor.process_update(update(1), stuck())) for _ in range(1000)]
    more = [asyncio.create_task(processor.process_update(update(n), stuck())) for n in range(2, 500)]
    await asyncio.sleep(0)
    others: list[Awaitable[None]] = [processor.process_update(update(n), work(n)) for n in range(1000, 1100)]
    await asyncio.gather(*others)
    assert done == list(range(1000, 1100))
    trouble.set()
    await asyncio.gather(*flood, *more)


@pytest.mark.attack("a flood in a group")
async def test_whoever_floods_a_group_holds_up_nobody_else_in_it() -> None:
    trouble = asyncio.Event()
    causes: list[int | None] = []

    async def stuck() -> None:
        await trouble.wait()

    async def work() -> None:
        causes.append(cause.get())

    processor, flooder, other = InOrder(), User(7, "A", False), User(8, "B", False)
    flood = [asyncio.create_task(processor.process_update(update(-1, flooder), stuck())) for _ in range(20)]
    await asyncio.sleep(0)
    await processor.process_update(update(-1, other), work())
    assert causes == [other.id]
    trouble.set()
    await asyncio.gather(*flood)


@pytest.mark.attack("an update of an odd shape")
async def test_an_update_that_cannot_be_read_is_dropped_and_told(caplog: pytest.LogCaptureFixture) -> None:
    done: list[int] = []

    async def work() -> None:
        done.append(1)

    def admits(update: object) -> bool:
        raise AttributeError("'NoneType' object has no attribute 'timestamp'")

    await InOrder(admits).process_update(update(1), work())
    assert done == []
    assert "could not be read" in caplog.text


async def test_the_end_of_an_update_is_told_however_it_ends() -> None:
    async def fail() -> None:
        raise ValueError

    ended: list[object] = []
    processor = InOrder(finished=ended.append)
    await asyncio.gather(processor.process_update(one := update(1), fail()), return_exceptions=True)
    assert ended == [one]


async def test_what_is_cancelled_before_its_turn_is_closed() -> None:
    async def stuck() -> None:
        await asyncio.Event().wait()

    processor, waiting = InOrder(), stuck()
    tasks = [asyncio.create_task(processor.process_update(update(1), one)) for one in (stuck(), waiting)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert inspect.getcoroutinestate(waiting) == inspect.CORO_CLOSED


async def test_nothing_is_kept_of_chats_that_are_quiet() -> None:
    async def fail() -> None:
        raise ValueError

    processor = InOrder()
    await asyncio.gather(*(processor.process_update(update(n), fail()) for n in range(50)), return_exceptions=True)
    assert not processor._locks
    assert not processor._waiting


def test_an_inline_query_waits_for_its_user_alone() -> None:
    user = User(7, "A", False)
    query = Update(1, inline_query=InlineQuery("1", user, "words", ""))
    assert queue_key(query) == (None, 7)
    assert queue_key(update(7)) == (7, 7)
    assert queue_key(update(-1, user)) == (-1, 7)
    assert queue_key("something else") is None
