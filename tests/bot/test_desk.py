"""Who waits for the writer thread, and for whom."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.desk import Desks
from bot.walls import Walls
from index import NOTHING_STATED, Library
from index.loaders import load
from index.preparing import prepare

FLOODER, OTHER = 1, 2


@pytest.mark.attack("one chat's additions make those of all others wait for them")
def test_a_chat_that_adds_much_keeps_no_other_waiting(tmp_path: Path) -> None:
    stored: list[int] = []

    async def add(desks: Desks, chat_id: int, number: int) -> None:
        path = tmp_path / f"{chat_id}-{number}.txt"
        path.write_text("It rained.")
        desk = desks.of(Walls(chat_id, f"chat:{chat_id}"))
        with load(str(path), "en") as document:
            await desk.add(prepare(document, NOTHING_STATED, None), 100, None)
        stored.append(chat_id)

    async def both(desks: Desks) -> None:
        flood = [asyncio.ensure_future(add(desks, FLOODER, number)) for number in range(9)]
        await asyncio.sleep(0)  # they are all in the queue now
        await asyncio.gather(add(desks, OTHER, 0), *flood)

    with Library.open(tmp_path / "library", create=True) as library:
        desks = Desks(library)
        asyncio.run(both(desks))
        desks.close()
    assert stored.index(OTHER) <= 2
    assert len(stored) == 10
