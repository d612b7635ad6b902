"""The list of /remove: the sources added in a chat, as buttons that remove them.

Callback data is a format version, the sealed source and the page: ``r2:…:0`` removes a source and shows the first page,
``r2::1`` shows the second. The number of a source is sealed, because it counts the sources of all chats.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.saying.fields import Field
from bot.saying.messages import RenderedMessage
from bot.saying.phrases import Label, Phrase, Phrases, joined, said
from bot.saying.seal import Seal
from index.model import Source

_DATA = re.compile(r"r2:([A-Za-z0-9_-]{32})?:([0-9]{1,6})")
PATTERN = "^r2:"
_NUMBER = 8  # bytes of a source's number
ROWS = 8
"""Sources per page."""
_LABEL_UNITS, _DETAIL_UNITS = 40, 24


class Removal(NamedTuple):
    """The sealed source to remove (None: none), and the page to show then. Neither has to exist."""

    source: str | None
    page: int

    @property
    def data(self) -> str:
        """The callback data, at most 64 bytes."""
        return f"r2:{self.source or ''}:{self.page}"


def parse(data: str | None) -> Removal | None:
    """Parse callback data; None if it is not of this list.

    >>> parse("r2::1"), parse("r2:all:0"), parse("r1:7:0")
    (Removal(source=None, page=1), None, None)
    """
    match = _DATA.fullmatch(data or "")
    return Removal(match[1], int(match[2])) if match else None


def sealed_source(source_id: int, chat_id: int, seal: Seal) -> str:
    """The number of a source for the buttons of one chat."""
    return seal.close(source_id.to_bytes(_NUMBER), _purpose(chat_id))


def opened_source(source: str, chat_id: int, seal: Seal) -> int | None:
    """The number of a sealed source; None if it is not of a button of this chat."""
    content = seal.open(source, _purpose(chat_id))
    return int.from_bytes(content) if content else None


def _purpose(chat_id: int) -> str:
    return f"remove in {chat_id}"


def additions_list(
    sources: Sequence[Source], page: int, total: int, phrases: Phrases, sealed: Callable[[int], str]
) -> tuple[RenderedMessage, InlineKeyboardMarkup | None]:
    """A page of `total` sources and its buttons; no buttons without sources. `sealed` seals the number of a source."""
    if not sources:
        return RenderedMessage(phrases(Phrase.REMOVE_NONE)), None
    last = (total - 1) // ROWS
    rows = [[_button(_label(source, phrases), Removal(sealed(source.id), page))] for source in sources]
    paging = []
    if page > 0:
        paging.append(_button(phrases(Phrase.BUTTON_NEWER), Removal(None, page - 1)))
    if page < last:
        paging.append(_button(phrases(Phrase.BUTTON_OLDER), Removal(None, page + 1)))
    return RenderedMessage(phrases(Phrase.REMOVE_WHICH)), InlineKeyboardMarkup([*rows, *([paging] if paging else [])])


def _label(source: Source, phrases: Phrases) -> Label:
    """A mark, so that no title reads as another button, and what tells the source from others."""
    title = Field(source.title, _LABEL_UNITS)
    details = [Field(source.author, _DETAIL_UNITS), Field(source.date, _DETAIL_UNITS)]
    fields = [said(title) if title else phrases(Phrase.UNTITLED), *(said(field) for field in details if field)]
    return joined([phrases(Phrase.REMOVE_MARK), joined(fields, phrases(Phrase.SEPARATOR))], "")


def _button(label: Label, removal: Removal) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=removal.data)
