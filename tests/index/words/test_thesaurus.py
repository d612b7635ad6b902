"""The shipped thesaurus fits the analyzer, and helps to tell sentences apart without finding any by itself."""

from __future__ import annotations

from importlib.resources import files

from index import Library
from index.words.analysis import analyzer
from index.words.thesaurus import is_word, synonyms
from tests.index.conftest import Rows, quotes


def test_its_words_are_written_as_the_analyzer_writes_them() -> None:
    """Else nothing would ever match: then `python -m index.words.thesaurus.make` has to be run again."""
    words = ["gorges", "surrendered", "invaders", "purchasing", "beginnings", "deceased", "authorizes"]
    terms = [analyzer("en").terms(word)[0] for word in words]
    assert all(is_word(word, term, "en") for word, term in zip(words, terms, strict=True))
    assert all(synonyms([term], "en") for term in terms)


def test_both_of_two_synonyms_know_of_each_other() -> None:
    lines = files("index.words.thesaurus").joinpath("en.txt").read_text("utf-8").splitlines()
    table = {term: others for term, others, _ in (line.split("\t") for line in lines if not line.startswith("#"))}
    assert len(table) > 30_000
    one_way = [
        (term, other) for term, others in table.items() for other in others.split() if term not in table[other].split()
    ]
    assert one_way == []


def test_a_language_without_a_thesaurus_has_no_synonyms() -> None:
    assert synonyms(["capitul"], "xx") == {}


def test_the_words_asked_for_are_no_synonyms_of_each_other() -> None:
    found = synonyms(["surrend", "capitul"], "en")
    assert not {"surrend", "capitul"} & found.keys()
    assert found["cede"] == {0}


def test_of_two_sentences_the_one_with_a_synonym_comes_first(library: Library, rows: Rows) -> None:
    text = "The fortress was painted in May. The fortress capitulated in June. The fortress was sold in July."
    library.add(rows("fortress.jsonl", [{"text": text}]), lang="en")
    assert quotes(library.ask("When did the fortress surrender?"))[0] == "The fortress capitulated in June."


def test_a_synonym_alone_finds_nothing(library: Library, rows: Rows) -> None:
    library.add(rows("army.jsonl", [{"text": "The army capitulated."}]), lang="en")
    assert library.ask("Who did surrender?").hits == ()


def test_a_word_of_the_language_is_no_typing_error(library: Library, rows: Rows) -> None:
    library.add(rows("rhine.jsonl", [{"text": "George saw the Rhine in May. The Rhine rose."}]), lang="en")
    assert library.ask("When did the gorges of the Rhine rise?").assumed == ()
    assert [one.assumed for one in library.ask("When did Geroge see the Rhine?").assumed] == ["George"]
