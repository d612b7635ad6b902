"""An index is a cache: whatever becomes of its files, questions are answered, and `check` does not fall over."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from tests.index.conftest import Told, faults, small
from tests.index.copies import answers
from tests.index.material import questions, text

pytestmark = pytest.mark.usefixtures("in_folders")

ASKED = questions(random.Random(5), 12)  # noqa: S311  # repeatable, not secret
FILES = ["meta.json", ".managed.json", "*.fast", "*.fieldnorm", "*.idx", "*.store", "*.term"]


def bury(content: bytes, at: int, length: int) -> bytes:
    """`content` with garbage in one place."""
    return content[:at] + random.Random(at).randbytes(length) + content[at + length :]  # noqa: S311  # repeatable, not secret


DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "emptied": lambda file: file.write_bytes(b""),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "all garbage": lambda file: file.write_bytes(random.Random(1).randbytes(file.stat().st_size)),  # noqa: S311  # repeatable, not secret
}
ROT: dict[str, Callable[[Path], object]] = {
    "at the beginning": lambda file: file.write_bytes(bury(file.read_bytes(), 0, 40)),
    "in the middle": lambda file: file.write_bytes(bury(file.read_bytes(), file.stat().st_size // 2, 8)),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Told]]:
    """A library, and what it has to say."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "a.txt").write_text(text(random.Random(6), 80))  # noqa: S311  # repeatable, not secret
    with small(0), Library.open(folder / "library", create=True) as library:
        library.add(str(folder / "a.txt"), lang="en")
        return folder / "library", answers(library, ASKED)


def damaged(sound: Path, directory: Path, name: str, damage: Callable[[Path], object]) -> Path:
    """A copy of a library, one file of its index damaged."""
    shutil.copytree(sound, directory)
    (file,) = (directory / "index").rglob(name)
    damage(file)
    return directory


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_of_the_index_that_is_gone_is_made_anew(
    name: str, damage: str, directory: Path, sound: tuple[Path, list[Told]]
) -> None:
    with Library.open(damaged(sound[0], directory, name, DAMAGES[damage])) as library:
        assert answers(library, ASKED) == sound[1]
        assert faults(library) == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ROT)
def test_rot_inside_a_file_never_reaches_a_user_as_a_crash(
    name: str, damage: str, directory: Path, sound: tuple[Path, list[Told]]
) -> None:
    with Library.open(damaged(sound[0], directory, name, ROT[damage])) as library:
        answers(library, ASKED)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ROT)
def test_rot_inside_a_file_is_found_by_check(
    name: str, damage: str, directory: Path, sound: tuple[Path, list[Told]]
) -> None:
    with Library.open(damaged(sound[0], directory, name, ROT[damage])) as library:
        if not faults(library):
            assert answers(library, ASKED) == sound[1]


def test_a_file_in_the_place_of_the_index_is_no_obstacle(directory: Path, sound: tuple[Path, list[Told]]) -> None:
    shutil.copytree(sound[0], directory)
    shutil.rmtree(directory / "index")
    (directory / "index").write_text("not a folder")
    with Library.open(directory) as library:
        assert answers(library, ASKED) == sound[1]
