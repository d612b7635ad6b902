"""The buttons under an answer, and what they send when they are pressed.

A button names what it shows, not what to do next: pressed twice, it shows the same. Its data is the version of this
format, what to show, and the page: ``1:q:2`` is the third quote, ``1:c:0`` the sentences around the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.saying import vote_buttons
from bot.saying.cleaning import telegram_alters
from bot.saying.cutting import units
from bot.saying.links import quote_link
from bot.saying.phrases import Phrase, Phrases
from bot.verified import VerifiedQuote

_DATA = re.compile(r"1:([qc]):([0-9]{1,3})")


class View(StrEnum):
    """What an answer shows of a quote."""

    QUOTE = "q"
    AROUND = "c"


class Press(NamedTuple):
    """What a pressed button asks for. `page` counts from 0, and may be one that does not exist."""

    view: View
    page: int

    @property
    def data(self) -> str:
        """As callback data, at most 64 bytes."""
        return f"1:{self.view}:{self.page}"


def parse(data: str | None) -> Press | None:
    """The press that this callback data stands for; None for data that no button of ours sends.

    >>> parse("1:c:4")
    Press(view=<View.AROUND: 'c'>, page=4)
    >>> parse("0:delete") is None
    True
    """
    match = _DATA.fullmatch(data or "")
    return Press(View(match[1]), int(match[2])) if match else None


def keyboard(
    view: View, page: int, pages: int, phrases: Phrases, sharing_buttons: Sequence[InlineKeyboardButton] = ()
) -> InlineKeyboardMarkup:
    """The buttons under a page of an answer; `sharing_buttons` are those that take its quote elsewhere."""
    if view is View.AROUND:
        rows = [[_button(phrases(Phrase.BUTTON_BACK), View.QUOTE, page)]]
    else:
        rows = []
        if page + 1 < pages:
            label = phrases(Phrase.BUTTON_NEXT, number=page + 2, total=pages)
            rows.append([_button(label, View.QUOTE, page + 1)])
        if page > 0:
            rows.append([_button(phrases(Phrase.BUTTON_PREVIOUS), View.QUOTE, page - 1)])
        rows.append([_button(phrases(Phrase.BUTTON_CONTEXT), View.AROUND, page), *sharing_buttons])
        rows.append(vote_buttons.row(page, phrases))
    return InlineKeyboardMarkup(rows)


def sharing_buttons(quote: VerifiedQuote, bot_name: str, phrases: Phrases) -> list[InlineKeyboardButton]:
    """The buttons that take a quote elsewhere: copy its words, where a button can hold them; share its link."""
    buttons = []
    if units(quote.text) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT and not telegram_alters(quote.text):
        buttons.append(InlineKeyboardButton(phrases(Phrase.BUTTON_COPY), copy_text=CopyTextButton(quote.text)))
    # Telegram's own address for choosing a chat to send a link to.
    share = f"https://t.me/share/url?url={quote_link(quote, bot_name)}"
    return [*buttons, InlineKeyboardButton(phrases(Phrase.BUTTON_SHARE), url=share)]


def _button(label: str, view: View, page: int) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=Press(view, page).data)
