"""Chats and their members, and the bot itself."""

from __future__ import annotations

from tests.bot_api.errors import bad_request
from tests.bot_api.methods.context import Context, Method
from tests.bot_api.parameters import Parameters
from tests.bot_api.shapes import full_chat_json, member_json, user_json
from tests.bot_api.world import ADMIN, JSON, PRESENT, Member


def get_me(context: Context, parameters: Parameters) -> JSON:
    """getMe: the bot, and what BotFather allows it."""
    return user_json(context.world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not context.events.privacy,
        "supports_inline_queries": context.supports_inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(context: Context, parameters: Parameters) -> JSON:
    """getChat: a ChatFullInfo."""
    return full_chat_json(context.chat(parameters))


def get_chat_member(context: Context, parameters: Parameters) -> JSON:
    """getChatMember: a ChatMember; `left` for a known user who is not in the chat."""
    chat = context.chat(parameters)
    user = context.world.users.get(parameters.integer("user_id") or 0)
    if user is None:
        raise bad_request("invalid user_id specified")
    if chat.user is not None:
        return member_json(Member(user, "member" if user in (chat.user, context.world.bot) else "left"))
    return member_json(chat.members.get(user.id) or Member(user, "left"))


def get_chat_administrators(context: Context, parameters: Parameters) -> list[JSON]:
    """getChatAdministrators: all of them except other bots."""
    chat = context.chat(parameters)
    if chat.user is not None:
        raise bad_request("there are no administrators in the private chat")
    admins = [member for member in chat.members.values() if member.status in ADMIN]
    return [member_json(member) for member in admins if not member.user.is_bot or member.user is context.world.bot]


def get_chat_member_count(context: Context, parameters: Parameters) -> int:
    """getChatMemberCount: how many are in the chat."""
    chat = context.chat(parameters)
    return 2 if chat.user else sum(member.status in PRESENT for member in chat.members.values())


def leave_chat(context: Context, parameters: Parameters) -> bool:
    """leaveChat: true."""
    chat = context.chat(parameters)
    if chat.user is not None:
        raise bad_request("chat not found")
    context.events.set_member(chat, context.world.bot, context.world.bot, "left")
    return True


def farewell(context: Context, parameters: Parameters) -> bool:
    """logOut and close: true, and nothing else happens here."""
    return True


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "logOut": farewell,
    "close": farewell,
}
