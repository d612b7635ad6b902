"""The vote buttons under a quote; ``v1:+:2`` is a vote that the third quote of an answer helped."""

from __future__ import annotations

import re
from typing import NamedTuple

from telegram import InlineKeyboardButton

from bot.saying.phrases import Phrase, Phrases

_DATA = re.compile(r"v1:([+-]):([0-9]{1,3})")
PATTERN = "^v1:"


class Vote(NamedTuple):
    """A vote on a quote. `page` counts from 0 and need not exist."""

    helped: bool
    page: int

    @property
    def data(self) -> str:
        """The callback data."""
        return f"v1:{'+' if self.helped else '-'}:{self.page}"


def parse(data: str | None) -> Vote | None:
    """Parse callback data; None if it is not of these buttons.

    >>> parse("v1:-:0")
    Vote(helped=False, page=0)
    >>> parse("v1:?:0") is None
    True
    """
    match = _DATA.fullmatch(data or "")
    return Vote(match[1] == "+", int(match[2])) if match else None


def row(page: int, phrases: Phrases) -> list[InlineKeyboardButton]:
    """The vote buttons under a page of an answer."""
    return [
        InlineKeyboardButton(phrases(label), callback_data=Vote(helped, page).data)
        for label, helped in ((Phrase.BUTTON_HELPED, True), (Phrase.BUTTON_NOT_HELPED, False))
    ]
