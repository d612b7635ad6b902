"""What the bot shows of itself: menus of commands, names, descriptions, the menu button."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.bot_api.errors import bad_request
from tests.bot_api.methods.context import Context, Method, Utterance
from tests.bot_api.parameters import Parameters
from tests.bot_api.text import utf16_length
from tests.bot_api.world import JSON

COMMAND_LIMIT = 100
_PLAIN_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


def read_language(parameters: Parameters) -> str:
    """A two-letter language code, or empty for every other language."""
    code = parameters.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def read_scope(context: Context, parameters: Parameters) -> str:
    """A BotCommandScope as a key: its type, and its chat and user where it has them."""
    scope = parameters.mapping("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind in _PLAIN_SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = context.chat(Parameters(scope))
    return f"{kind} {chat.id}" + (f" {scope.get('user_id')}" if kind == "chat_member" else "")


def set_my_commands(context: Context, parameters: Parameters) -> bool:
    """setMyCommands: true."""
    key = (read_scope(context, parameters), read_language(parameters))
    commands = parameters.objects("commands")
    if len(commands) > COMMAND_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch("/?[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(str(command.get("description", "")).strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    for command in commands:
        context.hear(Utterance("command", command["description"]))
    context.profile.commands[key] = commands
    return True


def get_my_commands(context: Context, parameters: Parameters) -> list[JSON]:
    """getMyCommands: exactly those of this scope and language."""
    return context.profile.commands.get((read_scope(context, parameters), read_language(parameters)), [])


def delete_my_commands(context: Context, parameters: Parameters) -> bool:
    """deleteMyCommands: true."""
    context.profile.commands.pop((read_scope(context, parameters), read_language(parameters)), None)
    return True


def _setter(name: str, limit: int, kept: Callable[[Context], dict[str, str]]) -> Method:
    def set_text(context: Context, parameters: Parameters) -> bool:
        language, text = read_language(parameters), parameters.text(name)
        if utf16_length(text) > limit:
            raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
        kept(context)[language] = text
        if text:
            context.hear(Utterance("description", text))
        return True

    return set_text


def _getter(name: str, kept: Callable[[Context], dict[str, str]]) -> Method:
    def get_text(context: Context, parameters: Parameters) -> JSON:
        texts = kept(context)
        return {name: texts.get(read_language(parameters)) or texts.get("", "")}

    return get_text


def set_chat_menu_button(context: Context, parameters: Parameters) -> bool:
    """setChatMenuButton: true."""
    button = parameters.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    context.profile.menu_buttons[parameters.integer("chat_id")] = button
    return True


def get_chat_menu_button(context: Context, parameters: Parameters) -> JSON:
    """getChatMenuButton: the chat's, or the bot's."""
    buttons = context.profile.menu_buttons
    return buttons.get(parameters.integer("chat_id")) or buttons.get(None, {"type": "commands"})


METHODS: dict[str, Method] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name", 64, lambda context: context.profile.names),
    "getMyName": _getter("name", lambda context: context.profile.names),
    "setMyDescription": _setter("description", 512, lambda context: context.profile.descriptions),
    "getMyDescription": _getter("description", lambda context: context.profile.descriptions),
    "setMyShortDescription": _setter("short_description", 120, lambda context: context.profile.short_descriptions),
    "getMyShortDescription": _getter("short_description", lambda context: context.profile.short_descriptions),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
