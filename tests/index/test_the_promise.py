"""What is shown is what was stored: code point for code point, in whatever script."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Library, Quote
from index.words.sentences import sentence_spans

from .conftest import Rows, faults

ALPHABETS = (
    "abcdefgh ABC .!?'\"-,;:()0123456789",
    "é\u0301a\u0323o\u0308ﬁßİıſ ",
    "😀👩‍👩‍👧🏳️‍🌈🇺🇦👍🏽 ",
    "שלוםעברית \u200f\u202b\u202c\u2067\u2069.",
    "مرحباالعربية\u064b\u064e\u0651ـ؟، ",
    "中文日本語東京都カタカナひらがな。！？「」",
    "ภาษาไทยสวัสดีครับ ",
    "नमस्ते दुनिया।\u200d\u093c ",
    "한국어 문장입니다. ",
    "\t\n\r\u000b\u000c\u001c\u0085\u00a0\u2028\u2029\u200b\ufeff\u00ad",
    "\U0001d11e\U00020000\U0010ffff\ue000",
)
PIECE = st.one_of(*(st.text(alphabet, min_size=1, max_size=12) for alphabet in ALPHABETS), st.text(max_size=6))
TEXT = (
    st.lists(PIECE, min_size=1, max_size=12)
    .map("".join)
    .map(lambda text: "".join(c for c in text if c != "\0" and not "\ud800" <= c <= "\udfff"))
    .filter(lambda text: bool(text.strip()))
)
LANGUAGES = st.sampled_from(["en", "de", "ru", "ar", "zh", "ja", "th", "hi", "ko", "he", "xx"])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXT, min_size=1, max_size=10), LANGUAGES)
def test_every_hit_is_a_slice_of_a_text_that_is_kept_code_point_for_code_point(texts: list[str], lang: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows.jsonl")
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        with Library.open(Path(folder, "library"), create=True) as library:
            library.add(str(path), lang=lang)
            for text in texts:
                for hit in library.ask(text, limit=50).hits:
                    quote = hit.quote
                    stored = library.passage(quote.passage.id)
                    assert stored is not None
                    assert stored.text == texts[stored.ordinal - 1]
                    assert quote.text == stored.text[quote.start : quote.end] == quote.text.strip()
                    assert library.verify(quote)
                    edges = [quote.start, *(offset for span in hit.matches for offset in span), quote.end]
                    assert edges == sorted(edges)
            assert faults(library) == []


@settings(max_examples=200, deadline=None)
@given(TEXT, LANGUAGES)
def test_sentences_stand_in_order_and_leave_out_nothing_but_white_space(text: str, lang: str) -> None:
    spans = sentence_spans(text, lang)
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        assert text[end : span.start].strip() == ""
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        end = span.end
    assert spans
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    "text",
    [
        "  The river rose.\n\n",
        "The river\u2028rose\u202e by\u200b two\tmetres.",
        "re\u0301sume\u0301 of the river, not r\u00e9sum\u00e9",
        "The river 🌊 rose 👩‍👩‍👧 quickly.",
        "\ufeffThe river rose.",
        "The river rose.\r\nThen it fell.",
        "ﬁne river",
    ],
)
def test_the_text_of_a_row_comes_back_exactly_as_given(library: Library, rows: Rows, text: str) -> None:
    library.add(rows("a.jsonl", [{"text": text}]), lang="en")
    hit = library.ask("river resume").hits[0]
    assert hit.quote.passage.text == text
    assert hit.quote.text in text


def test_a_quote_that_the_store_no_longer_holds_is_not_verified(library: Library, rows: Rows) -> None:
    path = rows("a.jsonl", [{"text": "The river rose."}])
    library.add(path)
    before = library.ask("river").hits[0].quote
    assert library.verify(before)
    library.add(rows("a.jsonl", [{"text": "The river fell."}]))
    assert not library.verify(before)
    assert library.verify(library.ask("river").hits[0].quote)


def test_a_quote_cannot_reach_outside_its_passage(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"text": "The river rose."}]))
    passage = library.ask("river").hits[0].quote.passage
    for start, end in [(-1, 3), (3, 3), (5, 2), (0, 16)]:
        with pytest.raises(ValueError, match="no quote at"):
            Quote(passage, start, end)


def test_beside_the_first_only_sentences_with_a_word_of_the_question_are_shown(library: Library, rows: Rows) -> None:
    """A sentence about what the one before names is a candidate, but nobody who looks for more sees why."""
    text = "The old lighthouse of Ness burned down. It had stood for a century. The lighthouse was built anew in 1931."
    library.add(rows("ness.jsonl", [{"text": text}]), lang="en")
    answer = library.ask("What happened to the lighthouse of Ness?")
    assert "It had stood for a century." in [hit.quote.text for hit in answer.hits]
    assert [hit.quote.text for hit in answer.offered] == [
        "The old lighthouse of Ness burned down.",
        "The lighthouse was built anew in 1931.",
    ]
    assert library.ask("What is the price of tea?").offered == ()


def test_what_comes_closest_shares_a_word_with_a_question_that_nothing_answers(library: Library, rows: Rows) -> None:
    text = "The old lighthouse of Ness burned down. It had stood for a century. The lighthouse was built anew in 1931."
    library.add(
        rows("ness.jsonl", [{"text": text}, *({"text": f"The harbour has pier {n}."} for n in range(9))]), lang="en"
    )
    answer = library.ask("Which president of Paris, Rome, London and Berlin painted a lighthouse?")
    assert (answer.answered, answer.shown, answer.offered) == (False, 0, ())
    assert sorted(hit.quote.text for hit in answer.closest) == [
        "The lighthouse was built anew in 1931.",
        "The old lighthouse of Ness burned down.",
    ]
    assert len(library.ask("Which president of Paris, Rome, London and Berlin saw a harbour?").closest) == 3
    assert library.ask("What happened to the lighthouse of Ness?").closest == ()
