"""The buttons under an answer, and their callback data.

Callback data names the state to show, not a change, so that pressing a button twice is harmless: a format version, the
view and the page. ``1:q:2`` is the third quote, ``1:c:0`` the sentences around the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.saying import vote_buttons
from bot.saying.cleaning import telegram_alters
from bot.saying.cutting import units
from bot.saying.phrases import Phrase, Phrases
from bot.verified import VerifiedQuote

_DATA = re.compile(r"1:([qc]):([0-9]{1,3})")


class View(StrEnum):
    """What an answer shows: a quote, or the sentences around it."""

    QUOTE = "q"
    AROUND = "c"


class Press(NamedTuple):
    """The state that a button asks for. `page` counts from 0 and need not exist."""

    view: View
    page: int

    @property
    def data(self) -> str:
        """The callback data, at most 64 bytes."""
        return f"1:{self.view}:{self.page}"


def parse(data: str | None) -> Press | None:
    """Parse callback data; None if it is not of these buttons.

    >>> parse("1:c:4")
    Press(view=<View.AROUND: 'c'>, page=4)
    >>> parse("0:delete") is None
    True
    """
    match = _DATA.fullmatch(data or "")
    return Press(View(match[1]), int(match[2])) if match else None


def keyboard(
    view: View,
    page: int,
    pages: int,
    phrases: Phrases,
    sharing_buttons: Sequence[InlineKeyboardButton] = (),
    *,
    in_group: bool = False,
) -> InlineKeyboardMarkup:
    """The buttons under a page of an answer; in a group one row of signs, which takes little of everybody's screen."""
    if view is View.AROUND:
        return InlineKeyboardMarkup([[_button(phrases(Phrase.BUTTON_BACK), View.QUOTE, page)]])
    rows = []
    if page + 1 < pages:
        following = Phrase.BUTTON_NEXT_SIGN if in_group else Phrase.BUTTON_NEXT
        rows.append([_button(phrases(following, number=page + 2, total=pages), View.QUOTE, page + 1)])
    if page > 0:
        previous = Phrase.BUTTON_PREVIOUS_SIGN if in_group else Phrase.BUTTON_PREVIOUS
        rows.append([_button(phrases(previous), View.QUOTE, page - 1)])
    around = Phrase.BUTTON_CONTEXT_SIGN if in_group else Phrase.BUTTON_CONTEXT
    rows.append([_button(phrases(around), View.AROUND, page), *sharing_buttons])
    rows.append(vote_buttons.row(page, phrases))
    return InlineKeyboardMarkup([list(chain(*rows))] if in_group else rows)


def lasting(buttons: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """Those of these buttons that work without anything being remembered: they copy, or lead somewhere."""
    rows = [[one for one in row if one.callback_data is None] for row in buttons.inline_keyboard] if buttons else []
    return InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None


def sharing_buttons(
    quote: VerifiedQuote, link: str, phrases: Phrases, *, in_group: bool = False
) -> list[InlineKeyboardButton]:
    """The buttons that copy a quote, if its text fits and Telegram does not alter it, and share the link to it."""
    copy, share = Phrase.BUTTON_COPY, Phrase.BUTTON_SHARE
    if in_group:
        copy, share = Phrase.BUTTON_COPY_SIGN, Phrase.BUTTON_SHARE_SIGN
    buttons = []
    if units(quote.text) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT and not telegram_alters(quote.text):
        buttons.append(InlineKeyboardButton(phrases(copy), copy_text=CopyTextButton(quote.text)))
    # Opens Telegram's dialog for sending a link to a chat.
    return [*buttons, InlineKeyboardButton(phrases(share), url=f"https://t.me/share/url?url={link}")]


def _button(label: str, view: View, page: int) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=Press(view, page).data)
