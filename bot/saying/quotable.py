"""Which parts of a message can be quoted natively: their length and their formatting.

Telegram compares `quote_entities` with the entities of the message; links, mentions and code are not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from telegram import MessageEntity
from telegram.constants import MessageEntityType

LONGEST = 1024
"""Maximum length of a native quote in UTF-16 units. Telegram counts characters, which are never more."""

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
    """The formatting inside a part of a message, relative to its start. Offsets and lengths are in UTF-16 units.

    `entities` are in Telegram's JSON format and may come from a file. Raises KeyError, TypeError or ValueError for a
    malformed one.
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
