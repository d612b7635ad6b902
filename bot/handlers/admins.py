"""Who may manage a chat: the current admins of a group, the user of a private chat."""

from __future__ import annotations

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from bot.services import Context


async def sent_by_admin(message: Message, context: Context) -> bool:
    """Whether the author of a message may manage its chat. Anonymous admins write in the name of the group."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    if message.sender_chat:
        return message.sender_chat.id == message.chat.id
    author = message.from_user
    return author is not None and await context.is_admin(message.chat.id, author.id, now=True)


async def pressed_by_admin(query: CallbackQuery, context: Context) -> bool:
    """Whether the sender of a callback query may manage the chat of the button."""
    if query.message is None:
        return False
    chat = query.message.chat
    return chat.type == ChatType.PRIVATE or await context.is_admin(chat.id, query.from_user.id, now=True)
