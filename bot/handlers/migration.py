"""Groups that become supergroups, and so get a new chat id.

Settings are moved at once. Collections are in the library, whose write lock another process may hold for minutes: that
part of the move is stored, and retried until it succeeds. Until then, the new chat asks what the old one asked.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, cast

from telegram import Update
from telegram.ext import JobQueue, MessageHandler, filters

from bot.handlers.registering import Handlers
from bot.services import App, Context, message_of
from bot.wire.backoff import MOVING
from index.errors import StoreError

log = logging.getLogger(__name__)

_JOB = "moves"


def handlers() -> Handlers:
    """The handler of migrations. Telegram announces a migration in both chats; either is enough."""
    return [MessageHandler(filters.StatusUpdate.MIGRATE, move)]


def resume(application: App) -> None:
    """Schedule the moves that an earlier run of the bot did not complete."""
    if application.job_queue:
        _schedule(application.job_queue, 0, MOVING.pauses())


async def move(update: Update, context: Context) -> None:
    """Move settings and collections to the new chat id; forget the old messages, which cannot be reached any more."""
    message = message_of(update)
    old_id = message.migrate_from_chat_id or message.chat.id
    new_id = message.migrate_to_chat_id or message.chat.id
    services = context.services
    services.chats.expect_move(old_id, new_id)
    await services.chats.keeper.do(services.chats.move, old_id, new_id)
    forget = services.answers.forget_chat
    await services.answers.keeper.remember("that a group is no more", forget, old_id)
    log.info("chat %s is now chat %s", old_id, new_id)
    if context.job_queue:
        _schedule(context.job_queue, 0, MOVING.pauses())


async def carry_out(context: Context) -> None:
    """Carry out the pending moves in the library; on failure, schedule a retry."""
    services, moves = context.services, context.services.chats.moves
    if services.moving.locked():
        return  # the run in progress includes this move
    async with services.moving:
        while pending := moves.pending():
            new_id = pending[0]
            try:
                await context.desk(new_id).move()
            except StoreError as error:
                log.warning("chat %s: the library does not know it by this number yet: %s", new_id, error)
                break
            await services.chats.keeper.do(moves.finish, new_id)
            log.info("chat %s: the library knows it by this number now", new_id)
    if moves.pending() and context.job_queue and context.job:
        pauses = cast(Iterator[float], context.job.data)
        _schedule(context.job_queue, next(pauses), pauses)


def _schedule(jobs: JobQueue[Any], seconds: float, pauses: Iterator[float]) -> None:
    """Carry out the pending moves in `seconds`; `pauses` are those before further tries."""
    for waiting in jobs.get_jobs_by_name(_JOB):
        waiting.schedule_removal()
    # Without a grace time APScheduler skips jobs that are more than a second late.
    jobs.run_once(carry_out, seconds, pauses, _JOB, job_kwargs={"misfire_grace_time": None})
