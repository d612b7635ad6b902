"""The ways of asking and managing, one file each. `register` puts them into an application, in their order."""

from __future__ import annotations

from bot.arrivals import Arrivals
from bot.handlers import (
    adding,
    chats,
    commands,
    gate,
    groups,
    helping,
    hurrying,
    inline,
    opening,
    private,
    quiet,
    settings,
    turning,
)
from bot.services import App

__all__ = ["hurrying", "register"]


def register(application: App, arrivals: Arrivals) -> None:
    """Add all handlers. In each update's turn the first that fits takes it."""
    application.add_handlers(gate.handlers(), gate.GROUP)
    for room in (opening, commands, settings, quiet, adding, helping, inline, turning):
        application.add_handlers(room.handlers())
    application.add_handlers(groups.handlers(arrivals))
    for room in (private, chats):
        application.add_handlers(room.handlers())
