"""Nothing that the process says is trusted: what it sends back is checked before it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO

import msgspec
import pytest

from index import Draft, LoadError, PreparedPassage, Span
from index.passages.indexing import Reading
from index.sandbox.messages import Exceeded, read_passages, to_report, write_passage

TEXT = "It rained. We left."
SPANS = [Span(0, 10), Span(11, 19)]


@contextmanager
def written(*spans: list[Span]) -> Iterator[BinaryIO]:
    """A file of passages with these sentences."""
    with TemporaryFile() as file:
        for some in spans:
            write_passage(
                file, PreparedPassage(Draft(TEXT), "en", partial(Reading, some, "\nrain \nleft ", "rain left "))
            )
        file.flush()
        yield file


def test_what_was_written_is_read() -> None:
    with written(SPANS, SPANS) as file:
        for _ in range(2):
            passages = list(read_passages(file, "a.txt", 2))
            assert [(one.draft.text, one.lang, one.reading().sentences) for one in passages] == [
                (TEXT, "en", SPANS)
            ] * 2


@pytest.mark.parametrize(
    "spans", [[Span(0, 20)], [Span(11, 19), Span(0, 10)], [Span(5, 5)], [Span(-3, 4)], [Span(0, 8), Span(7, 9)]]
)
def test_sentences_lie_in_their_text(spans: list[Span]) -> None:
    with written(spans) as file, pytest.raises(LoadError, match=r"^a\.txt: "):
        list(read_passages(file, "a.txt", 1))


def test_a_file_has_the_passages_that_were_announced() -> None:
    with written(SPANS) as file, pytest.raises(LoadError):
        list(read_passages(file, "a.txt", 2))


@pytest.mark.parametrize("content", [b"", b"\xff\xff\xff\xff", b"\x00\x00\x00\x02\xc1\xc1", b"\x00\x00\x00\x01\x90"])
def test_a_file_of_something_else_is_refused(content: bytes) -> None:
    with TemporaryFile() as file:
        file.write(content)
        file.flush()
        with pytest.raises(LoadError):
            list(read_passages(file, "a.txt", 1))


@pytest.mark.parametrize("said", [b"", b"no", msgspec.msgpack.encode({"type": "Done", "title": 5})])
def test_a_report_has_the_fields_it_should_have(said: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        to_report(said)


def test_a_report_names_a_limit_that_there_is() -> None:
    assert to_report(msgspec.msgpack.encode(Exceeded("a.txt", "passages", None))) == Exceeded("a.txt", "passages", None)
    said = {"type": "Exceeded", "name": "a.txt", "limit": "__class__", "line": None}
    with pytest.raises(msgspec.ValidationError, match="no such limit"):
        to_report(msgspec.msgpack.encode(said))
