"""Markdown, with front matter and HTML."""

from __future__ import annotations

from tests.fuzz.targets.drafts import drafts_of


def fuzz(data: bytes) -> None:
    """Load a file as Markdown."""
    drafts_of(data, "fuzz.md")
