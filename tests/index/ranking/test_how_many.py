"""How many quotes somebody wants says how many there are, and nothing else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from index import Answer, Library, Quote
from tests.index.conftest import Rows, Told, Write, quotes, told
from tests.index.material import passage, questions, text

pytestmark = pytest.mark.usefixtures("in_folders_and_in_memory")

CORPUS = next((Path(__file__).parents[3] / "data" / "corpus").glob("*.txt"))
NUMBERS = (1, 2, 9, 10, 11, 15, 19, 20, 21, 25, 40, 50)


def places(answer: Answer) -> list[list[Quote]]:
    """The places of each hit, with those of its copies."""
    return [[hit.quote, *hit.also] for hit in answer.hits]


def assert_nothing_else_changes(library: Library, question: str, follows: str | None = None) -> None:
    most = library.ask(question, limit=NUMBERS[-1], follows=follows)
    answered, confidence, hits = told(most)
    said = [hit.quote.text for hit in most.hits]
    assert len(set(said)) == len(said), question
    for number in NUMBERS:
        answer = library.ask(question, limit=number, follows=follows)
        wanted: Told = answered, confidence, hits[: len(answer.hits)]
        assert told(answer) == wanted, (question, number)
        assert places(answer) == places(most)[: len(answer.hits)], (question, number)
        assert len(answer.hits) == min(number, len(most.hits)) or follows, (question, number)
        assert (answer.shown, answer.evidence) == (most.shown, most.evidence)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_greater_number_only_adds_quotes_at_the_end(seed: int, library: Library, write: Write) -> None:
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    library.add(write("a.txt", text(chance, 60)), lang="en")
    library.add(write("b.txt", "\n\n".join(passage(chance) for _ in range(40))), date="2024-05-06", lang="en")
    asked = questions(chance, 30)
    for question, follows in zip(asked, [*asked[1:], None], strict=True):
        assert_nothing_else_changes(library, question)
        assert_nothing_else_changes(library, question, follows)
    assert any(len(library.ask(question, limit=50).hits) == 50 for question in asked)


def test_also_where_sentences_are_copied_or_differ_in_a_figure(library: Library, rows: Rows) -> None:
    chance = random.Random(4)  # noqa: S311  # repeatable, not secret
    texts = [
        chance.choice(["The river rose.", f"The river rose by {n} metres.", f"The river rose. {passage(chance)}"])
        for n in range(60)
    ]
    dated = [{"text": text, "date": f"20{chance.randrange(10, 25)}-01-01"} for text in texts]
    library.add(rows("a.jsonl", dated), lang="en")
    for question in ("river", "How far did the river rise?", "What of the river harbour?"):
        assert_nothing_else_changes(library, question)


def test_as_many_as_are_wanted_where_there_are_as_many(library: Library, rows: Rows) -> None:
    chance = random.Random(5)  # noqa: S311  # repeatable, not secret
    copies = [{"text": "The river rose. It fell."}] * 9
    others = [{"text": f"A {passage(chance)} The river passes village {n} at night."} for n in range(30)]
    library.add(rows("a.jsonl", [*copies, *others]), lang="en")
    for number in (1, 2, 3, 12, 20):
        assert len(quotes(library.ask("river", limit=number))) == number


def test_copies_beyond_the_best_passages_are_not_shown_again(library: Library, rows: Rows) -> None:
    copies = [{"text": "The river rose."}] * 14
    others = [{"text": f"{mark} of the river {word} it."} for mark in "ABCDEFGH" for word in ("made", "left")]
    library.add(rows("a.jsonl", [*copies, *others]), lang="en")
    said = quotes(library.ask("river rose", limit=10))
    assert said[0] == "The river rose."
    assert len(said) == 10
    assert quotes(library.ask("river rose", limit=30))[:10] == said
    assert quotes(library.ask("river rose", limit=30)).count("The river rose.") == 1


def test_the_shipped_corpus_gives_the_same_answer_for_any_number(library: Library) -> None:
    library.add(str(CORPUS))
    texts = quotes(library.ask("Who was killed in the attacks of Russia?", limit=30))
    for one in texts:
        assert_nothing_else_changes(library, " ".join(one.split()[:8]))
