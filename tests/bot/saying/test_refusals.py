"""What is said of a document that exceeds a limit."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from bot.saying.phrases import load
from bot.saying.refusals import limit_words
from index import LimitExceeded, Limits
from index.limits import CHAT


@pytest.mark.parametrize("limit", [field.name for field in fields(Limits)])
@pytest.mark.parametrize("language", ["en", "ru", "uk", "es", "de", "ko"])
def test_every_limit_is_said_with_its_value(limit: str, language: str) -> None:
    words = limit_words(
        LimitExceeded("a.md", limit, replace(CHAT, **{limit: 77_000_000})), load().for_language(language)
    )
    assert "77" in words
    assert "_" not in words


def test_a_size_is_never_nothing() -> None:
    assert "1 MB" in limit_words(
        LimitExceeded("a.md", "stored_bytes", replace(CHAT, stored_bytes=10)), load().for_language("en")
    )
