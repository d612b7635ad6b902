"""The handlers, one file for each thing that people do; `register` adds them to an application in order."""

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
    unanswered,
    votes,
)
from bot.services import App

__all__ = ["flood_notice", "migration", "register"]


def register(application: App, arrivals: Arrivals) -> None:
    """Add all handlers. Within a group of handlers, the first that matches an update handles it."""
    application.add_handlers(gate.handlers(arrivals), gate.GROUP)
    for module in (shared_links, about, settings, mute, adding, removing, votes, inline, unanswered, paging):
        application.add_handlers(module.handlers())
    application.add_handlers(groups.handlers(arrivals))
    for module in (private, migration):
        application.add_handlers(module.handlers())
