"""What comes in is stored before it is confirmed, and handed out once."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from telegram import Update
from telegram.ext import ExtBot

from bot.app import UPDATES
from bot.keeping.inbox import FILE_NAME, Inbox
from bot.wire.intake import Intake
from bot.wire.unfinished import Unfinished

pytestmark = pytest.mark.threads


class Run:
    """A run of the bot, as far as updates come in; nobody handles them."""

    def __init__(self, directory: Path) -> None:
        self.inbox = Inbox.open(directory, 1)
        self.unfinished = Unfinished(self.inbox)
        self.queue: asyncio.Queue[object] = asyncio.Queue()
        self.intake = Intake(ExtBot("1:made-up"), self.queue, self.unfinished, UPDATES)

    def queued(self) -> list[int]:
        """The numbers of the updates in the queue, which is empty then."""
        return [cast(Update, self.queue.get_nowait()).update_id for _ in range(self.queue.qsize())]

    async def leave(self) -> None:
        """Leave as when told to."""
        await self.intake.close()
        await self.unfinished.close()
        self.inbox.close()


def update(number: int, **fields: Any) -> dict[str, Any]:
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "Who?", **fields}
    return {"update_id": number, "message": message}


def inline(number: int) -> dict[str, Any]:
    sender = {"id": 1, "is_bot": False, "first_name": "A"}
    return {"update_id": number, "inline_query": {"id": "1", "from": sender, "query": "who", "offset": ""}}


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another process holds the lock of the inbox."""
    Inbox.open(tmp_path, 1).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield other


async def test_what_is_unfinished_is_there_after_a_restart_and_comes_once(tmp_path: Path) -> None:
    run = Run(tmp_path)
    assert await run.intake.take([update(5), inline(6), update(7), update(8, text=7)])
    assert run.queued() == [5, 6, 7]
    run.unfinished.finish(5)
    await run.leave()
    again = Run(tmp_path)
    await again.intake.resume()
    await again.intake.take([update(5), update(7), update(8)])  # Telegram was not told of them
    assert again.queued() == [7, 8]
    await again.leave()


async def test_what_was_handed_out_twice_comes_alone(tmp_path: Path) -> None:
    run = Run(tmp_path)
    await run.intake.take([update(5), update(6), update(7)])
    run.inbox.close()  # it dies
    run = Run(tmp_path)
    await run.intake.resume()
    assert run.queued() == [5, 6, 7]
    run.inbox.close()
    run = Run(tmp_path)
    await run.intake.resume()
    for number in (5, 6, 7):
        first = await run.queue.get()
        assert (cast(Update, first).update_id, run.queued()) == (number, [])
        run.unfinished.finish(number)
    await run.leave()


async def test_what_cannot_be_stored_is_not_confirmed_before_it_is_handled(
    locked: sqlite3.Connection, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    run = Run(tmp_path)
    assert not await run.intake.take([update(5), update(6), update(7)])
    assert not await run.intake.take([update(8)])
    assert run.queued() == [5, 6, 7, 8], "nobody waits for it"
    assert run.unfinished.confirmable(9) == 5
    for number, confirmable in ((6, 5), (5, 7), (8, 7), (7, 9)):
        run.unfinished.finish(number)
        assert run.unfinished.confirmable(9) == confirmable
    assert caplog.messages == ["inbox.db: what comes in is not stored until it is answered: database is locked"]
    locked.execute("ROLLBACK")
    assert await run.intake.take([update(9)])
    await run.leave()


async def test_what_two_hold_is_unfinished_until_both_are_done(tmp_path: Path) -> None:
    run = Run(tmp_path)
    await run.intake.take([update(5)])
    run.unfinished.hold(5)  # an addition
    run.unfinished.finish(5)  # its handler
    assert len(run.unfinished) == 1
    run.unfinished.finish(5)
    assert len(run.unfinished) == 0
    await run.leave()


async def test_no_more_is_asked_for_while_too_much_is_unfinished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.unfinished.MOST", 2)
    run = Run(tmp_path)
    await run.intake.take([update(5), update(6)])
    waits = asyncio.ensure_future(run.unfinished.room())
    await asyncio.sleep(0)
    assert not waits.done()
    run.unfinished.finish(6)
    await waits
    await run.leave()
