"""What a chat may not ask changes nothing of its answers: not a quote, not their order, not a score."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from index import Library

from .conftest import Rows, Told, Write, told
from .material import OTHER_TONGUES, WORDS, passage, questions, text

pytestmark = pytest.mark.usefixtures("in_folders_and_in_memory")


def answers(library: Library, asked: Sequence[str], collections: Sequence[str] = ("public",)) -> list[Told]:
    return [told(library.ask(question, collections, limit=50)) for question in asked]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_public_answers_are_the_same_whatever_a_private_collection_goes_through(
    seed: int, library: Library, write: Write
) -> None:
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    asked = questions(chance, 40)
    library.add(write("public.txt", text(chance, 60)), lang="en")
    before = answers(library, asked)
    assert any(hits for _, _, hits in before)

    private: list[int] = []
    for step in range(9):
        if private and chance.random() < 0.4:
            library.remove(private.pop(chance.randrange(len(private))))
        else:
            content = text(chance, chance.choice([1, 5, 300]))
            tongue = chance.choice(["en", "de", "ru", "xx", None])
            path = write(f"private-{chance.randrange(5)}.txt", f"{content}\n\n{chance.choice(OTHER_TONGUES)}")
            added = library.add(path, collection=chance.choice(["private", "secret"]), lang=tongue, title="wheat river")
            private = [*{*private, added.source.id}]
        assert answers(library, asked) == before, f"step {step}"


@pytest.mark.parametrize("seed", [4, 5])
def test_a_library_that_changes_answers_as_one_that_never_had_a_private_collection(
    seed: int, write: Write, library: Library, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    asked = questions(chance, 25)
    with Library.open(tmp_path_factory.mktemp("alone") / "library", create=True) as alone:
        for step in range(8):
            path = write(f"public-{step % 3}.txt", text(chance, chance.choice([1, 12, 50])))
            sources = [alone.add(path).source, library.add(path).source]
            secret = write(f"secret-{step % 2}.txt", text(chance, 70) + "\n\n" + passage(chance))
            gone = library.add(secret, collection="secret", lang=chance.choice(["en", "fr", "ru"])).source
            if step % 4 == 3:
                alone.remove(sources[0].id)
                library.remove(sources[1].id)
                library.remove(gone.id)
            assert answers(library, asked) == answers(alone, asked), f"step {step}"


def test_a_word_of_a_private_collection_is_unknown_in_public(library: Library, write: Write) -> None:
    library.add(write("public.txt", "The river rose by two metres."))
    library.add(write("private.txt", "Zanzibar signed the treaty."), collection="private")
    assert library.ask("Zanzibar").hits == ()
    assert library.ask("Zanzibar").confidence == 0
    assert library.ask("Zanzibar", ["private"]).answered
    assert library.ask("Zanzibar", ["private"]).hits[0].quote.passage.source.collection == "private"


def test_the_same_file_in_two_collections_is_two_sources(library: Library, write: Write) -> None:
    path = write("a.txt", "The river rose by two metres.")
    first, second = library.add(path).source, library.add(path, collection="private").source
    assert first.id != second.id
    library.remove(second.id)
    assert [hit.quote.passage.source.id for hit in library.ask("river", ["public", "private"]).hits] == [first.id]


@pytest.mark.parametrize("seed", [6, 7])
def test_asking_several_collections_is_asking_one_that_holds_all_of_them(
    seed: int, library: Library, write: Write
) -> None:
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    for name in ("north", "south", "east"):
        path = write(f"{name}.txt", text(chance, 9))
        library.add(path, collection=name, lang="en")
        library.add(path, collection="together", lang="en")
    library.add(write("west.txt", text(chance, 50)), collection="west")
    for question in questions(chance, 30):
        apart = library.ask(question, ["north", "south", "east"])
        assert told(apart) == told(library.ask(question, ["together"]))


def test_a_rare_word_weighs_by_all_the_collections_that_are_asked(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"text": f"The {word} rose."} for word in WORDS]), collection="a", lang="en")
    library.add(rows("b.jsonl", [{"text": "The river fell."}] * 20), collection="b", lang="en")
    (alone,) = library.rank("river", ["a"]).idfs
    (together,) = library.rank("river", ["a", "b"]).idfs
    assert together < alone


def test_collections_that_do_not_exist_hold_nothing(library: Library, write: Write) -> None:
    library.add(write("a.txt", "The river rose by two metres."))
    assert library.ask("river", ["nowhere"]).hits == ()
    assert library.ask("river", []).hits == ()
    assert told(library.ask("river", ["public", "nowhere", "public"])) == told(library.ask("river"))
