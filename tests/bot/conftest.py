"""What the tests of the bot's parts share: their coroutines run in virtual time, unless they wait for threads."""

from __future__ import annotations

import asyncio

import pytest

from tests.bot.virtual_time import VirtualTime


def pytest_asyncio_loop_factories(item: pytest.Item) -> dict[str, type[asyncio.AbstractEventLoop]]:
    """The event loop of every test here."""
    if item.get_closest_marker("threads"):
        return {"real time": asyncio.SelectorEventLoop}
    return {"virtual time": VirtualTime}
