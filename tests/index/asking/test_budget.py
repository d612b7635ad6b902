"""What a question may cost, whatever is stored and whatever is asked."""

from __future__ import annotations

from string import ascii_lowercase

import pytest

from index import Library
from index.asking.budget import LANGUAGES, SENTENCES, WORDS
from index.asking.question import analyse
from index.asking.vocabulary import Vocabulary
from index.errors import LoadError
from index.passages.entries import Entry
from index.passages.memory_engine import MemorySnapshot
from index.words import tables
from index.words.analysis import analyzer
from index.words.languages import ISO_639_1, UNKNOWN, known
from tests.hostile import KINDS, MESSAGE
from tests.index.conftest import Rows, quotes

MADE_UP = [a + b for a in ascii_lowercase for b in ascii_lowercase]


def vocabulary(languages: dict[str, int]) -> Vocabulary:
    entries = [Entry(0, 1, code, "\nrain ") for code, passages in languages.items() for _ in range(passages)]
    return Vocabulary([MemorySnapshot(1, dict(enumerate(entries)))])


def test_a_question_is_analyzed_in_the_most_frequent_languages() -> None:
    languages = {code: number + 1 for number, code in enumerate(known())}
    asked = vocabulary(languages).languages
    assert list(asked) == [*reversed([*known()])][:LANGUAGES]


def test_languages_without_a_file_count_as_one() -> None:
    assert vocabulary({"sw": 2, "xx": 1, "yo": 3, "en": 5}).languages == {UNKNOWN: 6, "en": 5}


@pytest.mark.attack("a file in 676 made-up languages")
def test_rows_in_made_up_languages_are_stored_in_one(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"text": "It rained in Oslo.", "lang": code} for code in MADE_UP]))
    found = library.ask("Where did it rain?")
    assert quotes(found) == ["It rained in Oslo."]
    assert set(library.languages(["public"])) <= {*known(), UNKNOWN}
    assert len(library.languages(["public"])) <= LANGUAGES
    stored = {passage.lang for number in range(1, len(MADE_UP) + 1) if (passage := library.passage(number))}
    assert stored <= ISO_639_1 | {UNKNOWN}


def test_what_is_no_language_tag_is_refused(library: Library, rows: Rows) -> None:
    with pytest.raises(LoadError, match='line 2: "lang" is "english"; write the two letters'):
        library.add(rows("a.jsonl", [{"text": "Rain."}, {"text": "Snow.", "lang": "english"}]))
    with pytest.raises(LoadError, match="'english' is no language; write the two letters"):
        library.add(rows("a.jsonl", [{"text": "Rain."}]), lang="english")


@pytest.mark.parametrize("kind", ["distinct words", "Han", "Han, many characters", "Thai", "acronyms"])
def test_a_question_has_so_many_words_at_most(kind: str) -> None:
    assert len(analyse(KINDS[kind](MESSAGE), {"en": 1, "zh": 1, "th": 1}).words) <= WORDS


def test_the_first_words_of_a_question_are_read() -> None:
    text = KINDS["distinct words"](MESSAGE)
    assert [word.text for word in analyse(text, {"xx": 1}).words] == text.split()[:WORDS]


@pytest.mark.attack("a passage of very many sentences")
def test_of_a_long_passage_the_sentences_that_hold_the_most_are_ranked(library: Library, rows: Rows) -> None:
    text = "It rained in Oslo. " * 10 * SENTENCES + "Jones opened the bridge. " + "It rained in Oslo. " * SENTENCES
    library.add(rows("a.jsonl", [{"text": text}]), lang="en")
    assert quotes(library.ask("Who opened the bridge where it rained?"))[0] == "Jones opened the bridge."
    assert len(library.rank("Who opened the bridge where it rained?").candidates) <= SENTENCES


@pytest.mark.attack("the words of questions stay in memory")
def test_a_question_leaves_no_word_in_a_cache(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"text": "It rained in Oslo."}, {"text": "Идёт дождь.", "lang": "ru"}]))
    library.ask("Who mobilised Zyxwvut and qwertzuiop?")
    kept = {word for table in list(tables.ROOM.tables.values()) for word in table}
    assert not {word for word in kept if any(part in word.lower() for part in ("mobilis", "zyxwv", "qwertz"))}


def test_a_word_of_any_length_takes_no_room() -> None:
    before = tables.ROOM.taken
    assert analyzer("en").terms_of("a" * 1_000_000)
    assert tables.ROOM.taken == before


@pytest.mark.attack("distinct words fill the memory")
def test_all_tables_together_are_bounded_by_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES", 1_000_000)
    for number in range(20_000):
        analyzer(("en", "ru", "de", "sw")[number % 4]).terms_of(f"word{number}")
    assert tables.ROOM.taken <= 1_000_000
    assert sum(len(table) for table in list(tables.ROOM.tables.values())) < 20_000
