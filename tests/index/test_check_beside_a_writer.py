"""`check` finds no fault where there is none, whatever another process writes meanwhile."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from index.passages.tantivy_engine import TantivyEngine
from index.store import Store

from .conftest import Write, faults
from .material import text
from .processes import add, between_two_commits, start

CHECKS = 25

WRITE = """
import sys
from pathlib import Path
from index import Library
with Library.open(Path(sys.argv[1])) as library:
    round = 0
    print("writing", flush=True)
    while True:
        for path in sys.argv[2:]:
            library.add(path, title=f"Round {round}")
            round += 1
        for summary in library.sources()[1:]:
            library.remove(summary.source.id)
"""


@pytest.mark.usefixtures("in_folders_and_in_memory")
def test_it_finds_no_fault_beside_a_writer(directory: Path, write: Write) -> None:
    paths = []
    for seed in range(3):
        chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
        headings = "\n\n".join(f"# Part {n}\n\n## Of {n}\n\n{text(chance, 30)}" for n in range(10))
        paths.append(write(f"{seed}.md", headings))
    with Library.open(directory, create=True) as library:
        library.add(paths[0], lang="en")
        writer = start(WRITE, str(directory), *paths)
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "writing\n"
            found = [fault for _ in range(CHECKS) for fault in faults(library)]
            assert writer.poll() is None
        finally:
            writer.kill()
            writer.communicate()
    assert found == []


@pytest.mark.usefixtures("in_folders")
@pytest.mark.parametrize("after", ["the index was opened", "the store was read"])
def test_a_source_that_is_stored_meanwhile_is_no_fault(
    after: str, library: Library, directory: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add(write("a.txt", "The river rose."))
    path = write("b.txt", "The volcano erupted.")

    def once(owner: type, verb: str) -> None:
        found: Callable[..., object] = getattr(owner, verb)

        def called(*args: object, **kwargs: object) -> object:
            monkeypatch.setattr(owner, verb, found)
            result = found(*args, **kwargs)
            add(directory, path)
            return result

        monkeypatch.setattr(owner, verb, called)

    once(*((TantivyEngine, "snapshot") if after == "the index was opened" else (Store, "collections")))
    assert faults(library) == []
    assert len(library.sources()) == 2


@pytest.mark.usefixtures("in_folders")
def test_a_writer_between_its_two_commits_is_waited_for(
    library: Library, directory: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a minute; here for as short as it takes to see that nothing else is called a fault."""
    library.add(write("a.txt", "The river rose."))
    with between_two_commits(directory, write("b.txt", "The volcano erupted.")):
        monkeypatch.setattr(Store.transaction.__wrapped__, "__defaults__", (0.2,))  # type: ignore[attr-defined]
        found = faults(library)
    assert len(found) == 1
    assert "another process is writing" in found[0]
    assert faults(library) == []
