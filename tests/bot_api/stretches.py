"""The stretches of a message that are quoted, those that are not, and whether one is a quote of something stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from tests.bot_api.text import QUOTED, Entity, clean_characters

_MARKS = re.compile("[\u200c\u200e\u200f]")


def split(text: str, entities: Iterable[Entity]) -> Iterator[tuple[str, bool, int]]:
    """The text in stretches, each quoted or not, and where it begins in UTF-16 units."""
    units = text.encode("utf-16-le")
    done = 0
    for entity in sorted(entities, key=lambda entity: int(entity["offset"])):
        if entity["type"] in QUOTED:
            start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
            yield units[done:start].decode("utf-16-le"), False, done // 2
            yield units[start:end].decode("utf-16-le"), True, start // 2
            done = end
    yield units[done:].decode("utf-16-le"), False, done // 2


def last_line(stretch: str) -> str:
    """The last line of a stretch, with its end; empty if it has nothing to read, or does not end."""
    if not stretch.endswith("\n"):
        return ""
    line = stretch[stretch.rfind("\n", 0, -1) + 1 :]
    return line if line.strip() else ""


def is_quote(stretch: str, passages: Callable[[], list[str]]) -> bool:
    wanted = comparable(stretch).strip()
    return bool(wanted) and any(wanted in passage for passage in passages())


@lru_cache(maxsize=200_000)
def comparable(text: str) -> str:
    """As Telegram keeps it. Which marks of direction survive depends on where a text is cut: all count as one."""
    return _MARKS.sub("\u200c", clean_characters(text))
