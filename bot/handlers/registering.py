"""The type of handlers, and the handlers of a command."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, filters

from bot.services import Context

Handlers = list[BaseHandler[Any, Context, Any]]

_OWN = ~filters.FORWARDED & (filters.ChatType.PRIVATE | filters.ChatType.GROUPS) & filters.UpdateType.MESSAGE


def command(name: str, do: Callable[[Update, Context], Coroutine[Any, Any, None]]) -> Handlers:
    """The handlers of a command in private chats and groups. Forwarded and edited commands are ignored."""
    return [CommandHandler(name, do, _OWN), CommandHandler(name, _ignore, filters.UpdateType.EDITED_MESSAGE)]


async def _ignore(update: Update, context: Context) -> None:
    """Ignore an edited command, so that no later handler takes it for a question."""
