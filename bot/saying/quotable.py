"""What of a message Telegram takes as a quote of it: how much, and which formatting has to come along.

`quote_entities` are compared with those of the message; links, mentions and code are no part of a quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from telegram import MessageEntity
from telegram.constants import MessageEntityType

LONGEST = 1024
"""UTF-16 units of a quote. Telegram counts characters, which are never more."""

FORMATTING = (
    MessageEntityType.BOLD,
    MessageEntityType.ITALIC,
    MessageEntityType.UNDERLINE,
    MessageEntityType.STRIKETHROUGH,
    MessageEntityType.SPOILER,
    MessageEntityType.CUSTOM_EMOJI,
    MessageEntityType.DATE_TIME,
)


def formatting_of(entities: Iterable[Mapping[str, Any]], start: int, length: int) -> list[MessageEntity]:
    """The formatting inside a part of a message, from that part's beginning. All offsets are in UTF-16 units.

    Entities are as Telegram sends them; they may come from a file. Raises KeyError, TypeError or ValueError for one
    that is none.
    """
    found = []
    for entity in entities:
        if entity["type"] not in FORMATTING:
            continue
        offset, size = entity["offset"], entity["length"]
        if not isinstance(offset, int) or not isinstance(size, int):
            raise TypeError("an entity without a place")
        begin, end = max(offset - start, 0), min(offset + size - start, length)
        if begin < end:
            found.append(MessageEntity.de_json({**entity, "offset": begin, "length": end - begin}, None))
    return found
