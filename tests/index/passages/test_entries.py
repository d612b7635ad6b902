"""What is written to the index of a passage is what its sentences say one by one."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icu4py.breakers import WordBreaker

from index.passages.entries import Entry, Form, PassageTerms
from index.passages.indexing import SentenceReader, Text, Titles, read
from index.words.analysis import CAPITAL, analyzer

LANGUAGES = ["en", "fr", "de", "ar", "zh", "th", "hi", "ko", "xx"]
CURIOUS = st.text(alphabet=st.sampled_from("\x01aB1é中は .,;:'’_-^\n\x1e\u0301\u00a0IT “(")) | st.text()


@given(st.lists(CURIOUS, max_size=5), st.sampled_from(LANGUAGES))
@example(["\x1e", "\u0301a", "^"], "en")
@example(["(The rain", "U.S. it is", "WHO IS IT", "1 000 000"], "en")
def test_sentences_read_together_have_the_terms_of_each(sentences: list[str], lang: str) -> None:
    analyse = analyzer(lang)
    read_together = SentenceReader(analyse).read(sentences)
    found = PassageTerms.of(1, lang, read_together.terms)
    assert [list(terms) for terms in found.sentences] == [analyse.terms(sentence) for sentence in sentences]
    spelt = set[str]().union(*map(analyse.spellings, sentences))
    assert set(read_together.spellings.split()) == spelt


@given(st.lists(CURIOUS, max_size=3), st.lists(CURIOUS, max_size=3))
def test_an_entry_counts_what_it_holds(titles: list[str], sentences: list[str]) -> None:
    reader = SentenceReader(analyzer("en"))
    entry = Entry(1, 2, "en", reader.titles(tuple(titles)).terms + reader.read(sentences).terms)
    terms = PassageTerms.of(1, "en", entry.terms)
    assert entry.length == terms.length == len(entry.searched.split())
    assert entry.sentences == len(terms.sentences) == len(sentences)
    assert entry.sentence_terms == sum(map(len, terms.sentences))
    assert CAPITAL not in entry.searched


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Rain fell on Oslo", ["oslo"]),
        ("“Oslo fell”, said Vidkun", ["vidkun"]),
        ("the WHO said so", ["who"]),
        ("ALL IS LOST IN OSLO", []),
        ("Дождь шёл в Осло", ["осло"]),
        ("(Then) Łódź fell", ["lodz"]),
    ],
)
def test_names_are_words_with_a_capital_but_not_for_being_first(sentence: str, names: list[str]) -> None:
    for sentences in ([sentence], ["It rained.", sentence, "NO!"]):
        terms = PassageTerms.of(1, "xx", SentenceReader(analyzer("xx")).read(sentences).terms)
        at = sentences.index(sentence)
        written = zip(terms.sentences[at], terms.names(at), strict=True)
        assert [term for term, name in written if name] == names


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_text_has_the_words_of_unicode(text: str) -> None:
    """Most text in English is read by a pattern of our own, because it is much faster than ICU."""
    words = [word for word in WordBreaker(text, "en") if re.search(r"\w", word)]
    assert analyzer("xx").terms(text) == [term for word in words for term in analyzer("xx").terms(word)]


def test_what_is_read_twice_is_the_same() -> None:
    titles = Titles(Form("l"), ("A title", "NATO", ""))
    text = Text("The river rose. Oslo, it's said, was flooded.", titles, "en")
    assert read(text) == read(text)
    assert read(text).terms.startswith("l\ttitl \tnato \t\n")


@pytest.mark.parametrize("form", [Form(), Form("l", led=True), Form("t"), Form("c")])
def test_the_form_of_a_passage_is_no_term(form: Form) -> None:
    entry = Entry(1, 2, "en", f"{form.written}\ttitl \thead \tlead \nfirst on \nsecond ")
    terms = PassageTerms.of(1, "en", entry.terms)
    assert (terms.form, entry.length, entry.searched.split()[0]) == (form, 6, "titl")
    assert (terms.title, terms.headings) == (("titl",), (("head",),))
    assert terms.lead_in == (("first", "on") if form.led else ("lead",))


def test_what_a_sentence_does_is_marked_and_no_term() -> None:
    titles = Titles(Form(), ("What is a kiln?", ""))
    reading = read(Text("A kiln is an oven. Yes, you can book it. Click here. It means Oslo.", titles, "en"))
    assert reading.terms == "p\tkiln \t\nkiln =oven \n+yes !book \n!click \nmean =^oslo "
    terms = PassageTerms.of(1, "en", reading.terms)
    assert terms.sentences == (("kiln", "oven"), ("yes", "book"), ("click",), ("mean", "oslo"))
    assert terms.names(3) == [False, True]
    assert Entry(1, 2, "en", reading.terms).searched.split() == [
        "kiln",
        "kiln",
        "oven",
        "yes",
        "book",
        "click",
        "mean",
        "oslo",
    ]


def test_a_mark_at_the_end_of_a_sentence_is_of_no_term() -> None:
    reading = read(Text("That kiln is what it is. Oslo.", Titles(Form(), ()), "en"))
    terms = PassageTerms.of(1, "en", reading.terms)
    assert [terms.names(n) for n in range(2)] == [[False], [False]]
