"""Answering callback queries."""

from __future__ import annotations

import logging

from telegram import CallbackQuery
from telegram.error import BadRequest

log = logging.getLogger(__name__)


async def acknowledge(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> bool:
    """Answer a callback query, with a notification or an alert that only its sender sees, or with neither.

    Returns whether Telegram took the answer.
    """
    try:
        return await query.answer(text, show_alert=alert)
    except BadRequest as error:  # too late: Telegram has stopped waiting
        log.info("a callback query was not answered: %s", error)
        return False
