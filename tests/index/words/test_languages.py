"""What is known of single languages is data, and none of it is misspelt or idle."""

from __future__ import annotations

from string import ascii_lowercase

import msgspec
import pytest

from index.asking.answer_types import SIGNS
from index.words.analysis import analyzer, normal_form, words
from index.words.languages import ISO_639_1, UNKNOWN, Language, code_of, every_language, known, language

KINDS = {*SIGNS, "thing", "manner"}


@pytest.mark.parametrize("code", known())
def test_a_file_says_something_of_a_language(code: str) -> None:
    found = language(code)
    assert found.code == code
    assert found.stop
    assert found.asks.keys() <= KINDS
    assert found.holds.keys() <= SIGNS.keys()


@pytest.mark.parametrize("code", known())
def test_words_that_tell_what_a_sentence_does_are_as_words_are_compared(code: str) -> None:
    does = language(code).does
    for found in (
        does.defining,
        does.addressing,
        does.instructing,
        does.answering,
        does.whether,
        does.whether_anywhere,
    ):
        assert {normal_form(word) for word in found} == found


@pytest.mark.parametrize("code", ["xx", "mul", "", "../en", "EN"])
def test_any_other_code_is_the_unknown_language(code: str) -> None:
    assert language(code) == Language(UNKNOWN)


def test_languages_without_a_file_share_one_analyzer_and_one_reader() -> None:
    codes = ["xx", "sw", *(a + b for a in ascii_lowercase for b in ascii_lowercase)]
    assert len({id(analyzer(code)) for code in codes}) == len({*known(), UNKNOWN} & set(codes))


@pytest.mark.parametrize(
    ("tag", "code"), [("sw", "sw"), ("eng", "en"), ("zh-Hans", "zh"), ("xx", "xx"), ("qz", "xx"), ("tlh", "xx")]
)
def test_a_language_is_one_of_iso_639_1_or_unknown(tag: str, code: str) -> None:
    assert code_of(tag) == code
    assert code in ISO_639_1 or code == UNKNOWN


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
