"""What systemd is told: that the bot answers, that its event loop turns, and that it is leaving. See sd_notify(3).

Where nothing supervises the bot in that way, nobody is told anything.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket

log = logging.getLogger(__name__)

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"


def tell(state: str) -> None:
    """Tell the supervisor a state; never waits, and a supervisor that does not listen is no reason to fail."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # in the abstract namespace
        address = f"\0{address[1:]}"
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as told:
            told.sendto(state.encode(), address)
    except OSError as error:
        log.warning("the supervisor could not be told %s: %s", state, error.strerror or error)


async def keep_telling() -> None:
    """Tell the supervisor that the event loop turns, twice in the time after which it would start the bot anew."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    if not microseconds.isdecimal() or not int(microseconds):
        return
    while True:
        tell(ALIVE)
        await asyncio.sleep(int(microseconds) / 2_000_000)
