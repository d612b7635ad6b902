"""Where the bot may connect to: the token and every message go there.

The default data directory depends on where one stands. A folder that somebody handed over, with a `verbatim.toml` in
it, must not decide where the token is sent; nor does it travel unencrypted unless the environment says so.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import SettingsError
from index.store.private_files import open_to_others

SETTINGS = ("api_url", "webhook", "webhook_secret", "listen")
"""The settings that decide who receives the token and the messages."""

PLAIN_HTTP = "VERBATIM_PLAIN_HTTP"
"""The environment variable that allows plain http beyond this machine."""


def check_named(settings: Collection[str], path: os.PathLike[str], variables: Mapping[str, str]) -> None:
    """Raise SettingsError if a file that nobody named has a setting of SETTINGS.

    `settings` are the names in the file, without those that the environment overrides; `variables` are the environment
    variables of the settings.
    """
    for name in SETTINGS:
        if name in settings:
            directory = os.path.dirname(path)
            raise SettingsError(
                f"{path} sets {name}, which a folder that one merely stands in may not: "
                f"name it (verbatim --data {directory} …, or VERBATIM_DATA={directory}), or set {variables[name]}"
            )


def open_secret(settings: Collection[str], path: Path) -> str | None:
    """A warning if a file with a secret among its settings can be read by other users of the machine."""
    if "webhook_secret" not in settings or not open_to_others([path]):
        return None
    return f"{path} holds a secret, and other users may read it: chmod go= {path}"


def check_encrypted(name: str, url: str, environment: Mapping[str, str]) -> None:
    """Raise SettingsError if a URL is plain http and leads beyond this machine, unless the environment allows it."""
    if url.lower().startswith("https://") or not url or is_loopback(url):
        return
    if environment.get(PLAIN_HTTP, "").strip().lower() in ("1", "true", "yes", "on"):
        return
    raise SettingsError(
        f"{name} would send the token or messages unencrypted beyond this machine: use https, "
        f"or set {PLAIN_HTTP}=1 in the environment if the network between is yours"
    )


def is_loopback(url: str) -> bool:
    """Whether the host of a URL is this machine.

    >>> is_loopback("http://127.0.0.1:8081"), is_loopback("http://[::1]/"), is_loopback("http://localhost.example.org")
    (True, True, False)
    """
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
