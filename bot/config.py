"""Settings: from the environment, and from a TOML file where there is one.

The file is `verbatim.toml` in the data directory, or the one that VERBATIM_CONFIG names. Each setting is a key of the
file and, in capitals and with VERBATIM_ before it, a variable of the environment, which wins. The token is
TELEGRAM_BOT_TOKEN in the environment.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import msgspec
from msgspec import Meta

from bot.errors import SettingsError

FILE_NAME = "verbatim.toml"
TOKEN_VARIABLE = "TELEGRAM_BOT_TOKEN"  # noqa: S105  # the name of the variable
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")

Count = Annotated[int, Meta(gt=0, description="a whole number, more than 0")]
CountOrNone = Annotated[int, Meta(ge=0, description="a whole number, 0 or more")]
Seconds = Annotated[float, Meta(gt=0, description="a number, more than 0")]
SecondsOrNone = Annotated[float, Meta(ge=0, description="a number, 0 or more")]
Share = Annotated[float, Meta(ge=0, le=1, description="a number between 0 and 1")]
Listed = Annotated[
    tuple[int | Annotated[str, Meta(pattern=r"^(-?[0-9]+|@[A-Za-z][A-Za-z0-9_]*)\Z")], ...],
    Meta(description="a list of numbers and @usernames"),
]
Url = Annotated[str, Meta(pattern="^https?://", description="a URL that begins with https:// or http://")]
# Telegram itself takes https only; a Bot API server of one's own takes http as well. /health is the bot's own.
WebhookUrl = Annotated[
    str,
    Meta(
        pattern=r"^(https?://[^\s/?#]+(?!/health\Z)(/[^\s?#]*)?)?\Z",
        description="a URL such as https://bot.example.org/telegram, with no ? or # in it, and not /health",
    ),
]
Secret = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9_-]{0,256}\Z", description="letters, digits, _ and - only, and 256 of them at most")
]
Level = Annotated[
    str,
    Meta(pattern=r"^(?i:DEBUG|INFO|WARNING|ERROR|CRITICAL)\Z", description="DEBUG, INFO, WARNING, ERROR or CRITICAL"),
]
_PLAIN: dict[object, str] = {str: "text", bool: "true or false"}
_TRUTHS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """How the bot behaves. Times are in seconds unless their name says otherwise."""

    token: str = field(default="", repr=False)
    api_url: Url = "https://api.telegram.org"  # or that of one's own Bot API server
    remember_days: Count = 90  # how long the buttons under an answer work
    quotes: Count = 5  # the most quotes that one answer can be paged through
    max_age: Count = 600  # a message that is older when it comes in is not answered
    rate_limits: bool = True  # keep Telegram's limits, and slow floods; benchmarks lift both
    open_confidence: Share = 0.7  # how sure an answer has to be that nobody asked for: its confidence, 0 to 1
    allow: Listed = ()  # the chats and people that may ask, by number or @username; none: everybody
    block: Listed = ()  # those that may not
    added_passages: CountOrNone = 50_000  # how many passages the people of one chat may add with /add; 0: none
    menus: bool = True  # set menus and descriptions in Telegram; not where one's own were written at BotFather
    webhook: WebhookUrl = ""  # the public URL to which Telegram posts updates; without one they are fetched
    listen: str = "127.0.0.1:8080"  # where the proxy in front of the webhook finds the bot
    webhook_secret: Secret = field(default="", repr=False)  # what Telegram shows with each update; else one made anew
    poll_timeout: Count = 30  # how long Telegram holds a request for updates open
    connect_timeout: Seconds = 10.0
    read_timeout: Seconds = 20.0
    conflict_patience: SecondsOrNone = 10.0  # how long a newcomer tries while another process polls with the same token
    stop_patience: SecondsOrNone = 20.0  # how long answers in flight may take after a signal to stop
    log_level: Level = "INFO"


def read(directory: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings for a data directory. Raises SettingsError, with the key and what it should be."""
    values = _from_file(directory, environment)
    for name in _kinds():
        variable = TOKEN_VARIABLE if name == "token" else f"VERBATIM_{name.upper()}"
        if variable in environment:
            values[name] = _from_text(variable, name, environment[variable].strip())
    settings = Settings(**values)
    host_and_port(settings.listen)
    return settings


def check(settings: Settings) -> None:
    """Raises SettingsError for a value that cannot be meant."""
    for name in _kinds():
        _checked(name, name, getattr(settings, name))
    host_and_port(settings.listen)


def check_token(settings: Settings) -> None:
    """Raises SettingsError where there is no token, or one that cannot be any. The message never shows it."""
    if not settings.token:
        raise SettingsError(
            f"there is no token: set {TOKEN_VARIABLE} to the one that @BotFather gave you (README, “On Telegram”)"
        )
    if not _TOKEN.fullmatch(settings.token):
        raise SettingsError(f"{TOKEN_VARIABLE} is not a bot token: one looks like 123456789:AbC…, without spaces")


def host_and_port(listen: str) -> tuple[str, int]:
    """The two parts of an address to listen on. Raises SettingsError.

    >>> host_and_port("127.0.0.1:8080"), host_and_port("[::1]:8080")
    (('127.0.0.1', 8080), ('::1', 8080))
    """
    host, _, port = listen.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise SettingsError(f"listen has to be HOST:PORT, such as 127.0.0.1:8080, and not {listen!r}")
    return host.strip("[]"), int(port)


def _from_file(directory: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    named = environment.get("VERBATIM_CONFIG")
    path = Path(named) if named else directory / FILE_NAME
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if named:
            raise SettingsError(f"VERBATIM_CONFIG: there is no file {path}") from None
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}") from None
    if unknown := table.keys() - _kinds().keys():
        raise SettingsError(f"{path}: there is no setting {min(unknown)!r}; there are {', '.join(_kinds())}")
    return {name: _checked(f"{path}: {name}", name, value) for name, value in table.items()}


def _from_text(variable: str, name: str, text: str) -> object:
    kind = _kinds()[name]
    if kind is Listed:  # in a variable, with commas between
        return _checked(variable, name, [one for part in text.split(",") if (one := part.strip())])
    return _checked(variable, name, _TRUTHS.get(text.lower(), text) if kind is bool else text, strict=False)


def _checked(where: str, name: str, value: object, strict: bool = True) -> Any:
    """A value as its setting holds it; where not `strict`, also as text. The message never shows it."""
    kind = _kinds()[name]
    try:
        return msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError:
        meant = _PLAIN[kind] if kind in _PLAIN else kind.__metadata__[0].description
        raise SettingsError(f"{where} has to be {meant}") from None


@cache
def _kinds() -> dict[str, Any]:
    """The type of each setting, with its limits."""
    hints = get_type_hints(Settings, include_extras=True)
    return {setting.name: hints[setting.name] for setting in fields(Settings)}
