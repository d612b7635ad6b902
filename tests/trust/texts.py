"""Every kind of hostile text, as long as a message may be."""

from __future__ import annotations

from functools import cache

from tests.bot_api.text import MESSAGE_LIMIT
from tests.hostile import KINDS


@cache
def hostile_texts() -> tuple[str, ...]:
    """One of each kind, cut where Telegram cuts: its limit counts UTF-16 units."""
    return tuple(_cut(kind(MESSAGE_LIMIT)) for kind in KINDS.values())


def _cut(text: str) -> str:
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * MESSAGE_LIMIT]
    return units.decode("utf-16-le", "ignore")
