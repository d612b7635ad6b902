"""A word that nothing asked holds is read as the nearest one that is held, and this is told."""

from __future__ import annotations

import random
from collections.abc import Iterable
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Assumption, Library
from index.asking import spelling
from index.asking.spelling import nearest
from index.asking.vocabulary import Vocabulary
from index.passages.engine import Affixes
from index.passages.entries import Entry
from index.passages.memory_engine import MemorySnapshot
from index.words.analysis import SPELLINGS
from tests.index.conftest import Rows, Write, quotes, told

TEXT = """Ukrainian troops were mobilized in September.

The minister resigned after the vote.

Rivers rose by two metres in winter.

The Kremlin denied the attack on Kharkiv."""


@pytest.fixture
def stocked(library: Library, write: Write) -> Library:
    library.add(write("news.txt", TEXT), lang="en")
    return library


@pytest.mark.parametrize(
    ("question", "typed", "assumed"),
    [
        ("Which Ukranian troops?", "Ukranian", "Ukrainian"),
        ("Who mobilzed the troops?", "mobilzed", "mobilized"),
        ("When were trops mobilized?", "trops", "troops"),
        ("Did the mniister resign?", "mniister", "minister"),
        ("Did the imnister resign?", "imnister", "minister"),
        ("Did the ninister resign?", "ninister", "minister"),
        ("What did the kremiln deny?", "kremiln", "kremlin"),
        ("What of KAHRKIV?", "KAHRKIV", "KHARKIV"),
        ("What of the rivres in winter?", "rivres", "rivers"),
    ],
)
def test_a_typing_error_is_put_right_and_told(stocked: Library, question: str, typed: str, assumed: str) -> None:
    answer = stocked.ask(question)
    assert answer.assumed == (Assumption(typed, assumed),)
    assert typed not in answer.hits[0].quote.text
    assert assumed.lower() in answer.hits[0].quote.text.lower()


def test_a_corrected_word_stands_out_in_the_quote(stocked: Library) -> None:
    hit = stocked.ask("the Kremiln").hits[0]
    assert [hit.quote.passage.text[start:end] for start, end in hit.matches] == ["Kremlin"]


def test_a_word_that_is_held_is_never_touched(library: Library, write: Write) -> None:
    library.add(write("a.txt", "Form follows function.\n\n" + "The farm is large.\n\n" * 20), lang="en")
    answer = library.ask("What does form follow?")
    assert answer.assumed == ()
    assert quotes(answer)[0] == "Form follows function."


def test_a_word_that_is_held_in_another_form_is_not_touched(stocked: Library) -> None:
    assert stocked.ask("Which ministers resigned, and what is attacked?").assumed == ()


@pytest.mark.parametrize(
    "question",
    [
        "Who is Nebuchadnezzar?",  # far from everything
        "What about vte?",  # short
        "What of t34roops in the vote?",  # a figure in it
        "乌克兰军队?",
        "What was unmobilized in winter?",  # the opposite
        "🦉 troops?",
    ],
)
def test_what_is_left_as_it_was_typed(stocked: Library, question: str) -> None:
    assert stocked.ask(question).assumed == ()


@pytest.mark.parametrize(
    ("question", "assumed"),
    [
        ("How many trops mobilised the minster?", {"trops": "troops", "mobilised": "mobilized", "minster": "minister"}),
        ("Did minstry troosp atack Kharkov?", {}),  # one of them is near nothing
        ("Did Kermlin trops atack?", {"Kermlin": "Kremlin", "trops": "troops", "atack": "attack"}),
        ("Did the vots atack?", {}),  # short, and the only other word is not known either
        ("wth whom did the Kremiln vote", {"wth": "with", "Kremiln": "Kremlin"}),
        (
            "Whne did teh Kremiln deny hte atack?",
            {"Whne": "When", "Kremiln": "Kremlin", "teh": "the", "hte": "the", "atack": "attack"},
        ),
    ],
)
def test_several_typing_errors_are_put_right(stocked: Library, question: str, assumed: dict[str, str]) -> None:
    assert {one.typed: one.assumed for one in stocked.ask(question).assumed} == assumed


