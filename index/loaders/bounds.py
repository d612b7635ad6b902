"""The limits that hold for the documents of every format."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

from index.errors import LimitExceeded
from index.limits import Limits
from index.model import Draft

LEAST_HEADING = 10
"""Code points that a heading counts at least: reading a passage takes time and memory for each heading above it."""


def check_size(file: BinaryIO, name: str, limits: Limits) -> None:
    """Raise LimitExceeded if `file` is too large."""
    if file.seek(0, os.SEEK_END) > limits.document_bytes:
        raise LimitExceeded(name, "document_bytes", limits)
    file.seek(0)


def check_fields(name: str, limits: Limits, *fields: str | None) -> None:
    """Raise LimitExceeded if one of `fields`, such as a title or a URL, is too long."""
    if any(field is not None and len(field) > limits.field_length for field in fields):
        raise LimitExceeded(name, "field_length", limits)


def bounded(drafts: Iterator[Draft], name: str, limits: Limits) -> Iterator[Draft]:
    """`drafts`, unchanged. Raises LimitExceeded at the first that exceeds a limit."""
    for number, draft in enumerate(drafts, start=1):
        if number > limits.passages:
            raise LimitExceeded(name, "passages", limits)
        if len(draft.text) > limits.passage_length:
            raise LimitExceeded(name, "passage_length", limits)
        if sum(max(LEAST_HEADING, len(heading)) for heading in draft.headings) > limits.heading_length:
            raise LimitExceeded(name, "heading_length", limits)
        check_fields(name, limits, draft.external_id, draft.title, draft.url, draft.date, draft.author, draft.lang)
        yield draft
