"""The ways of asking and managing, one file each. `register` puts them into an application, in their order."""

from __future__ import annotations

from bot.handlers import chats, commands, groups, hurrying, inline, opening, private, turning
from bot.services import App

__all__ = ["hurrying", "register"]


def register(application: App) -> None:
    """Add all handlers. In each update's turn the first that fits takes it."""
    for room in (opening, commands, inline, turning, groups, private, chats):
        application.add_handlers(room.handlers())
