"""Sentences and terms of any text, in every language with a file: places in it, in order, and nothing lost."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from index.words.analysis import analyzer
from index.words.languages import known
from index.words.sentences import sentence_spans
from tests.bot.passages import texts
from tests.fuzz.budget import budget

LANGUAGES = st.sampled_from([*known(), "xx"])


@budget(150)
@given(texts, LANGUAGES)
@example("พ.ศ. ๒๕๖๗ ", "th")
@example("\u202e\u0000\U000e0001", "en")
def test_sentences_lie_in_order_and_leave_out_white_space_alone(text: str, lang: str) -> None:
    end = 0
    for span in sentence_spans(text, lang):
        assert end <= span.start < span.end <= len(text)
        assert not text[end : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        end = span.end
    assert not text[end:].strip()


@budget(150)
@given(texts, LANGUAGES)
def test_terms_have_the_places_of_their_words(text: str, lang: str) -> None:
    spans = analyzer(lang).spans(text)
    assert [term.text for term in spans] == analyzer(lang).terms(text)
    start = 0
    for term in spans:
        assert start <= term.start < term.end <= len(text)
        assert term.text
        assert not any(map(str.isspace, term.text))
        start = term.start


@budget(100)
@given(texts, LANGUAGES)
def test_pieces_are_the_text_without_what_stands_between_words(text: str, lang: str) -> None:
    place = 0
    for piece in analyzer(lang).pieces(text):
        place = text.index(piece, place) + len(piece)
    for spelling in analyzer(lang).spellings(text):
        assert analyzer(lang).terms(spelling) or spelling
