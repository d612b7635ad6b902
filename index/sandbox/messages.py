"""What passes between a process that reads a document and the one that started it, in msgpack.

An `Order` goes in by standard input. Passages come out through a temporary file, each with its length in front, and one
of the reports by standard output. Whoever started the process trusts none of it: types are checked, and that spans lie
in their text.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import fields
from typing import BinaryIO

import msgspec

from index.errors import LoadError
from index.limits import ChatLimits
from index.model import Draft, Source, Span
from index.passages.indexing import Reading
from index.preparing import NOTHING_STATED, Prepared, PreparedPassage, Stated

_LENGTH = 4  # bytes of the number in front of each passage


class Order(msgspec.Struct, frozen=True):
    """A document to be prepared: the file `name`, or, if there are `drafts`, a message with that title.

    `known` is the source that is stored under `key`, if any.
    """

    name: str
    key: str
    limits: ChatLimits
    stated: Stated = NOTHING_STATED
    drafts: tuple[Draft, ...] | None = None
    known: Source | None = None


class Done(msgspec.Struct, tag=True, frozen=True):
    """The document was prepared: the fields of `Prepared`, and the number of its passages."""

    title: str
    url: str | None
    date: str | None
    author: str | None
    lang: str
    lang_stated: bool
    running: bool
    passages: int


class Refused(msgspec.Struct, tag=True, frozen=True):
    """A LoadError."""

    name: str
    why: str
    line: int | None


class Exceeded(msgspec.Struct, tag=True, frozen=True):
    """A LimitExceeded."""

    name: str
    limit: str
    line: int | None

    def __post_init__(self) -> None:
        if self.limit not in {field.name for field in fields(ChatLimits)}:
            raise ValueError("there is no such limit")


Report = Done | Refused | Exceeded


class _Passage(msgspec.Struct, array_like=True, frozen=True):
    draft: Draft
    lang: str
    sentences: list[Span]
    terms: str
    spellings: str


_order: msgspec.msgpack.Decoder[Order] = msgspec.msgpack.Decoder(Order)
_report: msgspec.msgpack.Decoder[Report] = msgspec.msgpack.Decoder(Report)
_passage = msgspec.msgpack.Decoder(_Passage)
encode = msgspec.msgpack.encode


def to_order(message: bytes) -> Order:
    """The order in a message. Raises msgspec.MsgspecError."""
    return _order.decode(message)


def to_report(message: bytes) -> Report:
    """The report in a message. Raises msgspec.MsgspecError."""
    return _report.decode(message)


def write_passage(file: BinaryIO, passage: PreparedPassage) -> None:
    """Analyze a passage, and write it with all that is to be stored of it."""
    reading = passage.reading()
    written = encode(_Passage(passage.draft, passage.lang, reading.sentences, reading.terms, reading.spellings))
    file.write(len(written).to_bytes(_LENGTH))
    file.write(written)


def read_passages(file: BinaryIO, name: str, count: int) -> Iterator[PreparedPassage]:
    """The `count` passages in a file, from its beginning. Raises LoadError, naming the document, if it has others."""
    left = os.fstat(file.fileno()).st_size
    file.seek(0)
    try:
        for _ in range(count):
            length = int.from_bytes(file.read(_LENGTH))
            left -= _LENGTH + length
            if left < 0:
                raise ValueError("a passage is longer than the file")
            yield _checked(_passage.decode(file.read(length)))
    except (msgspec.MsgspecError, ValueError) as error:
        raise LoadError(name, f"its passages are not as they were announced ({error})") from None


def prepared(order: Order, done: Done, passages: BinaryIO) -> Prepared:
    """The document of an order that was carried out, with the passages in a file."""
    return Prepared(
        key=order.key,
        title=done.title,
        url=done.url,
        date=done.date,
        author=done.author,
        lang=done.lang,
        lang_stated=done.lang_stated,
        running=done.running,
        known=order.known,
        passages=read_passages(passages, order.name, done.passages),
        limits=order.limits,
    )


def _checked(passage: _Passage) -> PreparedPassage:
    """The passage. Raises ValueError if its sentences are no spans of its text, in order."""
    end = 0
    for span in passage.sentences:
        if not end <= span.start < span.end:
            raise ValueError("sentences overlap")
        end = span.end
    if end > len(passage.draft.text):
        raise ValueError("a sentence ends behind its passage")
    reading = Reading(passage.sentences, passage.terms, passage.spellings)
    return PreparedPassage(passage.draft, passage.lang, lambda: reading)
