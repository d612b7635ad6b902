"""A disk that is full: an addition is one clear line, the library is as before, and questions are answered."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from index import Library, StoreError
from index.passages import indexes
from index.store import identity

from .conftest import Told, Write, dump, faults, quotes, told
from .copies import back_up_database
from .material import text

STEPS, STEP = 40, 10_240
QUESTION = "What of the river and the harbour?"


@contextmanager
def disk(where: Path, size: int) -> Iterator[Path]:
    """A file system of its own, of so many bytes."""
    where.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "verbatim", str(where)]
    try:
        subprocess.run(mount, check=True, capture_output=True)  # noqa: S603  # our own command
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"nothing can be mounted here: {error}")
    try:
        yield where
    finally:
        subprocess.run(["umount", "-l", str(where)], check=True)  # noqa: S603, S607  # our own command


def occupied(directory: Path) -> int:
    """The bytes that a copy of a directory takes in memory, by pages."""
    sizes = [path.stat().st_size for path in directory.rglob("*") if path.is_file()]
    return sum((size + 4095) // 4096 * 4096 for size in sizes) + 4096 * len(list(directory.rglob("*")))


@pytest.mark.attack("the disk is full")
@pytest.mark.parametrize("small", [0, indexes.SMALL], ids=["in folders", "growing out of memory"])
def test_an_addition_to_disks_of_growing_sizes_succeeds_or_leaves_all_as_before(
    small: int, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can mount a disk")
    monkeypatch.setattr(indexes, "SMALL", small)
    chance = random.Random(4)  # noqa: S311  # repeatable, not secret
    sound = tmp_path / "sound"
    with Library.open(sound, create=True) as library:
        library.add(write("a.txt", text(chance, 60)), lang="en")
        before = told(library.ask(QUESTION))
    content, more = dump(sound), write("b.txt", text(chance, 700))
    refused: list[int] = []
    for step in range(STEPS):
        with disk(tmp_path / "disk", occupied(sound) + step * STEP) as mounted:
            directory = Path(shutil.copytree(sound, mounted / "library"))
            with Library.open(directory) as library:
                if is_added(library, more):
                    continue
                refused.append(step)
                answered(library, before)
            with Library.open(directory) as library:
                answered(library, before)
            assert dump(back_up_database(directory, tmp_path / f"{small} {step}")) == content
    assert STEPS / 2 < len(refused) < STEPS


@pytest.mark.usefixtures("in_folders")
def test_where_an_index_cannot_be_made_anew_questions_are_answered_from_memory(tmp_path: Path, write: Write) -> None:
    sound = tmp_path / "sound"
    with Library.open(sound, create=True) as library:
        library.add(write("a.txt", text(random.Random(4), 60)), lang="en")  # noqa: S311  # repeatable, not secret
        before = told(library.ask(QUESTION))
    with disk(tmp_path / "disk", 2 * occupied(sound) + 65_536) as mounted:
        directory = Path(shutil.copytree(sound, mounted / "library"))
        with Library.open(directory) as library:
            shutil.rmtree(directory / "index")
            fill(mounted / "rest")
            answered(library, before)
            with Library.open(directory) as another:
                answered(another, before)
            assert not list((directory / "index").rglob("*.store"))


def test_what_is_added_once_there_is_room_again_is_seen_by_whom_was_open_before(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "LOOKED_AT", 0.0)
    sound = tmp_path / "sound"
    with Library.open(sound, create=True) as library:
        library.add(write("a.txt", "The river rose."), lang="en")
    with disk(tmp_path / "disk", occupied(sound) + 500_000) as mounted:
        directory = Path(shutil.copytree(sound, mounted / "library"))
        fill(mounted / "rest")
        with Library.open(directory) as library:
            assert quotes(library.ask("river")) == ["The river rose."]
            (mounted / "rest").unlink()
            with Library.open(directory) as another:
                another.add(write("b.txt", "The lake fell."), lang="en")
            assert quotes(library.ask("lake")) == ["The lake fell."]
            library.add(write("c.txt", "The sea stayed."), lang="en")
            assert quotes(library.ask("sea")) == ["The sea stayed."]
            assert faults(library) == []


def fill(path: Path) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(b"0" * 4096):
            pass


def is_added(library: Library, path: str) -> bool:
    try:
        library.add(path, lang="en")
    except StoreError as error:
        (line,) = str(error).splitlines()
        assert "the disk is full" in line
        return False
    assert faults(library) == []
    return True


def answered(library: Library, before: Told) -> None:
    assert told(library.ask(QUESTION)) == before
    assert len(library.sources()) == 1
