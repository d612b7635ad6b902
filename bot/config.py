"""Settings, from environment variables and an optional TOML file.

The file is `verbatim.toml` in the data directory, or the one named by VERBATIM_CONFIG. Setting `max_age` is the key
`max_age` in the file and VERBATIM_MAX_AGE in the environment, which takes precedence. Limits are in tables: `passages`
in `[chat_limits]` is VERBATIM_CHAT_LIMITS_PASSAGES. The token is TELEGRAM_BOT_TOKEN, in the environment only.
"""

from __future__ import annotations

import logging
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import msgspec
from msgspec import Meta

from bot.connections import check_encrypted, check_named, open_secret
from bot.errors import SettingsError
from index.limits import CHAT, OPERATOR, ChatLimits, Limits, OperatorLimits

log = logging.getLogger(__name__)

FILE_NAME = "verbatim.toml"
TOKEN_VARIABLE = "TELEGRAM_BOT_TOKEN"  # noqa: S105  # the name of the variable
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")

Count = Annotated[int, Meta(gt=0, description="a positive integer")]
CountOrNone = Annotated[int, Meta(ge=0, description="an integer, 0 or more")]
Seconds = Annotated[float, Meta(gt=0, description="a positive number")]
SecondsOrNone = Annotated[float, Meta(ge=0, description="a number, 0 or more")]
Share = Annotated[float, Meta(ge=0, le=1, description="a number between 0 and 1")]
Listed = Annotated[
    tuple[int | Annotated[str, Meta(pattern=r"^(-?[0-9]+|@[A-Za-z][A-Za-z0-9_]*)\Z")], ...],
    Meta(description="a list of ids and @usernames"),
]
Url = Annotated[str, Meta(pattern="^https?://", description="an http(s) URL")]
# api.telegram.org accepts https only; a local Bot API server also accepts http. /health is the bot's own endpoint.
WebhookUrl = Annotated[
    str,
    Meta(
        pattern=r"^(https?://[^\s/?#]+(?!/health\Z)(/[^\s?#]*)?)?\Z",
        description="a URL such as https://bot.example.org/telegram, without ? or #, and not /health",
    ),
]
Secret = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{0,256}\Z", description="at most 256 letters, digits, _ and -")]
Level = Annotated[
    str,
    Meta(pattern=r"^(?i:DEBUG|INFO|WARNING|ERROR|CRITICAL)\Z", description="DEBUG, INFO, WARNING, ERROR or CRITICAL"),
]
_PLAIN: dict[object, str] = {str: "text", bool: "true or false"}
_TABLES: dict[str, type[Limits]] = {"limits": OperatorLimits, "chat_limits": ChatLimits}
_TRUTHS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the bot. Times are in seconds unless the name has another unit."""

    token: str = field(default="", repr=False)
    api_url: Url = "https://api.telegram.org"  # or a local Bot API server
    remember_days: Count = 90  # how long the buttons under an answer work
    quotes: Count = 5  # maximum number of quotes to page through per answer
    max_age: Count = 600  # messages older than this on arrival are not answered
    rate_limits: bool = True  # respect Telegram's limits and stop floods; off in benchmarks
    open_confidence: Share = 0.8  # minimum confidence to answer a question that is not addressed to the bot
    allow: Listed = ()  # chats and users who may ask, by id or @username; empty: everybody
    block: Listed = ()  # chats and users who may not
    added_passages: CountOrNone = 50_000  # maximum number of passages added with /add per chat; 0 disables /add
    private_redirects: bool = False  # whether a public page may redirect `verbatim add` to a private address
    limits: OperatorLimits = OPERATOR  # of documents that the operator adds
    chat_limits: ChatLimits = CHAT  # of what a chat adds
    menus: bool = True  # set command menus and descriptions; false keeps those set with BotFather
    webhook: WebhookUrl = ""  # public URL for Telegram to post updates to; empty: long polling
    listen: str = "127.0.0.1:8080"  # address for the reverse proxy of the webhook
    metrics: str = ""  # address for Prometheus, and for whoever asks whether the bot is well; empty: none
    webhook_secret: Secret = field(default="", repr=False)  # sent by Telegram with each update; empty: random
    poll_timeout: Count = 30  # timeout of a long poll
    connect_timeout: Seconds = 10.0
    read_timeout: Seconds = 20.0
    conflict_patience: SecondsOrNone = 10.0  # how long to retry while another process polls with this token
    stop_patience: SecondsOrNone = 20.0  # how long answers in progress may take after a stop signal
    log_level: Level = "INFO"
    log_json: bool = False  # each line of the log as JSON
    log_chats: bool = False  # the numbers of chats in the log, instead of hashes of them


def read(directory: Path, environment: Mapping[str, str] = os.environ, *, named: bool = True) -> Settings:
    """The settings for a data directory. Raises SettingsError, naming the setting and what it should be.

    Unless the directory was `named` by the person who runs this, its file may not say where to connect to.
    """
    path, values = _from_file(directory, environment)
    if warning := open_secret(values, path):
        log.warning(warning)
    variables = {name: _variable(name) for name in _kinds()}
    if not named and not environment.get("VERBATIM_CONFIG"):
        check_named([name for name in values if variables[name] not in environment], path, variables)
    for name, variable in variables.items():
        if variable in environment:
            values[name] = _from_text(variable, name, environment[variable].strip())
    tables: dict[str, Any] = {table: kind(**_within(table, values)) for table, kind in _TABLES.items()}
    settings = Settings(**{name: value for name, value in values.items() if "." not in name}, **tables)
    _check_addresses(settings)
    return settings


def check(settings: Settings, environment: Mapping[str, str] = os.environ) -> None:
    """Raises SettingsError for an invalid value."""
    for name in _kinds():
        _checked(name, name, attrgetter(name)(settings))
    _check_addresses(settings)
    for name in ("api_url", "webhook"):
        check_encrypted(name, getattr(settings, name), environment)


def check_token(settings: Settings) -> None:
    """Raises SettingsError for a missing or malformed token. The message never contains it."""
    if not settings.token:
        raise SettingsError(
            f"there is no token: set {TOKEN_VARIABLE} to the token from @BotFather (README, “On Telegram”)"
        )
    if not _TOKEN.fullmatch(settings.token):
        raise SettingsError(f"{TOKEN_VARIABLE} is not a bot token: one looks like 123456789:AbC…, without spaces")


def host_and_port(address: str, setting: str = "listen") -> tuple[str, int]:
    """The host and the port of an address to listen on. Raises SettingsError, naming the setting.

    >>> host_and_port("127.0.0.1:8080"), host_and_port("[::1]:8080")
    (('127.0.0.1', 8080), ('::1', 8080))
    """
    host, _, port = address.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise SettingsError(f"{setting} must be HOST:PORT, such as 127.0.0.1:8080, not {address!r}")
    return host.strip("[]"), int(port)


def _check_addresses(settings: Settings) -> None:
    host_and_port(settings.listen)
    if settings.metrics:
        host_and_port(settings.metrics, "metrics")


def _variable(name: str) -> str:
    """The environment variable of a setting."""
    return TOKEN_VARIABLE if name == "token" else f"VERBATIM_{name.replace('.', '_').upper()}"


def _from_file(directory: Path, environment: Mapping[str, str]) -> tuple[Path, dict[str, Any]]:
    """The file, which need not exist, and the settings in it."""
    named = environment.get("VERBATIM_CONFIG")
    path = Path(named) if named else directory / FILE_NAME
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if named:
            raise SettingsError(f"VERBATIM_CONFIG: no such file: {path}") from None
        return path, {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}") from None
    except (ValueError, RecursionError):
        raise SettingsError(f"{path}: a number in it is too long, or its values are nested too deeply") from None
    settings = _flat(table)
    known = [name for name in _kinds() if name != "token"]
    if "token" in settings:  # a file is copied, shared and left behind more easily than an environment
        raise SettingsError(f"{path} sets token, which is read from {TOKEN_VARIABLE} in the environment only")
    if unknown := settings.keys() - set(known):
        raise SettingsError(f"{path}: unknown setting {min(unknown)!r}; the settings are {', '.join(known)}")
    return path, {name: _checked(f"{path}: {name}", name, value) for name, value in settings.items()}


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a file; `passages` in the table `limits` is `limits.passages`."""
    settings: dict[str, Any] = {}
    for name, value in table.items():
        if name in _TABLES and isinstance(value, dict):
            settings |= {f"{name}.{limit}": one for limit, one in value.items()}
        else:
            settings[name] = value
    return settings


