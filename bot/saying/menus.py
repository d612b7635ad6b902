"""The command menus and descriptions of the bot in Telegram, in every language of the catalogue.

They are set only if they have changed since they were last set: it takes some forty requests, and changes made by the
operator with BotFather are kept.
"""

from __future__ import annotations

import json
import logging
from hashlib import blake2b

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.config import Settings
from bot.saying.phrases import DEFAULT_LANGUAGE, Catalogue, Phrase, Phrases
from bot.services import App, services_of

log = logging.getLogger(__name__)

_ASK = {"ask": Phrase.COMMAND_ASK}
_ABOUT = {"sources": Phrase.COMMAND_SOURCES, "help": Phrase.COMMAND_HELP, "privacy": Phrase.COMMAND_PRIVACY}
_MANAGE = {"settings": Phrase.COMMAND_SETTINGS, "stats": Phrase.COMMAND_STATS}
_ADD = {"add": Phrase.COMMAND_ADD, "remove": Phrase.COMMAND_REMOVE}
_QUIET = {"mute": Phrase.COMMAND_MUTE, "unmute": Phrase.COMMAND_UNMUTE}

_Menus = tuple[tuple[BotCommandScope, dict[str, Phrase]], ...]
_NOTE = "menus"


async def set_menus(application: App) -> None:
    """Set menus and descriptions if they have changed. A failure is only logged: the bot works without menus."""
    services = services_of(application)
    bot, catalogue = application.bot, services.catalogue
    menus = _menus(services.settings)
    wanted = _digest(bot.id, menus, catalogue)
    if services.chats.notes.get(_NOTE) == wanted:
        return
    try:
        # The default, without a language code, is set first, so that every user has one.
        await _set(bot, menus, catalogue.for_language(None), None)
        for code in sorted(catalogue.languages):
            if code != DEFAULT_LANGUAGE:
                await _set(bot, menus, catalogue.languages[code], code.split("-")[0])
    except TelegramError as error:
        log.warning("the command menus were not set: %s", error)
    else:
        await services.chats.keeper.remember("that the menus are set", services.chats.notes.set, _NOTE, wanted)


def _menus(settings: Settings) -> _Menus:
    add = _ADD if settings.added_passages else {}
    return (
        (BotCommandScopeAllPrivateChats(), {**_ABOUT, **add, **_MANAGE}),
        (BotCommandScopeAllGroupChats(), {**_ASK, **_ABOUT}),
        (BotCommandScopeAllChatAdministrators(), {**_ASK, **_ABOUT, **add, **_MANAGE, **_QUIET}),
    )


async def _set(bot: ExtBot[int], menus: _Menus, phrases: Phrases, code: str | None) -> None:
    for scope, menu in menus:
        commands = [BotCommand(name, phrases(phrase)) for name, phrase in menu.items()]
        await bot.set_my_commands(commands, scope, language_code=code)
    await bot.set_my_description(phrases(Phrase.DESCRIPTION), language_code=code)
    await bot.set_my_short_description(phrases(Phrase.SHORT_DESCRIPTION), language_code=code)


def _digest(bot_id: int, menus: _Menus, catalogue: Catalogue) -> str:
    said = {
        code: [phrases(phrase) for _, menu in menus for phrase in menu.values()]
        + [phrases(Phrase.DESCRIPTION), phrases(Phrase.SHORT_DESCRIPTION)]
        for code, phrases in sorted(catalogue.languages.items())
    }
    names = [list(menu) for _, menu in menus]
    return blake2b(json.dumps([bot_id, names, said]).encode(), digest_size=16).hexdigest()
