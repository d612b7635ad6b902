"""What the tests of the bot's parts share: their coroutines run in virtual time."""

from __future__ import annotations

from tests.bot.virtual_time import VirtualTime


def pytest_asyncio_loop_factories() -> dict[str, type[VirtualTime]]:
    """The event loop of every test here."""
    return {"virtual time": VirtualTime}
