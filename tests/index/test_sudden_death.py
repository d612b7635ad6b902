"""A process that is killed while it adds leaves a library that answers as if it had finished, or never begun."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from index import Library

from .conftest import Write, quotes
from .copies import answers, assert_as_if_built_anew
from .material import questions, text
from .processes import DIE, add_and_die, start_adding

pytestmark = pytest.mark.usefixtures("in_folders")

ASKED = ["river bridge", "volcano comet", "volcano", "harbour", "wheat barley", "closed"]
OLD = "The river rose.\n\nThe bridge closed.\n\nThe harbour closed."
NEW = "The volcano erupted.\n\nThe comet closed in.\n\nThe bridge closed.\n\nA comet is ice."
LATER = "Wheat fell.\n\nBarley rose.\n\nRye closed the list."


@pytest.mark.parametrize("moment", DIE)
@pytest.mark.parametrize("what", ["another document", "a changed version"])
def test_the_next_process_finds_all_or_nothing_of_it(moment: str, what: str, directory: Path, write: Write) -> None:
    with Library.open(directory, create=True) as library:
        library.add(write("a.txt", OLD), lang="en")
        before = answers(library, ASKED)
    add_and_die(moment, directory, write("a.txt" if what == "a changed version" else "b.txt", NEW))
    with Library.open(directory) as library:
        assert_as_if_built_anew(library, directory, ASKED)
        if moment == "after both commits":
            assert "The volcano erupted." in quotes(library.ask("volcano"))
        else:
            assert answers(library, ASKED) == before


@pytest.mark.parametrize("moment", DIE)
def test_a_process_that_was_open_all_the_time_goes_on(
    moment: str, directory: Path, write: Write, library: Library
) -> None:
    library.add(write("a.txt", OLD), lang="en")
    answers(library, ASKED)
    add_and_die(moment, directory, write("b.txt", NEW))
    assert_as_if_built_anew(library, directory, ASKED)


@pytest.mark.parametrize("change", ["add", "add a changed version", "remove"])
def test_a_process_that_was_open_all_the_time_can_add_and_remove(
    change: str, directory: Path, write: Write, library: Library
) -> None:
    source = library.add(write("a.txt", OLD), lang="en").source
    answers(library, ASKED)
    add_and_die("between the commits of index and store", directory, write("b.txt", NEW))
    if change == "remove":
        library.remove(source.id)
    else:
        library.add(write("c.txt" if change == "add" else "a.txt", LATER), lang="en")
    assert_as_if_built_anew(library, directory, ASKED)
    with Library.open(directory) as reopened:
        assert_as_if_built_anew(reopened, directory, ASKED)


def test_killed_at_any_moment_and_begun_again(directory: Path, write: Write) -> None:
    chance = random.Random(11)  # noqa: S311  # repeatable, not secret
    asked = questions(chance, 15)
    with Library.open(directory, create=True) as library:
        library.add(write("old.txt", text(chance, 40)), lang="en")
        counted = sum(summary.passages for summary in library.sources())
        for attempt in range(4):
            path = write(f"new-{attempt % 3}.txt", text(chance, 800))
            process = start_adding(directory, path)
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.random() * 0.3)
            process.kill()
            process.communicate()
            if attempt % 2:
                assert_as_if_built_anew(library, directory, asked)
            else:
                with Library.open(directory) as reopened:
                    assert_as_if_built_anew(reopened, directory, asked)
            assert sum(summary.passages for summary in library.sources()) >= counted
        library.add(path, lang="en")
        assert_as_if_built_anew(library, directory, asked)