def _within(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the settings in a table, by their names in it."""
    return {name.removeprefix(f"{table}."): value for name, value in values.items() if name.startswith(f"{table}.")}


def _from_text(variable: str, name: str, text: str) -> object:
    kind = _kinds()[name]
    if kind is Listed:  # comma-separated
        return _checked(variable, name, [one for part in text.split(",") if (one := part.strip())])
    return _checked(variable, name, _TRUTHS.get(text.lower(), text) if kind is bool else text, strict=False)


def _checked(where: str, name: str, value: object, strict: bool = True) -> Any:
    """The value, converted to the type of its setting; unless `strict`, from text, too. Raises SettingsError.

    The message never contains the value, which may be a secret.
    """
    kind = _kinds()[name]
    try:
        return msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError:
        meant = _PLAIN[kind] if kind in _PLAIN else kind.__metadata__[0].description
        raise SettingsError(f"{where} must be {meant}") from None


@cache
def _kinds() -> dict[str, Any]:
    """The annotated type of each setting; `limits.passages` is that of `passages` in the table `limits`."""
    hints = get_type_hints(Settings, include_extras=True)
    kinds: dict[str, Any] = {}
    for setting in fields(Settings):
        if table := _TABLES.get(setting.name):
            kinds |= dict.fromkeys((f"{setting.name}.{limit.name}" for limit in fields(table)), Count)
        else:
            kinds[setting.name] = hints[setting.name]
    return kinds
