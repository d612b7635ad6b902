"""What handlers share: their type, and how a command is listened to."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.services import Context

Handlers = list[BaseHandler[Any, Context, Any]]

_OWN = ~filters.FORWARDED & (filters.ChatType.PRIVATE | filters.ChatType.GROUPS) & filters.UpdateType.MESSAGE


def command(name: str, do: Callable[[Update, Context], Coroutine[Any, Any, None]]) -> Handlers:
    """A command, in private chats and groups: not a forwarded one, nor one that was answered and then edited."""
    return [CommandHandler(name, do, _OWN), CommandHandler(name, _edited, filters.UpdateType.EDITED_MESSAGE)]


async def _edited(update: Update, context: Context) -> None:
    """A command that was edited: nothing, so that it is no question either."""
