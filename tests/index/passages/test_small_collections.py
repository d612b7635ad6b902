"""A collection of few passages has no folder: it answers as if it had one, and costs nothing until it is asked."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import Library, Passage
from index.asking.synonyms import SynonymFile
from index.passages import tantivy_engine
from index.passages.entries import Entry
from index.passages.indexes import Indexes
from index.passages.indexing import entry_of
from index.passages.memory_engine import OVERHEAD, MemoryEngine, MemorySnapshot
from index.passages.tantivy_engine import TantivyEngine
from index.store import Store
from tests.index.conftest import Rows, Told, Write, faults, quotes, small, told
from tests.index.copies import assert_as_if_built_anew, back_up_database, restore_database
from tests.index.material import OTHER_TONGUES, WORDS, passage, questions, text
from tests.index.processes import DIE, DIE_LATE, add, add_and_die

ASKED = ["river", "volcano", "closed", "river volcano", "What harbour closed?"]
FEW = "The river rose.\n\nThe harbour closed."
MANY = "\n\n".join(
    ["The volcano erupted.", "The comet closed in.", *(f"The bridge closed {n} times." for n in range(9))]
)


@pytest.fixture
def five() -> Iterator[None]:
    """Collections of at most five passages are small."""
    with small(5):
        yield


def folders(directory: Path) -> list[str]:
    """The collections that have one, by number."""
    return sorted(file.name for file in directory.glob("index/*/*"))


def garbled(chance: random.Random, question: str) -> str:
    """The question with a typing error in one of its words."""
    place = chance.randrange(12, len(question) - 1)
    return chance.choice([question[:place] + question[place + 1 :], question[:place] + "x" + question[place:]])


@pytest.mark.parametrize("seed", [1, 2])
def test_collections_in_folders_and_in_memory_give_the_same_answers(seed: int, tmp_path: Path, write: Write) -> None:
    """Also with typing errors, names for the same thing, other languages, removals and several collections at once."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    synonyms = "storm = tempest\nriver bridge = crossing\nminister = head of the ministry\n"
    said: list[list[Told]] = []
    steps = [(chance.choice(["public", "other"]), chance.choice([1, 20, 120]), chance.random()) for _ in range(7)]
    asked = [one for q in questions(chance, 20) for one in (q, garbled(chance, q))]
    asked += ["Tempest at the crossing?", "the head of the ministry", "наводнение река", "河水 条约", "Brücke am Haven"]
    for passages in (0, 10**9):
        drawn = random.Random(seed)  # noqa: S311  # repeatable, not secret
        answers: list[Told] = []
        directory = tmp_path / str(passages)
        with small(passages), Library.open(directory, create=True) as library:
            (directory / "synonyms.txt").write_text(synonyms)
            for step, (collection, size, fate) in enumerate(steps):
                content = f"{text(drawn, size)}\n\n{drawn.choice(OTHER_TONGUES)}\n\n{passage(drawn) * 20}"
                lang = "ru" if fate > 0.8 else "en"
                added = library.add(write(f"{step % 4}.txt", content), collection=collection, lang=lang)
                if fate < 0.3:
                    library.remove(added.source.id)
                for question in asked[step::3]:
                    answers += [
                        told(library.ask(question, names, limit=30)) for names in (["public"], ["other", "public"])
                    ]
            answers += [told(library.ask("And the storm?", ["public", "other"], follows=q)) for q in asked[:10]]
            assert bool(folders(directory)) == (passages == 0)
        said.append(answers)
    assert len(said[0]) > 150
    assert said[0] == said[1]


@pytest.mark.usefixtures("five")
def test_a_collection_that_grows_gets_a_folder_and_loses_it_when_it_shrinks(
    library: Library, directory: Path, write: Write
) -> None:
    few = library.add(write("few.txt", FEW), lang="en")
    assert folders(directory) == []
    assert_as_if_built_anew(library, directory, ASKED)
    for content, expected in [(MANY, ["1"]), ("The volcano slept.", []), (MANY, ["1"]), (MANY + "\n\nMore.", ["1"])]:
        changed = library.add(write("more.txt", content), lang="en")
        assert folders(directory) == expected
        assert_as_if_built_anew(library, directory, ASKED)
    library.remove(changed.source.id)
    assert folders(directory) == []
    assert_as_if_built_anew(library, directory, ASKED)
    library.remove(few.source.id)
    assert_as_if_built_anew(library, directory, ASKED)


