"""Two people who write the same thing differently find each other's sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Library
from index.words.analysis import analyzer, words
from tests.index.conftest import Write, quotes

SAME = [
    ("en", "50 000 men", "50,000 men"),
    ("ru", "50\u00a0000 человек", "50000 человек"),
    ("fr", "50\u202f000 hommes", "50000 hommes"),
    ("de", "50.000 Mann", "50 000 Mann"),
    ("es", "1 234 567 euros", "1.234.567 euros"),
    ("ja", "５０，０００人", "50000人"),
    ("en", "“Over 50 000 men”, they say", "over 50000 men they say"),
    ("en", "co\u00adoperation", "cooperation"),
    ("en", "the border\u200b", "the border"),
    ("en", "O‘Neill", "O'Neill"),
    ("en", "O’Neill", "ONeill"),
    ("en", "Putinʼs", "Putin's"),
    ("en", "U.S.A.", "USA"),
    ("en", "a long‑range missile", "a long-range missile"),
    ("en", "Ｕ．Ｓ．", "US"),
    ("pl", "Łódź", "Lodz"),
    ("da", "Færøerne", "Faeroerne"),
    ("tr", "ışık", "isik"),
    ("uk", "пʼять", "п'ять"),
    ("uk", "об’єкт", "обєкт"),
    ("ru", "Артём", "Артем"),
    ("ru", "ЁЛКА", "елка"),
    ("ar", "إيران", "ايران"),
    ("ar", "آسيا", "اسيا"),
    ("ar", "ٱلله", "الله"),
    ("ar", "القاهرة", "القاهره"),
    ("ar", "الحكومة", "الحكومه"),
    ("ar", "مستشفى", "مستشفي"),
    ("ar", "موسى", "موسي"),
    ("ar", "مَدْرَسَة", "مدرسة"),
    ("fa", "كتاب", "کتاب"),
    ("fa", "ايراني", "ایرانی"),
    ("fa", "نیم\u200cفاصله", "نیمفاصله"),
    ("he", 'צה"ל', "צה״ל"),
    ("he", "צה״ל", "צהל"),
    ("he", "ג'ורג'", "ג׳ורג׳"),
    ("he", "מִלְחָמָה", "מלחמה"),
]
DIFFERENT = [
    ("en", "in 2022 300 men", "in 2022300 men"),
    ("en", "call 50 0000", "call 500000"),
    ("en", "1.50 000", "1.50000"),
    ("en", "15 men", "1 5 men"),
    ("ar", "على", "علي"),
    ("ru", "йод", "иод"),
]


@pytest.mark.parametrize(("lang", "one", "other"), SAME)
def test_the_same_word(lang: str, one: str, other: str) -> None:
    assert analyzer(lang).terms(one) == analyzer(lang).terms(other)


@pytest.mark.parametrize(("lang", "one", "other"), DIFFERENT)
def test_another_word(lang: str, one: str, other: str) -> None:
    assert analyzer(lang).terms(one) != analyzer(lang).terms(other)


@pytest.mark.parametrize("stored", ["long-range", "long range", "longrange", "long‑range", "Long-Range"])
@pytest.mark.parametrize("asked", ["long-range", "long range", "longrange", "LONG-RANGE"])
def test_a_compound_is_found_in_whichever_way_it_is_written(
    library: Library, write: Write, stored: str, asked: str
) -> None:
    library.add(
        write("a.txt", f"The {stored} drone flew off.\n\nThe old drone stayed.\n\nA range of hills."), lang="en"
    )
    answer = library.ask(f"Which {asked} drone?")
    assert quotes(answer)[0] == f"The {stored} drone flew off."
    assert answer.answered
    assert answer.assumed == ()


def test_letters_and_figures_are_found_apart(library: Library, write: Write) -> None:
    library.add(write("a.txt", "The server speaks HTTP/3 by default. It was HTTP/2 before."), lang="en")
    assert quotes(library.ask("does it speak http3"))[0] == "The server speaks HTTP/3 by default."


def test_the_words_of_a_compound_stand_out_in_the_quote(library: Library, write: Write) -> None:
    library.add(write("a.txt", "The long-range drone flew off."), lang="en")
    hit = library.ask("longrange drone").hits[0]
    assert [hit.quote.passage.text[start:end] for start, end in hit.matches] == ["long", "range", "drone"]


def test_words_that_stand_apart_are_no_compound(library: Library, write: Write) -> None:
    library.add(write("a.txt", "It took long to count the range of drones."), lang="en")
    assert library.ask("longrange").hits == ()


def test_a_question_of_one_endless_word_is_answered_at_once(library: Library, write: Write) -> None:
    library.add(write("a.txt", "It rained."), lang="en")
    assert library.ask("rain" * 1_000).elapsed_ms < 500


@given(st.integers(min_value=1_000, max_value=10**12), st.sampled_from([",", ".", " ", "\u00a0", "\u202f", "'", "’"]))
def test_a_number_is_the_same_with_any_mark_between_its_thousands(number: int, mark: str) -> None:
    assert analyzer("en").terms(f"{number:,} men".replace(",", mark)) == analyzer("en").terms(f"{number} men")


@given(st.text())
def test_spellings_are_words_without_figures(text: str) -> None:
    spellings = analyzer("en").spellings(text)
    assert all(word and not any(map(str.isdigit, word)) and len(word.split()) == 1 for word in spellings)


@given(st.text(max_size=200))
def test_words_have_letters_or_figures_and_no_space(text: str) -> None:
    assert all(any(map(str.isalnum, word)) and len(word.split()) == 1 for word in words(text))
