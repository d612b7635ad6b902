"""Passages for tests that need no library: any text, whole or in sentences."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from bot.verified import _SEAL, VerifiedQuote
from index import Draft, Passage, Source, Span

# Texts that break naive offsets: astral characters, clusters of several code points, marks, right-to-left scripts.
_SPECIMENS = [
    *("🦉", "👩‍👩‍👧‍👦", "🇺🇦", "👍🏽", "e\u0301", "q\u0307\u0323", "नमस्ते", "ภาษาไทย", "שלום", "العربية"),
    *("\u200f", "\u200d", "한국어", "中文字", "𝔘𝔫𝔦", "\U0010ffff", "ﷺ", "\u202b"),
    *(" ", "\n", "\t", "\x00", "\u00a0", ".", "word"),
]
texts = st.lists(
    st.one_of(st.sampled_from(_SPECIMENS), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)), min_size=1
).map("".join)
texts = texts.filter(bool)


def source(title: str = "Notes", author: str | None = None, date: str | None = None, url: str | None = None) -> Source:
    """A source; title “Notes” unless told otherwise."""
    return Source(1, "public", "/notes.txt", title, url, date, author)


def passage(text: str, number: int = 1, locator: str | None = "¶1", of: Source | None = None) -> Passage:
    """A passage that is one sentence."""
    return Passage(number, of or source(), number, Draft(text, locator=locator), (Span(0, len(text)),), "en")


def quoted(passage: Passage, start: int, end: int) -> VerifiedQuote:
    """A quote as if the store had been found to hold it."""
    return VerifiedQuote(passage, start, end, _SEAL)


def whole(text: str, locator: str | None = "¶1", **fields: Any) -> VerifiedQuote:
    """A quote of a whole passage; `fields` are those of its source."""
    return quoted(passage(text, locator=locator, of=source(**fields)), 0, len(text))
