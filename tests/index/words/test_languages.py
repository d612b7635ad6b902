"""What is known of single languages is data, and none of it is misspelt or idle."""

from __future__ import annotations

import msgspec
import pytest

from index.asking.answer_types import SIGNS
from index.words.analysis import normal_form, words
from index.words.languages import Language, every_language, known, language

KINDS = {*SIGNS, "thing", "manner"}


@pytest.mark.parametrize("code", known())
def test_a_file_says_something_of_a_language(code: str) -> None:
    found = language(code)
    assert found.code == code
    assert found.stop
    assert found.asks.keys() <= KINDS
    assert found.holds.keys() <= SIGNS.keys()


@pytest.mark.parametrize("code", ["xx", "mul", "", "../en", "EN"])
def test_any_other_code_is_a_language_without_knowledge(code: str) -> None:
    assert language(code) == Language(code)


@pytest.mark.parametrize("wrong", [{"stopp": []}, {"stop": "a b"}, {"spaces": 0}, {"asks": []}])
def test_a_file_that_says_what_nobody_reads_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"code": "en", **wrong}, Language)


@pytest.mark.parametrize(("code", "negations"), every_language().negations.items())
def test_negations_are_of_a_known_language_and_as_words_are_compared(code: str, negations: frozenset[str]) -> None:
    assert code in known()
    assert {normal_form(word) for word in negations} == negations


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ёлка", "елка"),
        ("don’t", "don't"),
        ("Ca\u00adfé", "café"),
        ("\u2068Kyiv\u2069", "kyiv"),  # isolates, which bots put around names
        ("葛\U000e0100飾", "葛飾"),  # a variation selector
    ],
)
def test_what_nobody_sees_or_types_makes_no_other_word(written: str, read: str) -> None:
    assert normal_form(written) == read


def test_a_greek_word_that_ends_in_sigma_is_compared_as_it_is_written() -> None:
    assert set(words("χωρίς")) < every_language().negations["el"]
