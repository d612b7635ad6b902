"""The hosts of links, and whether a message tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import idna

from tests.bot_api.text import Entity, cut

_ADDRESS = re.compile(r"https?://([^\s/?#@]+)(?:[/?#]\S*)?", re.IGNORECASE)


def hosts(field: str) -> Iterator[str]:
    """The hosts that an address may be told by: as it is written, in ASCII, and the end of one that is long."""
    host = _host(field)
    if not host:
        return
    told = [host]
    if not host.isascii():
        with suppress(UnicodeError):  # no host, so it is told nowhere
            told.append(idna.encode(host, uts46=True).decode())
    for one in told:
        yield one
        yield f"…{one[-48:]}"


def tells_host(text: str, link: Entity) -> bool:
    """Whether the host of a link stands behind it in brackets, or at the front of all that the link says, in ASCII."""
    shown, host = cut(text, link["offset"], link["length"]), _host(link["url"])
    rest = text.encode("utf-16-le")[2 * (link["offset"] + link["length"]) :].decode("utf-16-le")
    told = re.match(r" \(([^)]*)\)", rest)
    return (
        shown == host or (shown.isascii() and _host(shown) == host) or bool(told and told[1] in set(hosts(link["url"])))
    )


def _host(address: str) -> str:
    """The host of an address of one word, with its port; empty if it is none, or has a user name."""
    found = _ADDRESS.fullmatch(address)
    return found[1].lower() if found else ""
