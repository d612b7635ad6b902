"""Splitting quotes that are longer than a message."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st
from icu4py.breakers import CharacterBreaker

from bot.saying.cutting import cluster_end, pieces, prefix_end, units
from tests.bot.passages import texts


@given(texts, st.integers(2, 40))
def test_pieces_cover_everything_but_white_space_at_the_cuts(text: str, budget: int) -> None:
    spans = list(pieces(text, 0, len(text), budget))
    assert spans[0].start == 0
    between = [text[a.end : b.start] for a, b in pairwise(spans)] + [text[spans[-1].end :]]
    assert all(gap == "" or gap.isspace() for gap in between)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(texts, st.integers(2, 40))
def test_no_piece_is_longer_than_its_budget(text: str, budget: int) -> None:
    assert all(0 < units(text[start:end]) <= budget for start, end in pieces(text, 0, len(text), budget))


@given(texts, st.integers(2, 40))
def test_a_prefix_is_the_longest_that_fits(text: str, budget: int) -> None:
    end = prefix_end(text, 0, budget)
    assert units(text[:end]) <= budget
    assert end == len(text) or units(text[: end + 1]) > budget


@given(texts, st.data())
def test_a_cut_without_white_space_keeps_grapheme_clusters_whole(text: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(1, len(text)))
    ends = set(accumulate(map(len, CharacterBreaker(text[: end + 64], "root"))))
    cut = cluster_end(text, 0, end)
    assert 0 < cut <= end
    if end <= 64 and any(stop <= end for stop in ends):
        assert cut in ends


def test_a_family_of_emoji_is_not_torn_apart() -> None:
    family = "👩‍👩‍👧‍👦"  # 7 code points, 11 units
    spans = list(pieces(family * 3, 0, 21, 30))
    assert [tuple(span) for span in spans] == [(0, 14), (14, 21)]


def test_a_cluster_longer_than_its_budget_is_cut_between_code_points() -> None:
    stack = "o" + "\u0301" * 100
    assert "".join(stack[a:b] for a, b in pieces(stack, 0, len(stack), 10)) == stack


def test_text_without_any_space_is_cut_all_the_same() -> None:
    assert [end - start for start, end in pieces("x" * 25, 0, 25, 10)] == [10, 10, 5]
