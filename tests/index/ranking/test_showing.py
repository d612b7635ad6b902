"""How many quotes a person is shown at first."""

from __future__ import annotations

import pytest

from index import Draft, Hit, Library, Passage, Quote, Source, Span
from index.model import WHOLE
from index.ranking.showing import AT_FIRST, NEAR, SHORT, shown_at_first
from index.ranking.weights import weights
from tests.index.conftest import Rows

SURE, UNSURE = weights().sure_from, weights().sure_from - 0.01


def hit(score: float, length: int = 50, matches: tuple[Span, ...] = (Span(0, 3),), **parts: float) -> Hit:
    passage = Passage(1, Source(1, "public", "/a", "a"), 1, Draft("x" * length), (Span(0, length),), "en")
    return Hit(Quote(passage, 0, length), score, matches, parts)


def test_nothing_is_shown_of_what_does_not_answer() -> None:
    assert shown_at_first([], 0.9) == 0
    assert shown_at_first([hit(9), hit(9)], weights().answer_from - 0.01) == 0


def test_one_where_it_is_sure_and_up_to_three_where_it_is_not() -> None:
    alike = [hit(9 - n / 10) for n in range(5)]
    assert shown_at_first(alike, SURE) == 1
    assert [shown_at_first(alike[:number], UNSURE) for number in range(1, 6)] == [1, 2, 3, 3, 3]
    assert weights().answer_from < UNSURE


@pytest.mark.parametrize(
    ("second", "shown"),
    [
        (hit(9 - NEAR), 3),
        (hit(9 - NEAR - 0.1), 1),  # far less likely
        (hit(9, SHORT), 3),
        (hit(9, SHORT + 1), 1),
        (hit(9, matches=()), 1),  # the reader could not see why it is there
        (hit(9, matches=(), headings=0.3), 3),
        (hit(9, matches=(), lead_in=0.3), 3),
    ],
)
def test_those_beside_the_first_are_about_as_likely_short_and_about_the_question(second: Hit, shown: int) -> None:
    assert shown_at_first([hit(9), second, hit(8)], UNSURE) == shown


def test_a_long_first_quote_stands_alone() -> None:
    assert shown_at_first([hit(9, WHOLE), hit(9)], UNSURE) == 2
    assert shown_at_first([hit(9, WHOLE + 1), hit(9)], UNSURE) == 1


def test_of_what_is_offered_the_first_are_shown(library: Library, rows: Rows) -> None:
    texts = [f"The {what} takes drivers for {n} crowns." for n, what in enumerate(("ferry", "tram", "cart", "bus"), 3)]
    library.add(rows("a.jsonl", [{"text": text} for text in texts]), lang="en")
    for question in ("Who takes drivers for crowns?", "Does the tram take drivers?", "Is there a zeppelin?"):
        answer = library.ask(question)
        assert answer.answered == (answer.shown > 0)
        assert answer.shown <= min(AT_FIRST, len(answer.offered))
        assert answer.offered[: answer.shown] == answer.hits[: answer.shown]
