"""What was added in a chat, as buttons that take it out again: what /remove alone shows.

A button's data is the version of this format and what to do: ``r1:7:0`` takes out source 7 and shows the first page,
``r1::1`` shows the second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.saying.cutting import shorten
from bot.saying.phrases import Phrase, Phrases
from bot.saying.render import RenderedMessage
from index.model import Source

_DATA = re.compile(r"r1:([0-9]{1,18})?:([0-9]{1,6})")
PATTERN = "^r1:"
_ROWS = 8
"""Sources on a page."""
_LABEL_UNITS = 60


class Removal(NamedTuple):
    """What a pressed button asks for: the source to take out (None: none), and the page to show after that.

    There may be no such source, and no such page.
    """

    source_id: int | None
    page: int

    @property
    def data(self) -> str:
        """As callback data, at most 64 bytes."""
        return f"r1:{'' if self.source_id is None else self.source_id}:{self.page}"


def parse(data: str | None) -> Removal | None:
    """What this callback data stands for; None for data that no such button sends.

    >>> parse("r1:7:0"), parse("r1::1"), parse("r1:all:0")
    (Removal(source_id=7, page=0), Removal(source_id=None, page=1), None)
    """
    match = _DATA.fullmatch(data or "")
    return Removal(int(match[1]) if match[1] else None, int(match[2])) if match else None


def additions_list(
    sources: Sequence[Source], page: int, phrases: Phrases
) -> tuple[RenderedMessage, InlineKeyboardMarkup | None]:
    """A page of these sources, or the last one where there are fewer pages; and its buttons, where there are any."""
    if not sources:
        return RenderedMessage(phrases(Phrase.REMOVE_NONE)), None
    last = (len(sources) - 1) // _ROWS
    page = min(page, last)
    shown = sources[page * _ROWS : (page + 1) * _ROWS]
    rows = [[_button(_label(source, phrases), Removal(source.id, page))] for source in shown]
    turning = []
    if page > 0:
        turning.append(_button(phrases(Phrase.BUTTON_NEWER), Removal(None, page - 1)))
    if page < last:
        turning.append(_button(phrases(Phrase.BUTTON_OLDER), Removal(None, page + 1)))
    return RenderedMessage(phrases(Phrase.REMOVE_WHICH)), InlineKeyboardMarkup([*rows, *([turning] if turning else [])])


def _label(source: Source, phrases: Phrases) -> str:
    fields = (source.title, source.author, source.date)
    return shorten(phrases(Phrase.SEPARATOR).join(field for field in fields if field), _LABEL_UNITS, phrases)


def _button(label: str, removal: Removal) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=removal.data)
