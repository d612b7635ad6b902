"""Exponential backoff."""

from __future__ import annotations

from itertools import islice

from bot.wire.backoff import RECONNECTING, RESENDING


def test_pauses_grow_to_the_longest() -> None:
    assert list(islice(RESENDING.pauses(), 6)) == [1, 2, 4, 8, 15, 15]


def test_pauses_stay_numbers_after_a_week_without_network() -> None:
    assert next(islice(RECONNECTING.pauses(), 100_000, None)) == 30


def test_each_trouble_begins_with_the_first_pause() -> None:
    assert next(RESENDING.pauses()) == next(RESENDING.pauses()) == 1