@pytest.mark.usefixtures("five")
def test_passages_that_one_by_one_become_many_are_all_in_the_folder(
    library: Library, directory: Path, write: Write
) -> None:
    for n in range(8):
        library.add(write(f"{n}.txt", f"The harbour {n} closed."), lang="en")
        assert_as_if_built_anew(library, directory, ASKED)
        assert folders(directory) == (["1"] if n >= 5 else [])


@pytest.mark.usefixtures("five")
def test_a_passage_that_is_renamed_while_its_collection_grows_is_there_once(
    library: Library, directory: Path, rows: Rows
) -> None:
    old, new = [{"id": "a", "text": "The river rose."}], [{"id": str(n), "text": f"Rain {n}."} for n in range(9)]
    library.add(rows("a.jsonl", old), lang="en")
    library.add(rows("a.jsonl", old + new), lang="en", title="Harbour")
    assert quotes(library.ask("harbour river"))[0] == "The river rose."
    assert_as_if_built_anew(library, directory, ASKED)


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    ("moment", "grows"), [*((moment, True) for moment in DIE), *((moment, False) for moment in (*DIE, *DIE_LATE))]
)
def test_a_process_that_dies_while_a_collection_crosses_the_line_leaves_all_or_nothing(
    moment: str, grows: bool, directory: Path, write: Write
) -> None:
    with Library.open(directory, create=True) as library:
        library.add(write("a.txt", FEW if grows else MANY), lang="en")
        before = [told(library.ask(question)) for question in ASKED]
        add_and_die(moment, directory, write("a.txt", MANY if grows else "One.\n\nTwo.\n\nThree river."))
        for _ in range(2):
            assert_as_if_built_anew(library, directory, ASKED)
            assert ([told(library.ask(question)) for question in ASKED] == before) == (moment != "after both commits")
            library.add(write("b.txt", MANY), lang="en")
            assert_as_if_built_anew(library, directory, ASKED)
            library.remove(library.sources()[-1].source.id)


def test_what_another_process_adds_is_seen_by_the_next_question(
    library: Library, directory: Path, write: Write
) -> None:
    library.add(write("a.txt", FEW), lang="en")
    assert quotes(library.ask("volcano")) == []
    add(directory, write("b.txt", "The volcano erupted."))
    assert quotes(library.ask("volcano")) == ["The volcano erupted."]


def test_an_old_copy_of_the_database_under_an_open_library_is_what_counts(
    library: Library, directory: Path, tmp_path: Path, write: Write
) -> None:
    library.add(write("a.txt", FEW), lang="en")
    copy = back_up_database(directory, tmp_path / "copy")
    library.add(write("b.txt", "The volcano erupted."), lang="en")
    assert quotes(library.ask("volcano")) == ["The volcano erupted."]
    library.close()
    restore_database(copy, directory)
    with Library.open(directory) as reopened:
        assert quotes(reopened.ask("volcano")) == []
        reopened.add(write("b.txt", "The comet fell."), lang="en")
        assert_as_if_built_anew(reopened, directory, [*ASKED, "comet"])