def test_a_small_word_tells_what_is_asked_for_once_it_is_put_right(stocked: Library) -> None:
    right, wrong = stocked.ask("When did rivers rise?"), stocked.ask("Wehn did rivers rise?")
    assert [hit.score for hit in right.hits] == [hit.score for hit in wrong.hits]


@pytest.mark.parametrize("word", ["Whit", "usa", "cat", "gorge", "vote", "qwert", "bridge"])
def test_names_and_words_are_no_small_words(stocked: Library, word: str) -> None:
    assert stocked.ask(f"Did {word} deny the attack?").assumed == ()


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What about vte?", [("vte", "vote")]),
        ("krmeln atack", [("krmeln", "kremlin"), ("atack", "attack")]),
        ("Why Kharkof?", [("Kharkof", "Kharkiv")]),
    ],
)
def test_what_is_too_bold_to_be_assumed_is_asked(stocked: Library, question: str, meant: list[tuple[str, str]]) -> None:
    answer = stocked.ask(question)
    assert (answer.answered, answer.meant) == (False, tuple(Assumption(*one) for one in meant))
    bold = stocked.ask(question, bold=True)
    assert (bold.answered, bold.assumed, bold.meant) == (True, answer.meant, ())
    asked = question
    for typed, other in meant:
        asked = asked.replace(typed, other)
    assert told(bold) == told(stocked.ask(asked))


def test_nothing_is_asked_that_leads_to_no_answer(stocked: Library) -> None:
    assert stocked.ask("Who in Paris, London, Rome, Berlin, Madrid, Vienna cast a vte?").meant == ()
    assert stocked.ask("Who is Nebuchadnezzar?").meant == ()
    assert stocked.ask("Which troops were mobilized?").meant == ()


def test_a_question_that_knows_hardly_a_word_of_the_library_is_about_something_else(stocked: Library) -> None:
    assert stocked.ask("Do tropps mobilze rivres, vots and atacks?").assumed == ()


def test_a_swapped_small_word_is_read_as_the_small_word(stocked: Library) -> None:
    answer = stocked.ask("Waht did the Kremlin deny?")
    assert answer.assumed == (Assumption("Waht", "What"),)
    assert answer.confidence == stocked.ask("What did the Kremlin deny?").confidence


def test_of_equally_near_words_the_most_frequent_one_is_meant(library: Library, write: Write) -> None:
    library.add(write("a.txt", "The castle fell.\n\nThe cattle left.\n\nThe cattle stayed."), lang="en")
    assert library.ask("Where is the catle?").assumed == (Assumption("catle", "cattle"),)


def test_a_nearer_word_is_meant_rather_than_a_frequent_one(library: Library, write: Write) -> None:
    library.add(write("a.txt", "Mobilized.\n\n" + "Mobilizes now.\n\n" * 9), lang="xx")
    assert library.ask("mobilzed").assumed == (Assumption("mobilzed", "mobilized"),)


def test_what_was_assumed_is_trusted_less(stocked: Library) -> None:
    right, wrong = stocked.ask("When were the troops mobilized?"), stocked.ask("When were the troops mobilzed?")
    assert quotes(right) == quotes(wrong)
    assert right.confidence > wrong.confidence > 0


@pytest.mark.parametrize(
    ("lang", "text", "typed", "assumed"),
    [
        ("ru", "Министр подписал договор о границе.", "договр", "договор"),
        ("ru", "Министр подписал договор о границе.", "Минстр", "Министр"),
        ("ar", "وقعت الحكومة المعاهدة.", "المعاهذة", "المعاهدة"),
        ("es", "El Gobierno firmó el tratado.", "tratdao", "tratado"),
        ("fr", "L'assemblée a voté la loi.", "assemblee", "assemblée"),
        ("de", "Die Brücke wurde zerstört.", "Brükce", "Brücke"),
        ("el", "Η κυβέρνηση παραιτήθηκε.", "κυβρνηση", "κυβέρνηση"),
    ],
)
def test_other_languages(library: Library, write: Write, lang: str, text: str, typed: str, assumed: str) -> None:
    library.add(write("a.txt", text), lang=lang)
    answer = library.ask(typed)
    assert quotes(answer) == [text]
    assert answer.assumed == (Assumption(typed, assumed),)


