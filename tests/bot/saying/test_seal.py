"""What is sealed can be read and made by the holder of the key alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.saying.seal import Seal, new_key

SEAL = Seal(new_key())
contents = st.binary(min_size=1, max_size=64)


@given(contents, st.text())
def test_it_opens_for_its_purpose_and_with_its_key_alone(content: bytes, purpose: str) -> None:
    sealed = SEAL.close(content, purpose)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", sealed)
    assert SEAL.open(sealed, purpose) == content
    assert SEAL.close(content, purpose) == sealed
    assert SEAL.open(sealed, purpose + "!") is None
    assert Seal(new_key()).open(sealed, purpose) is None


@given(contents, st.data())
def test_nothing_that_is_changed_opens(content: bytes, data: st.DataObject) -> None:
    sealed = SEAL.close(content, "a link")
    place = data.draw(st.integers(0, len(sealed) - 1))
    other = data.draw(st.characters())
    changed = sealed[:place] + other + sealed[place + 1 :]
    assert SEAL.open(changed, "a link") == (content if changed == sealed else None)
    for longer in (sealed + "=", sealed + " ", sealed + "A", "\n" + sealed, sealed[:-1]):
        assert SEAL.open(longer, "a link") is None


@given(st.binary(min_size=8, max_size=8), st.binary(min_size=8, max_size=8))
def test_what_is_alike_has_nothing_in_common(one: bytes, other: bytes) -> None:
    if one != other:
        sealed, also = SEAL.close(one, "a link"), SEAL.close(other, "a link")
        assert sealed[:21] != also[:21]  # the tag
        assert sealed[22:] != also[22:]  # the number: its key stream is another


def test_a_purpose_is_not_the_beginning_of_a_content() -> None:
    assert SEAL.close(b"12", "remove in 5") != SEAL.close(b"2", "remove in 51")


def test_what_is_too_long_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="too many"):
        SEAL.close(bytes(65), "a link")
