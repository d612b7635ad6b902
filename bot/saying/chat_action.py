"""A sign of life while an answer takes long: "typing …". Where it comes at once, there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ExtBot

# Somebody who waits for so long, in seconds, begins to wonder. Telegram shows an action for five seconds.
_LONG, _SHOWN = 1.0, 4.5


@contextmanager
def show_typing(bot: ExtBot[int], chat_id: int, thread_id: int | None) -> Iterator[None]:
    """While something is done that may take long, show in the chat that it is being done."""
    loop = asyncio.get_running_loop()
    tasks: list[asyncio.Task[None]] = []
    timer = loop.call_later(_LONG, lambda: tasks.append(loop.create_task(_type(bot, chat_id, thread_id))))
    try:
        yield
    finally:
        timer.cancel()
        for task in tasks:
            task.cancel()


async def _type(bot: ExtBot[int], chat_id: int, thread_id: int | None) -> None:
    while True:
        with suppress(TelegramError):  # the answer itself will meet the same trouble, and say so
            await bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=thread_id)
        await asyncio.sleep(_SHOWN)
