"""Which loader reads a file, and what no loader takes."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import LoadError
from index.loaders import lines, load
from index.model import Draft

from .conftest import Loaded, Refused


def why_refused(location: str) -> str:
    with pytest.raises(LoadError) as caught, load(location) as document:
        list(document.drafts)
    assert len(str(caught.value).splitlines()) == 1
    return caught.value.why


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.jsonl", '{"text": "# It rained."}', "# It rained."),
        ("a.NDJSON", '{"text": "# It rained."}', "# It rained."),
        ("a.md", "*It* rained.", "It rained."),
        ("a.Markdown", "*It* rained.", "It rained."),
        ("a.txt", "*It* rained.", "*It* rained."),
        ("README", "*It* rained.", "*It* rained."),
        ("a.rst", "*It* rained.", "*It* rained."),
    ],
)
def test_the_suffix_tells_the_format(loaded: Loaded, name: str, content: str, text: str) -> None:
    assert [draft.text for draft in loaded(name, content)] == [text]


def test_a_document_knows_its_absolute_path_and_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rain.md").write_text("It rained.")
    monkeypatch.chdir(tmp_path)
    with load("./rain.md") as document:
        assert (document.key, document.title, document.url) == (str(tmp_path / "rain.md"), "rain.md", None)


@pytest.mark.parametrize(("name", "running"), [("a.txt", True), ("a.md", True), ("a.jsonl", False)])
def test_rows_stand_for_themselves_and_other_text_runs_on(tmp_path: Path, name: str, running: bool) -> None:
    (tmp_path / name).write_text('{"text": "It rained."}')
    with load(str(tmp_path / name)) as document:
        assert document.running is running


def test_drafts_are_taken_as_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "It rained."}\n' * 100_000)
    with load(str(path)) as document:
        assert next(document.drafts) == Draft("It rained.", locator="#1")
        assert 0 < document.file.tell() < path.stat().st_size
        assert sum(1 for _ in document.drafts) == 99_999
        assert document.file.tell() == path.stat().st_size


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html", "json", "PNG", "zip"])
def test_a_format_that_is_not_taken_is_told_with_those_that_are(refused: Refused, suffix: str) -> None:
    why = refused(f"a.{suffix}", "text").why
    assert f".{suffix.lower()} is not a format" in why
    assert all(taken in why for taken in (".jsonl", ".md", ".txt"))


@pytest.mark.parametrize("suffix", ["txt", "md", "jsonl"])
@pytest.mark.parametrize("content", ["", "\n \t\r\n", "\ufeff", "\ufeff\n\u3000\n"])
def test_an_empty_file_is_refused(refused: Refused, suffix: str, content: str) -> None:
    assert "it is empty" in refused(f"a.{suffix}", content).why


@pytest.mark.parametrize("suffix", ["txt", "md", "jsonl"])
@pytest.mark.parametrize(
    ("second_line", "why"),
    [
        (b'{"text": "caf\xe9"}', "byte 14 of the line (0xE9) is not UTF-8"),
        (b'{"text": "a\0b"}', "byte 12 of the line is NUL"),
        (b'{"text": "' + b"a" * lines.MAX_LINE + b'"}', "longer than 16 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(refused: Refused, suffix: str, second_line: bytes, why: str) -> None:
    error = refused(f"a.{suffix}", b'{"text": "fine"}\n' + second_line + b'\n{"text": "fine"}\n')
    assert error.line == 2
    assert why in error.why


def test_utf_16_is_refused(refused: Refused) -> None:
    assert "is not UTF-8" in refused("a.txt", "It rained.".encode("utf-16")).why
    assert "NUL" in refused("b.txt", "It rained.".encode("utf-16-le")).why


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
def test_the_longest_line_is_taken_whatever_ends_it(loaded: Loaded, refused: Refused, ending: bytes) -> None:
    assert sum(len(draft.text) for draft in loaded("a.txt", b"a" * lines.MAX_LINE + ending)) == lines.MAX_LINE
    assert refused("a.txt", b"a" * (lines.MAX_LINE + 1) + ending).line == 1


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "there is no such file" in why_refused(str(tmp_path / "a.txt"))
    assert "there is no such file" in why_refused("")


def test_a_directory_is_told(tmp_path: Path) -> None:
    assert "this is a directory" in why_refused(str(tmp_path))


def test_a_pipe_a_socket_and_a_device_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "this is a pipe" in why_refused(str(tmp_path / "pipe"))
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert "this is a pipe, a socket" in why_refused("socket")
    assert "or a device" in why_refused("/dev/null")


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, as_nobody: Callable[[], None]) -> None:
    (tmp_path / "a.txt").write_text("It rained.")
    (tmp_path / "a.txt").chmod(0)
    as_nobody()
    assert "you may not read this file" in why_refused(str(tmp_path / "a.txt"))


def test_odd_names_are_told_in_one_line(tmp_path: Path) -> None:
    assert "no such file" in why_refused(str(tmp_path / "a\nb"))
    assert "rename the file" in why_refused("a\0b")
    assert "rename the file" in why_refused(os.fsdecode(b"caf\xe9.txt"))
    assert "cannot be opened" in why_refused("a" * 5000)


def test_other_schemes_are_refused() -> None:
    assert "only http:// and https://" in why_refused("ftp://example.org/a.txt")


def test_nothing_is_left_open(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    (tmp_path / "a.txt").write_text("It rained.")
    (tmp_path / "a.pdf").write_text("It rained.")
    with load(str(tmp_path / "a.txt")) as document:
        list(document.drafts)
    assert document.file.closed
    why_refused(str(tmp_path / "a.pdf"))
    assert not [warning for warning in recwarn if warning.category is ResourceWarning]
