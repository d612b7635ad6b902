"""The files of a data directory are their owner's alone."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.keeping.answers import AnswerStore
from bot.keeping.chats import ChatStore
from index import Library
from index.passages.indexes import SMALL


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def open_to_others(directory: Path) -> list[str]:
    """The files and folders, from the directory down, that others may open."""
    found = [directory, *directory.rglob("*")]
    return [f"{path} {path.stat().st_mode:o}" for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]


def fill(tmp_path: Path, directory: Path) -> None:
    """Make a library with an index on disk, and the files of the bot; leave all of them open while it is looked at."""
    text = tmp_path / "lanterns.txt"
    text.write_text("\n\n".join(f"Lantern number {number} hangs at the pier." for number in range(2 * SMALL)))
    with (
        Library.open(directory, create=True) as library,
        closing(AnswerStore.open(directory)) as answers,
        closing(ChatStore.open(directory)) as chats,
    ):
        library.add(str(text))
        library.add(str(text), title="Lanterns")
        assert library.ask("Which lantern hangs at the pier?").hits
        chats.notes.set("name", "value")
        answers.purge()
        assert {path.name for path in directory.iterdir()} >= {"library.db-wal", "chats.db-wal", "conversations.db-wal"}
        assert open_to_others(directory) == []


@pytest.mark.attack("another user of the machine reads the files")
@pytest.mark.parametrize("mask", [0o022, 0o000])
def test_whatever_the_umask_nobody_else_can_open_them(tmp_path: Path, directory: Path, mask: int) -> None:
    with umask(mask):
        fill(tmp_path, directory)
    assert open_to_others(directory) == []
    with Library.open(directory) as library:
        assert all(finding.faults == () for finding in library.check())


@pytest.mark.parametrize("mask", [0o022, 0o000])
def test_a_directory_above_it_is_made_as_usual(tmp_path: Path, mask: int) -> None:
    with umask(mask):
        Library.open(tmp_path / "data" / "library", create=True).close()
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o777 & ~mask
    assert open_to_others(tmp_path / "data" / "library") == []


def test_what_earlier_versions_made_is_narrowed_and_the_log_says_so(
    tmp_path: Path, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fill(tmp_path, directory)
    for path in directory.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    with caplog.at_level(logging.INFO), Library.open(directory) as library, closing(ChatStore.open(directory)):
        assert library.ask("Which lantern hangs at the pier?").hits
    (conversations,) = open_to_others(directory)  # nobody has opened it yet
    assert "conversations.db" in conversations
    for name in ("library.db", "chats.db", "index"):
        assert f"{directory / name} could be opened by other users" in caplog.text


def test_a_directory_that_was_there_before_is_left_as_it_is_and_the_check_tells(
    tmp_path: Path, directory: Path
) -> None:
    directory.mkdir(0o700)
    directory.chmod(0o755)
    with Library.open(directory, create=True) as library:
        (finding,) = (one for one in library.check() if "other users" in one.what)
        assert finding.faults == (f"{directory} may be opened by other users (mode 0755): chmod go= {directory}",)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o755
