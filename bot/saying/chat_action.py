"""The chat action "typing …", for answers that take long."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ExtBot

# Seconds before the action is shown, and between repetitions: Telegram shows it for five seconds.
_DELAY, _INTERVAL = 1.0, 4.5


@contextmanager
def show_typing(bot: ExtBot[int], chat_id: int, thread_id: int | None) -> Iterator[None]:
    """Show "typing …" in a chat while the body runs, if that takes longer than a second."""
    loop = asyncio.get_running_loop()
    tasks: list[asyncio.Task[None]] = []
    timer = loop.call_later(_DELAY, lambda: tasks.append(loop.create_task(_type(bot, chat_id, thread_id))))
    try:
        yield
    finally:
        timer.cancel()
        for task in tasks:
            task.cancel()


async def _type(bot: ExtBot[int], chat_id: int, thread_id: int | None) -> None:
    while True:
        with suppress(TelegramError):  # if it persists, the answer itself will fail, too
            await bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=thread_id)
        await asyncio.sleep(_INTERVAL)