def test_what_may_not_be_asked_changes_no_correction(library: Library, write: Write) -> None:
    library.add(write("public.txt", "The troupe sang.\n\nThe minister resigned."), lang="en")
    question = "Where are the troope and the minster?"
    before = told(library.ask(question)), library.ask(question).assumed
    bold = told(library.ask("troope minster", bold=True))
    asked = library.ask("trp mnster").meant
    private = "The trope is old. The monster woke. The troope is here, and the minster.\n\n" * 9
    library.add(write("private.txt", private), lang="en", collection="private")
    assert (told(library.ask(question)), library.ask(question).assumed) == before
    assert told(library.ask("troope minster", bold=True)) == bold
    assert library.ask("trp mnster").meant == asked
    assert library.ask(question, ["public", "private"]).assumed == ()
    assert library.ask(question, ["private"]).assumed == ()


def test_a_word_that_was_removed_is_meant_no_more(library: Library, write: Write) -> None:
    kept = library.add(write("a.txt", "The castle fell.\n\nIt rained.\n\nIt snowed."), lang="en")
    gone = library.add(write("b.txt", "The cattle left.\n\nThe cattle came."), lang="en")
    assert library.ask("catle").assumed == (Assumption("catle", "cattle"),)
    library.remove(gone.source.id)
    assert library.ask("catle").assumed == (Assumption("catle", "castle"),)
    library.remove(kept.source.id)
    assert library.ask("catle").assumed == ()


def test_titles_and_headings_are_part_of_the_vocabulary(library: Library, rows: Rows) -> None:
    library.add(rows("a.jsonl", [{"text": "It rained.", "title": "Weather in Kharkiv"}]), lang="en")
    assert library.ask("weather in Kahrkiv").assumed == (Assumption("Kahrkiv", "Kharkiv"),)


LETTERS = "abcdefghij"


@given(
    st.text(LETTERS, min_size=SPELLINGS[1], max_size=SPELLINGS[-2]),
    st.integers(0, 3),
    st.randoms(use_true_random=False),
)
def test_one_error_anywhere_is_found(word: str, kind: int, chance: random.Random) -> None:
    place = chance.randrange(len(word))
    typed = (
        word[:place] + word[place + 1 :],
        word[:place] + "z" + word[place:],
        word[:place] + "z" + word[place + 1 :],
        word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
    )[kind]
    # "xyz" and "axyz" may be opposites.
    if typed != word and not (word.startswith("a") and word.endswith(typed)):
        held = MemorySnapshot(1, {1: Entry(1, 1, "en", "", spellings=f"{word} ")})
        assert nearest([typed], Vocabulary([held])) == {typed: word}


@pytest.mark.attack("a vocabulary of words that share half of each misspelt word of a question, and nothing else")
def test_words_that_only_share_a_half_are_not_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    half, shares = "zqxjkv", spelling._shares
    looked_at: set[str] = set()

    def noted(word: str, near: Iterable[Affixes]) -> bool:
        looked_at.add(word)
        return shares(word, near)

    monkeypatch.setattr(spelling, "_shares", noted)
    others = "".join(f"{half}{a}{b}mnop " for a in ascii_lowercase for b in ascii_lowercase)
    held = MemorySnapshot(1, {1: Entry(1, 1, "en", "", spellings=f"{others}{half}wwwwww ")})
    assert nearest([f"{half}wwwwwy"], Vocabulary([held])) == {f"{half}wwwwwy": f"{half}wwwwww"}
    assert looked_at == {f"{half}wwwwww"}
