"""The ways of asking and managing, one file each. `register` puts them into an application, in their order."""

from __future__ import annotations

from bot.door.arrivals import Arrivals
from bot.handlers import (
    about,
    adding,
    flood_notice,
    gate,
    groups,
    inline,
    migration,
    mute,
    paging,
    private,
    removing,
    settings,
    shared_links,
    votes,
)
from bot.services import App

__all__ = ["flood_notice", "migration", "register"]


def register(application: App, arrivals: Arrivals) -> None:
    """Add all handlers. In each update's turn the first that fits takes it."""
    application.add_handlers(gate.handlers(), gate.GROUP)
    for room in (shared_links, about, settings, mute, adding, removing, votes, inline, paging):
        application.add_handlers(room.handlers())
    application.add_handlers(groups.handlers(arrivals))
    for room in (private, migration):
        application.add_handlers(room.handlers())
