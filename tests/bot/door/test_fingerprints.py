"""Recognizing edits that do not change a question."""

from __future__ import annotations

from bot.door.fingerprints import Fingerprints


def test_the_same_words_of_the_same_message_are_not_new() -> None:
    known = Fingerprints()
    assert known.is_new(1, 2, "Who?")
    assert not known.is_new(1, 2, "Who?")
    assert known.is_new(1, 2, "Whom?")
    assert known.is_new(1, 2, "Who?")


def test_the_same_words_of_another_message_are_new() -> None:
    known = Fingerprints()
    assert known.is_new(1, 2, "Who?")
    assert known.is_new(1, 3, "Who?")
    assert known.is_new(2, 2, "Who?")


def test_no_words_are_kept() -> None:
    known = Fingerprints()
    known.is_new(1, 2, "Who?")
    assert b"Who" not in b"".join(known._known.values())
    assert Fingerprints()._key != known._key
