"""The hosts of links, and whether a message tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import idna

from tests.bot_api.text import Entity, cut


def hosts(field: str) -> Iterator[str]:
    """The hosts that an address may be told by: as it is written, in ASCII, and the end of one that is long."""
    host = urlsplit(field).netloc.lower() if field.startswith(("http://", "https://")) else ""
    if not host:
        return
    told = [host]
    if not host.isascii():
        told.append(idna.encode(host, uts46=True).decode())
    for one in told:
        yield one
        yield f"…{one[-48:]}"


def tells_host(text: str, link: Entity) -> bool:
    """Whether the host of a link stands behind it in brackets, or is all that the link says."""
    shown, host = cut(text, link["offset"], link["length"]), urlsplit(link["url"]).netloc.lower()
    rest = text.encode("utf-16-le")[2 * (link["offset"] + link["length"]) :].decode("utf-16-le")
    told = re.match(r" \(([^)]*)\)", rest)
    return shown == host or urlsplit(shown).netloc == host or bool(told and told[1] in set(hosts(link["url"])))
