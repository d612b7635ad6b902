"""Groups that become supergroups, and so get a new chat id.

Settings are moved at once. Collections are in the library, whose write lock another process may hold for minutes: that
part of the move is stored, and retried until it succeeds. Until then, the new chat asks what the old one asked.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import suppress

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.handlers.registering import Handlers
from bot.services import Context, message_of
from bot.wire.backoff import MOVING
from index.errors import StoreError

log = logging.getLogger(__name__)


def handlers() -> Handlers:
    """The handler of migrations. Telegram announces a migration in both chats; either is enough."""
    return [MessageHandler(filters.StatusUpdate.MIGRATE, move)]


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
    services.moved.set()


async def carry_out(context: Context) -> None:
    """Carry out the pending moves in the library, also those of an earlier run, until another group moves.

    Where that fails, they are tried again after a while.
    """
    services = context.services
    services.moved.clear()
    for pause in MOVING.pauses():
        await _carry_out_pending(context)
        with suppress(TimeoutError):
            await asyncio.wait_for(services.moved.wait(), pause if services.chats.moves.pending() else None)
            return


async def _carry_out_pending(context: Context) -> None:
    services, moves = context.services, context.services.chats.moves
    while pending := moves.pending():
        new_id = pending[0]
        try:
            await context.desk(new_id).move()
            await services.chats.keeper.do(moves.finish, new_id)
        except (StoreError, sqlite3.Error) as error:
            log.warning("chat %s: the library does not know it by this number yet: %s", new_id, error)
            return
        log.info("chat %s: the library knows it by this number now", new_id)
