"""The list of /remove: the sources added in a chat, as buttons that remove them.

Callback data is a format version, the source and the page: ``r1:7:0`` removes source 7 and shows the first page,
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
"""Sources per page."""
_LABEL_UNITS = 60


class Removal(NamedTuple):
    """The source to remove (None: none), and the page to show then. Neither has to exist."""

    source_id: int | None
    page: int

    @property
    def data(self) -> str:
        """The callback data, at most 64 bytes."""
        return f"r1:{'' if self.source_id is None else self.source_id}:{self.page}"


def parse(data: str | None) -> Removal | None:
    """Parse callback data; None if it is not of this list.

    >>> parse("r1:7:0"), parse("r1::1"), parse("r1:all:0")
    (Removal(source_id=7, page=0), Removal(source_id=None, page=1), None)
    """
    match = _DATA.fullmatch(data or "")
    return Removal(int(match[1]) if match[1] else None, int(match[2])) if match else None


def additions_list(
    sources: Sequence[Source], page: int, phrases: Phrases
) -> tuple[RenderedMessage, InlineKeyboardMarkup | None]:
    """A page of sources (the last, if there are fewer pages) and its buttons; no buttons without sources."""
    if not sources:
        return RenderedMessage(phrases(Phrase.REMOVE_NONE)), None
    last = (len(sources) - 1) // _ROWS
    page = min(page, last)
    shown = sources[page * _ROWS : (page + 1) * _ROWS]
    rows = [[_button(_label(source, phrases), Removal(source.id, page))] for source in shown]
    paging = []
    if page > 0:
        paging.append(_button(phrases(Phrase.BUTTON_NEWER), Removal(None, page - 1)))
    if page < last:
        paging.append(_button(phrases(Phrase.BUTTON_OLDER), Removal(None, page + 1)))
    return RenderedMessage(phrases(Phrase.REMOVE_WHICH)), InlineKeyboardMarkup([*rows, *([paging] if paging else [])])


def _label(source: Source, phrases: Phrases) -> str:
    fields = (source.title, source.author, source.date)
    return shorten(phrases(Phrase.SEPARATOR).join(field for field in fields if field), _LABEL_UNITS, phrases)


def _button(label: str, removal: Removal) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=removal.data)
