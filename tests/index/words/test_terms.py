"""What counts as the same word, in the scripts that people really write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Library
from index.words.analysis import analyzer
from tests.index.conftest import Rows, Write, quotes

SAME = [
    ("en", "U.S. troops", "US troops"),
    ("en", "the E.U.", "the EU"),
    ("en", "50,000 men", "50000 men"),
    ("en", "1,234,567", "1234567"),
    ("en", "Putin's warning", "Putin warning"),
    ("en", "Putin’s warning", "Putin's warning"),
    ("en", "the soldiers' camp", "soldiers camp"),
    ("en", "MISSILES", "missile"),
    ("en", "caf\u00e9", "cafe\u0301"),
    ("en", "café", "cafe"),
    ("en", "Zürich", "Zurich"),
    ("en", "naïve résumé", "naive resume"),
    ("en", "ＡＢＣ１２３", "ABC123"),
    ("en", "ﬁre", "fire"),
    ("en", "the WHO's director", "the WHO director"),
    ("de", "50.000 Soldaten", "50000 Soldaten"),
    ("de", "Straße", "STRASSE"),
    ("fr", "l’homme", "homme"),
    ("fr", "l'école", "ecole"),
    ("ru", "ёлка", "елка"),
    ("ru", "Ёлки", "ЕЛКИ"),
    ("ar", "مُحَمَّد", "محمد"),
    ("ar", "كتـــاب", "كتاب"),
    ("ar", "٥٠٬٠٠٠", "50000"),
    ("fa", "۱۲۳", "123"),
    ("he", "שָׁלוֹם", "שלום"),
    ("hi", "\u0928\u093c\u092e", "\u0929\u092e"),
    ("ko", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
    ("ja", "ﾃﾚﾋﾞ", "テレビ"),
]
DIFFERENT = [
    ("en", "3.14", "314"),
    ("en", "1.5", "15"),
    ("en", "IT is here", "it is here"),
    ("en", "river", "driver"),
    ("hi", "दिन", "दान"),
    ("th", "ปา", "ปี"),
    ("ja", "カキ", "ガキ"),
    ("ko", "한국", "한글"),
    ("ru", "й", "и"),
]


@pytest.mark.parametrize(("lang", "one", "other"), SAME)
def test_these_are_the_same_word(lang: str, one: str, other: str) -> None:
    assert analyzer(lang).terms(one) == analyzer(lang).terms(other) != []


@pytest.mark.parametrize(("lang", "one", "other"), DIFFERENT)
def test_these_are_different_words(lang: str, one: str, other: str) -> None:
    assert analyzer(lang).terms(one) != analyzer(lang).terms(other)


@pytest.mark.parametrize(
    ("lang", "text", "question", "answer"),
    [
        ("zh", "俄罗斯动员了五万名士兵。河水上涨了两米。", "俄罗斯动员了多少士兵？", "俄罗斯动员了五万名士兵。"),
        (
            "ja",
            "東京都の人口は千四百万人です。富士山は日本一高い山です。",
            "東京の人口は？",
            "東京都の人口は千四百万人です。",
        ),
        ("ko", "서울은 한국의 수도이다. 부산은 항구 도시이다.", "한국 수도는?", "서울은 한국의 수도이다."),
        ("hi", "दिल्ली भारत की राजधानी है। मुंबई समुद्र के किनारे है।", "भारत की राजधानी?", "दिल्ली भारत की राजधानी है।"),
        ("ar", "القاهرة عاصمة مصر. النيل نهر طويل.", "ما هي عاصمة مصر؟", "القاهرة عاصمة مصر."),
        ("ru", "Ёлки растут в лесу. Река поднялась.", "елки", "Ёлки растут в лесу."),
        (
            "de",
            "Die Häuser standen am Fluss. Der Wind drehte.",
            "Welche Häuser am Fluss?",
            "Die Häuser standen am Fluss.",
        ),
        ("en", "The U.S. sent 50,000 men. It rained.", "How many men did the US send?", "The U.S. sent 50,000 men."),
        ("th", "กรุงเทพเป็นเมืองหลวงของประเทศไทย", "เมืองหลวงของประเทศไทย", "กรุงเทพเป็นเมืองหลวงของประเทศไทย"),
    ],
)
def test_a_question_in_the_language_of_the_text_finds_its_sentence(
    library: Library, write: Write, lang: str, text: str, question: str, answer: str
) -> None:
    """And the language is told from the text alone."""
    source = library.add(write("a.txt", text)).source
    assert source.lang == lang
    assert quotes(library.ask(question))[0] == answer


@pytest.mark.parametrize(
    ("lang", "text", "question"),
    [
        ("en", "Putin warned.", "What did Putin warn?"),
        ("en", "US troops landed in Kursk.", "Where did the US troops land?"),
        ("zh", "俄罗斯动员了五万名士兵。", "俄罗斯动员了多少士兵？"),
    ],
)
def test_a_text_of_a_few_words_is_in_a_language_that_the_library_knows(
    library: Library, write: Write, lang: str, text: str, question: str
) -> None:
    assert library.add(write("a.txt", text)).source.lang == lang
    assert library.ask(question).answered


def test_a_stated_language_goes_before_a_guess_and_a_rows_own_before_both(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"text": "The houses."}, {"text": "Die Häuser.", "lang": "de"}]), lang="sv")
    assert [p.lang for i in (1, 2) if (p := library.passage(i))] == ["sv", "de"]


@pytest.mark.parametrize("lang", ["EN", "en-US", "en_GB", "En"])
def test_a_language_is_the_same_however_it_is_written(library: Library, rows: Rows, lang: str) -> None:
    library.add(rows("a.jsonl", [{"text": "The missiles were launched.", "lang": lang}]))
    assert library.ask("missile").answered


def test_a_mixed_library_is_asked_in_any_of_its_languages(library: Library, write: Write, tmp_path: Path) -> None:
    texts = {
        "en": "The missiles were launched at night from the sea.",
        "de": "Die Häuser standen lange leer am Fluss.",
        "ru": "Министры подписали договоры о границе.",
        "zh": "河水上涨了两米。",
    }
    for lang, text in texts.items():
        library.add(write(f"{lang}.txt", text), lang=lang)
    asked = {"en": "missile launch", "de": "Haus am Fluss", "ru": "договор министра", "zh": "河水"}
    for lang, question in asked.items():
        assert quotes(library.ask(question))[0] == texts[lang]


@settings(max_examples=200, deadline=None)
@given(st.text(), st.sampled_from(["en", "fr", "de", "ar", "zh", "th", "hi", "ko", "xx"]))
def test_terms_are_slices_of_the_text_and_hold_no_space(text: str, lang: str) -> None:
    text = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    spans = analyzer(lang).spans(text)
    assert [span.text for span in spans] == analyzer(lang).terms(text)
    for term, start, end in spans:
        assert term
        assert term.split() == [term]
        assert 0 <= start < end <= len(text)
        assert any(map(str.isalnum, text[start:end]))
