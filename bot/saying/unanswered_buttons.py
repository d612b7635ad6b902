"""The buttons below "No stored sentence answers this."; a press of one looks the question up again."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.saying.annotations import words_meant
from bot.saying.phrases import Phrase, Phrases
from index.model import Assumption

CLOSEST, MEANT = "n1:c", "n1:m"
PATTERN = r"^n1:[cm]\Z"


def keyboard(phrases: Phrases, meant: Sequence[Assumption], closest: bool) -> InlineKeyboardMarkup | None:
    """The buttons that read words as they may have been meant, and show the closest sentences; None without any."""
    rows = []
    if meant:
        rows.append([InlineKeyboardButton(words_meant(meant, phrases), callback_data=MEANT)])
    if closest:
        rows.append([InlineKeyboardButton(phrases(Phrase.BUTTON_CLOSEST), callback_data=CLOSEST)])
    return InlineKeyboardMarkup(rows) if rows else None


def looks_up(data: str | None) -> bool:
    """Whether a press with this callback data looks a question up, and so counts as one."""
    return data in (CLOSEST, MEANT)
