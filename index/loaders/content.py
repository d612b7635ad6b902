"""What a loader makes of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.model import Draft


@dataclass(frozen=True, slots=True)
class Content:
    """The passages of a document, to be taken once, in order, and what it says of itself; None says nothing."""

    drafts: Iterator[Draft]
    title: str | None = None
    date: str | None = None
    author: str | None = None
