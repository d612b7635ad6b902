"""Who may manage a chat: in a group its admins as of this moment, in a private chat whoever it is with."""

from __future__ import annotations

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from bot.services import Context


async def sent_by_admin(message: Message, context: Context) -> bool:
    """Whether a message comes from somebody who may manage its chat. Anonymous admins write in the group's name."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    if message.sender_chat:
        return message.sender_chat.id == message.chat.id
    author = message.from_user
    return author is not None and await context.is_admin(message.chat.id, author.id, now=True)


async def pressed_by_admin(query: CallbackQuery, context: Context) -> bool:
    """Whether a button was pressed by somebody who may manage the chat it stands in."""
    if query.message is None:
        return False
    chat = query.message.chat
    return chat.type == ChatType.PRIVATE or await context.is_admin(chat.id, query.from_user.id, now=True)
