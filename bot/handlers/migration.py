"""What happens to a chat itself: a group that becomes a supergroup gets a new number."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.handlers.registering import Handlers
from bot.services import Context, message_of

log = logging.getLogger(__name__)


def handlers() -> Handlers:
    """What this room listens to. Telegram tells both chats; both say the same."""
    return [MessageHandler(filters.StatusUpdate.MIGRATE, move)]


async def move(update: Update, context: Context) -> None:
    """Keep what the group may ask; its old messages cannot be reached any more."""
    message = message_of(update)
    old_id = message.migrate_from_chat_id or message.chat.id
    new_id = message.migrate_to_chat_id or message.chat.id
    await context.services.run(context.services.library.move_chat, old_id, new_id)
    context.services.chats.move(old_id, new_id)
    context.services.memory.forget_chat(old_id)
    log.info("chat %s is chat %s now", old_id, new_id)
