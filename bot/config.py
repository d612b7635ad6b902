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
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path

from bot.errors import SettingsError

FILE_NAME = "verbatim.toml"
TOKEN_VARIABLE = "TELEGRAM_BOT_TOKEN"  # noqa: S105  # the name of the variable
DEFAULT_DATA = Path("data") / "library"
_LISTED = re.compile(r"-?[0-9]+|@[A-Za-z][A-Za-z0-9_]*")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
# Telegram itself takes https only; a Bot API server of one's own takes http as well. /health is the bot's own.
_WEBHOOK = re.compile(r"https?://[^\s/?#]+(?!/health$)(?:/[^\s?#]*)?")
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the bot behaves. Times are in seconds unless their name says otherwise."""

    token: str = field(default="", repr=False)
    api_url: str = "https://api.telegram.org"  # or that of one's own Bot API server
    remember_days: int = 90  # how long the buttons under an answer work
    quotes: int = 5  # the most quotes that one answer can be paged through
    max_age: int = 600  # a message that is older when it comes in is not answered
    rate_limits: bool = True  # keep Telegram's limits, and slow floods; benchmarks lift both
    open_confidence: float = 0.7  # how sure an answer has to be that nobody asked for: its confidence, 0 to 1
    allow: tuple[int | str, ...] = ()  # the chats and people that may ask, by number or @username; none: everybody
    block: tuple[int | str, ...] = ()  # those that may not
    added_passages: int = 50_000  # how many passages the people of one chat may add with /add; 0: none
    menus: bool = True  # set menus and descriptions in Telegram; not where one's own were written at BotFather
    webhook: str = ""  # the public URL to which Telegram posts updates; without one they are fetched
    listen: str = "127.0.0.1:8080"  # where the proxy in front of the webhook finds the bot
    webhook_secret: str = field(default="", repr=False)  # what Telegram shows with each update; else one made anew
    poll_timeout: int = 30  # how long Telegram holds a request for updates open
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    conflict_patience: float = 10.0  # how long a newcomer tries while another process polls with the same token
    stop_patience: float = 20.0  # how long answers in flight may take after a signal to stop
    log_level: str = "INFO"


def data_directory(option: str | None, environment: Mapping[str, str] = os.environ) -> tuple[Path, bool]:
    """The data directory, and whether it is the default one because nobody named another."""
    named = option or environment.get("VERBATIM_DATA")
    return (Path(named), False) if named else (DEFAULT_DATA, True)


def read(directory: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings for a data directory. Raises SettingsError, with the key and what it should be."""
    values = _from_file(directory, environment)
    kinds = {setting.name: _kind(setting.default) for setting in fields(Settings) if setting.default is not MISSING}
    for name in kinds:
        variable = TOKEN_VARIABLE if name == "token" else f"VERBATIM_{name.upper()}"
        if variable in environment:
            values[name] = _from_text(variable, environment[variable], kinds[name])
    settings = Settings(**values)  # type: ignore[arg-type]  # each was checked against its field
    check(settings)
    return settings


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


def check(settings: Settings) -> None:
    """Raises SettingsError for a value that cannot be meant."""
    for name in ("remember_days", "quotes", "max_age", "poll_timeout", "connect_timeout", "read_timeout"):
        if getattr(settings, name) <= 0:
            raise SettingsError(f"{name} has to be more than 0")
    if settings.added_passages < 0:
        raise SettingsError("added_passages cannot be less than 0")
    if not 0 <= settings.open_confidence <= 1:
        raise SettingsError("open_confidence has to be between 0 and 1")
    for name in ("allow", "block"):
        for one in getattr(settings, name):
            if not _LISTED.fullmatch(str(one)):
                raise SettingsError(f"{name}: {str(one)!r} is neither the number of a chat or person nor an @username")
    for name in ("conflict_patience", "stop_patience"):
        if getattr(settings, name) < 0:
            raise SettingsError(f"{name} cannot be less than 0")
    if not settings.api_url.startswith(("http://", "https://")):
        raise SettingsError("api_url has to begin with https:// or http://")
    if settings.webhook and not _WEBHOOK.fullmatch(settings.webhook):
        raise SettingsError("webhook has to be a URL such as https://bot.example.org/telegram, with no ? or # in it")
    if not _SECRET.fullmatch(settings.webhook_secret):
        raise SettingsError("webhook_secret may have letters, digits, _ and - only, and 256 of them at most")
    host_and_port(settings.listen)
    if settings.log_level.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
        raise SettingsError("log_level has to be DEBUG, INFO, WARNING, ERROR or CRITICAL")


def _from_file(directory: Path, environment: Mapping[str, str]) -> dict[str, object]:
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
    kinds = {setting.name: _kind(setting.default) for setting in fields(Settings)}
    for key, value in table.items():
        if key not in kinds:
            raise SettingsError(f"{path}: there is no setting {key!r}; there are {', '.join(kinds)}")
        if kinds[key] is tuple and isinstance(value, list) and all(type(one) in (int, str) for one in value):
            table[key] = tuple(value)
        elif kinds[key] is float and type(value) is int:
            table[key] = float(value)
        elif type(value) is not kinds[key]:
            raise SettingsError(f"{path}: {key} has to be {_NAMES[kinds[key]]}")
    return table


_NAMES: dict[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    tuple: "a list of numbers and @usernames",
}
_TRUTHS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def _kind(default: object) -> type:
    return type(default)


def _from_text(variable: str, text: str, kind: type) -> object:
    text = text.strip()
    if kind is tuple:  # in a variable, with commas between
        return tuple(one for part in text.split(",") if (one := part.strip()))
    try:
        return _TRUTHS[text.lower()] if kind is bool else kind(text)
    except (KeyError, ValueError):
        raise SettingsError(f"{variable} has to be {_NAMES[kind]}") from None