def test_threads_that_ask_for_the_same_collection_at_once_get_the_same_answer(
    library: Library, directory: Path, write: Write
) -> None:
    library.add(write("a.txt", text(random.Random(1), 60)), lang="en")  # noqa: S311  # repeatable, not secret
    before = told(library.ask(WORDS[0]))
    for _ in range(3):
        with Library.open(directory) as opened, ThreadPoolExecutor(4) as threads:
            answers = threads.map(opened.ask, [WORDS[0]] * 4)
            assert [told(answer) for answer in answers] == [before] * 4


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_hundreds_of_small_collections_hold_no_thread_no_file_and_no_folder(directory: Path, write: Write) -> None:
    path = write("a.txt", FEW)
    with Library.open(directory, create=True) as library:
        for n in range(300):
            library.add(path, collection=f"chat:{n}", lang="en")
    before = _held()
    with Library.open(directory) as library:
        opened = _held()
        for n in range(300):
            assert quotes(library.ask("What closed?", [f"chat:{n}"])) == ["The harbour closed."]
        assert _held() == opened
    assert opened[0] == before[0]
    assert folders(directory) == []


def _held() -> tuple[int, int]:
    """The threads of this process, of tantivy's too, and the files of an index that it has mapped."""
    mapped = [line for line in Path("/proc/self/maps").read_text().splitlines() if "/index/terms-" in line]
    return len(os.listdir("/proc/self/task")), len(mapped)


def test_memory_holds_no_more_than_it_may() -> None:
    engine = MemoryEngine(characters=4 * (OVERHEAD + 600))
    for collection in range(10):
        with engine.change(collection, collection + 1) as change:
            change.add(Entry(1, 1, "en", "river " * 100))
    assert [collection for collection in range(10) if engine.at_hand(collection, collection + 1)] == [6, 7, 8, 9]
    with engine.change(50, 1) as change:
        change.add(Entry(1, 1, "en", "river " * 10_000))
    assert engine.at_hand(50, 1) is not None


def test_folders_beyond_those_kept_open_are_opened_again(
    directory: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_engine, "OPEN", 2)
    with small(0), Library.open(directory, create=True) as library:
        for n in range(5):
            library.add(write(f"{n}.txt", f"The harbour {n} closed."), collection=f"chat:{n}", lang="en")
        for _ in range(2):
            for n in range(5):
                assert quotes(library.ask("harbour", [f"chat:{n}"])) == [f"The harbour {n} closed."]
        assert len(quotes(library.ask("harbour", [f"chat:{n}" for n in range(5)]))) == 5
        assert faults(library) == []


class Forgetful(MemoryEngine):
    """Lets go of a collection as soon as it was looked at to be changed, as may happen while others are asked."""

    def at_hand(self, collection: int, mark: int) -> MemorySnapshot | None:
        known = super().snapshot(collection)
        return known if known and known.mark == mark else None

    def snapshot(self, collection: int) -> MemorySnapshot | None:
        found = super().snapshot(collection)
        self.forget(collection)
        return found


def test_what_is_let_go_while_it_is_brought_up_to_date_is_whole_all_the_same(directory: Path, write: Write) -> None:
    directory.mkdir(0o700)
    store = Store(directory / "library.db")
    indexes = Indexes(store, TantivyEngine(directory / "index"), Forgetful())
    with Library(store, indexes, SynonymFile(directory / "synonyms.txt")) as library:
        for n in range(4):
            library.add(write(f"{n}.txt", f"The harbour {n} closed."), lang="en")
            assert len(quotes(library.ask("harbour"))) == n + 1
        assert_as_if_built_anew(library, directory, ASKED)


@pytest.mark.attack("a chat adds a few very long passages, which each question would analyse anew")
def test_few_passages_that_are_long_have_a_folder_and_questions_analyse_none_of_them(
    directory: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "It rained on it all night. " * 400
    path = rows("long.jsonl", [{"text": f"The river number {n} rose. {long}"} for n in range(60)])
    with Library.open(directory, create=True) as library:
        assert library.add(path).added == 60
    analysed = []

    def noted(passage: Passage, mark: int) -> Entry:
        analysed.append(passage.id)
        return entry_of(passage, mark)

    monkeypatch.setattr("index.passages.reconciliation.entry_of", noted)
    with Library.open(directory) as library:
        assert library.ask("Which river number 7 rose?").hits
        source = library.sources()[0].source
    assert analysed == []
    monkeypatch.undo()
    with Library.open(directory) as library:
        library.remove(source.id)
        assert folders(directory) == []
        assert faults(library) == []
