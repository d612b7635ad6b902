"""Predicting whether Telegram alters a text."""

from __future__ import annotations

import pytest

from bot.saying.cleaning import telegram_alters


@pytest.mark.parametrize(
    "text",
    [
        "a\tb", "a\x00b", "a\rb", "a\x1fb", "a\u2028b", "a\u202eb", "a\u200e\u200fb", "A\u030angstrom", " \n",
    ],
)  # fmt: skip
def test_what_telegram_cleans_away_is_known(text: str) -> None:
    assert telegram_alters(text)


@pytest.mark.parametrize(
    "text",
    [
        "As it was.",
        "two\nlines",
        "Ångström",
        "e\u0301",
        "👩‍👩‍👧‍👦",
        "שלום\u200f!",
        "a\u00a0b",
        "a\u202fb",
        "\x7f",
        " a",
        "a\n",
    ],
)
def test_what_telegram_leaves_alone_is_not_accused(text: str) -> None:
    assert not telegram_alters(text)
