"""The result of a loader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.model import Draft


@dataclass(frozen=True, slots=True)
class Content:
    """The passages of a document, which can be iterated once, and its metadata; None: not given."""

    drafts: Iterator[Draft]
    title: str | None = None
    date: str | None = None
    author: str | None = None
