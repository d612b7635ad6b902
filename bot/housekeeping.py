"""What a running bot does by itself: it deletes what expired and what was to vanish, and carries out moves of groups.

It goes by the time of the event loop: whatever the clock of the machine does, nothing is put off or done at once.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable

from bot.answering import scheduled_deletions
from bot.handlers import migration
from bot.logs import summary_of
from bot.services import App, Context

log = logging.getLogger(__name__)

_PURGE_FIRST, _PURGE_EVERY, _AFTER_FAILURE = 60, 3600, 5  # seconds


async def keep_house(application: App) -> None:
    """Do all that until it is cancelled."""
    context = Context.from_update(None, application)
    await asyncio.gather(
        _every(_PURGE_EVERY, purge, context, _PURGE_FIRST),
        _every(scheduled_deletions.INTERVAL, scheduled_deletions.delete_due, context),
        _every(0, migration.carry_out, context),
    )


async def purge(context: Context) -> None:
    """Delete what has expired: stored answers, voters, unanswered questions."""
    forgotten = 0
    services = context.services
    while count := await services.answers.keeper.do(services.answers.purge):  # in steps: others write between them
        forgotten += count
    await services.chats.keeper.do(services.chats.feedback.purge, services.settings.remember_days)
    if forgotten:
        log.info("%s answers were forgotten", forgotten)


async def _every(
    seconds: float, work: Callable[[Context], Awaitable[None]], context: Context, first: float = 0
) -> None:
    """Work `first` seconds from now, and `seconds` after each time; where it fails, the next time makes up for it."""
    await asyncio.sleep(first)
    while True:
        pause = seconds
        try:
            await work(context)
        except Exception as error:
            pause = max(seconds, _AFTER_FAILURE)
            told = str(error) if isinstance(error, sqlite3.Error | OSError) else summary_of(error)
            log.error("%s: %s; again in %.0f s", work.__name__.replace("_", " "), told, pause)
        await asyncio.sleep(pause)
