"""The button below "No stored sentence answers this."; a press looks the question up again."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.saying.phrases import Phrase, Phrases

CLOSEST = "n1:c"
PATTERN = "^n1:c$"


def keyboard(phrases: Phrases) -> InlineKeyboardMarkup:
    """The button that shows the closest sentences."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(phrases(Phrase.BUTTON_CLOSEST), callback_data=CLOSEST)]])


def looks_up(data: str | None) -> bool:
    """Whether a press with this callback data looks a question up, and so counts as one."""
    return data == CLOSEST
