"""Several processes at one library: what one adds the others see, writers take turns, and readers never wait."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest

from index import Library, StoreBusy
from index.store import PATIENCE, Store

from .conftest import Told, Write, dump, faults, quotes, told
from .copies import assert_as_if_built_anew
from .processes import add, between_two_commits, finish, start_adding, writing

pytestmark = pytest.mark.usefixtures("in_folders")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writers wait a fifth of a second instead of a minute."""
    monkeypatch.setattr(Store.transaction.__wrapped__, "__defaults__", (0.2,))  # type: ignore[attr-defined]


def test_what_another_process_adds_is_seen_by_the_next_question(
    library: Library, directory: Path, write: Write
) -> None:
    library.add(write("a.txt", "The river rose."))
    assert quotes(library.ask("volcano")) == []
    add(directory, write("b.txt", "The volcano erupted."))
    assert quotes(library.ask("volcano")) == ["The volcano erupted."]
    add(directory, write("c.txt", "A comet fell."), collection="sky")
    assert quotes(library.ask("comet", ["sky"])) == ["A comet fell."]
    add(directory, write("b.txt", "The volcano slept."))
    assert quotes(library.ask("volcano")) == ["The volcano slept."]


def test_a_library_opened_before_there_was_anything_sees_the_first_source(
    library: Library, directory: Path, write: Write
) -> None:
    assert library.is_empty()
    add(directory, write("a.txt", "The river rose."))
    assert quotes(library.ask("river")) == ["The river rose."]
    assert not library.is_empty()


def test_processes_that_add_at_once_all_succeed(directory: Path, write: Write) -> None:
    words = ["river", "bridge", "harbour", "volcano"]
    processes = [
        start_adding(directory, write(f"{word}.txt", f"The {word} closed.\n\n" + "It rained.\n\n" * 200))
        for word in words
    ]
    for process in processes:
        finish(process)
    with Library.open(directory) as library:
        assert [quotes(library.ask(word))[0] for word in words] == [f"The {word} closed." for word in words]
        assert len(library.sources()) == len(words)
        assert_as_if_built_anew(library, directory, words)


def test_a_writer_waits_for_another(library: Library, directory: Path, write: Write) -> None:
    library.add(write("a.txt", "The river rose."))
    path = write("b.txt", "The volcano erupted.")
    with writing(directory):
        adding = threading.Thread(target=library.add, args=[path])
        adding.start()
        adding.join(0.5)
        assert adding.is_alive()
    adding.join(20)
    assert quotes(library.ask("volcano")) == ["The volcano erupted."]


@pytest.mark.usefixtures("impatient")
def test_a_writer_that_waited_too_long_leaves_everything_as_it_was(
    library: Library, directory: Path, write: Write
) -> None:
    source = library.add(write("a.txt", "The river rose.")).source
    before = dump(directory)
    path = write("a.txt", "The volcano erupted.")
    with writing(directory):
        with pytest.raises(StoreBusy, match="another process is writing"):
            library.add(path)
        with pytest.raises(StoreBusy):
            library.remove(source.id)
        with pytest.raises(StoreBusy):
            library.set_collections_of(1, ["public"])
    assert dump(directory) == before
    assert quotes(library.ask("river")) == ["The river rose."]
    assert faults(library) == []


def test_a_question_does_not_wait_for_a_writer(library: Library, directory: Path, write: Write) -> None:
    library.add(write("a.txt", "The river rose."))
    with writing(directory):
        began = time.perf_counter()
        assert quotes(library.ask("river")) == ["The river rose."]
        with Library.open(directory) as another:
            assert quotes(another.ask("river")) == ["The river rose."]
        assert library.collections_of(5) == ("public",)
        assert time.perf_counter() - began < PATIENCE / 2


def test_a_question_does_not_wait_where_the_index_is_to_be_mended(directory: Path, write: Write) -> None:
    with Library.open(directory, create=True) as library:
        library.add(write("a.txt", "The river rose."))
    shutil.rmtree(directory / "index")
    with writing(directory):
        began = time.perf_counter()
        opened = Library.open(directory)
        opened.ask("river")
        assert time.perf_counter() - began < PATIENCE / 2
    with opened:
        assert quotes(opened.ask("river")) == ["The river rose."]


def test_what_is_not_committed_in_the_store_moves_no_answer(directory: Path, write: Write) -> None:
    with Library.open(directory, create=True) as library:
        library.add(write("a.txt", "The river rose.\n\nThe bridge closed."), lang="en")
        before = told(library.ask("river bridge"))
        path = write("b.txt", "\n\n".join(f"The river {n} rose again." for n in range(50)))
        with between_two_commits(directory, path):
            assert told(library.ask("river bridge")) == before
            with Library.open(directory) as another:
                assert told(another.ask("river bridge")) == before
        assert told(library.ask("river bridge")) != before


def test_questions_while_another_process_adds_are_answered_from_before_or_after(
    library: Library, directory: Path, write: Write
) -> None:
    library.add(write("a.txt", "The river rose.\n\nThe bridge closed."), lang="en")
    before = told(library.ask("river bridge"))
    path = write("b.txt", "\n\n".join(f"The river {n} rose again." for n in range(1500)))
    process = start_adding(directory, path)
    seen: list[Told] = []
    while process.poll() is None:
        answer = told(library.ask("river bridge"))
        if not seen or seen[-1] != answer:
            seen.append(answer)
    finish(process)
    after = told(library.ask("river bridge"))
    assert before != after
    assert all(answer in (before, after) for answer in seen)


def test_threads_ask_one_library_while_it_is_added_to(library: Library, write: Write) -> None:
    library.add(write("a.txt", "The river rose."), lang="en")
    wrong: list[list[str]] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            if (found := quotes(library.ask("river", limit=1))) != ["The river rose."]:
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(4):
        library.add(write(f"{n}.txt", f"The harbour closed {n} times."), lang="en")
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert faults(library) == []
