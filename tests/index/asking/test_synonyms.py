"""An operator's plain file says what means the same."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Library, LibraryError, SynonymError
from index.asking.synonyms import parse
from tests.index.conftest import Write, faults, quotes, told

TEXT = """The DPRK tested an engine in May.

South Korea watched the sea.

The north wind came over Korea.

КНДР запустила ракету."""


@pytest.fixture
def stocked(library: Library, write: Write) -> Library:
    library.add(write("a.txt", TEXT), lang="en")
    return library


@pytest.fixture
def file(directory: Path) -> Path:
    return directory / "synonyms.txt"


def say(file: Path, text: str) -> None:
    """Write the file, as an editor would, at a time that is not the one before."""
    later = file.stat().st_mtime_ns + 1_000_000 if file.exists() else None
    file.write_bytes(text.encode())
    if later:
        os.utime(file, ns=(later, later))


def test_any_name_of_a_group_finds_the_others(stocked: Library, file: Path) -> None:
    say(file, "DPRK = North Korea = КНДР\n")
    assert quotes(stocked.ask("What did North Korea test?"))[0] == "The DPRK tested an engine in May."
    assert "КНДР запустила ракету." in quotes(stocked.ask("What of the DPRK?"))
    assert quotes(stocked.ask("Что с КНДР?"))[0] == "КНДР запустила ракету."


def test_a_name_of_several_words_counts_as_a_whole_alone(stocked: Library, file: Path) -> None:
    say(file, "DPRK = North Korea\n")
    assert quotes(stocked.ask("DPRK")) == ["The DPRK tested an engine in May."]


def test_the_words_of_the_other_name_stand_out(library: Library, write: Write, file: Path) -> None:
    library.add(write("a.txt", "In May North Korea tested an engine."), lang="en")
    say(file, "DPRK = North Korea\n")
    hit = library.ask("Which engine did the DPRK test?").hits[0]
    assert [hit.quote.passage.text[start:end] for start, end in hit.matches] == ["North", "Korea", "tested", "engine"]


def test_all_that_was_asked_is_there_whichever_name_is_used(library: Library, write: Write, file: Path) -> None:
    library.add(write("a.txt", "In May North Korea tested an engine.\n\nIt rained."), lang="en")
    say(file, "DPRK = North Korea\n")
    for question in ("DPRK engine test", "North Korea engine test"):
        answer = library.ask(question)
        held = library.rank(question).candidates[0].described.held
        assert answer.answered
        assert len(held) == len(library.rank(question).question.words)


def test_who_says_it_in_the_words_that_were_asked_comes_first(library: Library, write: Write, file: Path) -> None:
    library.add(write("a.txt", "The United Nations met.\n\nThe UN met.\n\nThe ООН met."), lang="en")
    say(file, "UN = United Nations = ООН\n")
    assert quotes(library.ask("When did the UN meet?"))[0] == "The UN met."
    assert quotes(library.ask("When did the United Nations meet?"))[0] == "The United Nations met."
    assert quotes(library.ask("When did the ООН meet?"))[0] == "The ООН met."


def test_two_names_that_share_a_word(library: Library, write: Write, file: Path) -> None:
    library.add(write("a.txt", "The DPRK spoke.\n\nThe ROK answered.\n\nIt rained."), lang="en")
    say(file, "DPRK = North Korea\nROK = South Korea\n")
    assert set(quotes(library.ask("What did North Korea and South Korea say?"))) == {
        "The DPRK spoke.",
        "The ROK answered.",
    }


def test_the_longer_of_two_names_is_meant(library: Library, write: Write, file: Path) -> None:
    library.add(write("a.txt", "Londongrad sank.\n\nThe Fund paid.\n\nIt rained."), lang="en")
    say(file, "Bank = Fund\nBank of London = Londongrad\n")
    assert quotes(library.ask("What of the Bank of London?")) == ["Londongrad sank."]


def test_the_other_name_in_another_language(library: Library, write: Write, file: Path) -> None:
    library.add(write("en.txt", "North Korea fired a missile."), lang="en")
    library.add(write("ru.txt", "Северная Корея запустила ракету."), lang="ru")
    say(file, "DPRK = North Korea = Северная Корея\n")
    assert set(quotes(library.ask("What of the DPRK?"))) == {
        "North Korea fired a missile.",
        "Северная Корея запустила ракету.",
    }


def test_chinese_names_are_found_within_running_text(library: Library, write: Write, file: Path) -> None:
    library.add(write("zh.txt", "据报道朝鲜发射了导弹。"), lang="zh")
    say(file, "DPRK = 朝鲜\n")
    assert quotes(library.ask("DPRK")) == ["据报道朝鲜发射了导弹。"]


@pytest.mark.parametrize("text", ["[de]\nGeld = Kohle\n", "de: Geld = Kohle\n", "[fr]\n[de]\nGeld = Kohle\n"])
def test_a_group_may_hold_for_one_language(library: Library, write: Write, file: Path, text: str) -> None:
    say(file, text)
    library.add(write("en.txt", "Kohle is a German word."), lang="en")
    assert library.ask("Geld").hits == ()
    library.add(write("de.txt", "Die Kohle fehlt."), lang="de")
    assert "Die Kohle fehlt." in quotes(library.ask("Geld"))


def test_a_known_name_is_no_typing_error(library: Library, write: Write, file: Path) -> None:
    library.add(write("a.txt", "Persian rugs are sold."), lang="en")
    assert library.ask("Persia").assumed != ()
    say(file, "Persia = Iran\n")
    assert library.ask("Persia").assumed == ()


def test_a_misspelt_name_has_its_other_names_too(library: Library, write: Write, file: Path) -> None:
    library.add(write("a.txt", "Kampuchea voted.\n\nCambodia is warm.\n\nIt rained."), lang="en")
    say(file, "Cambodia = Kampuchea\n")
    assert quotes(library.ask("Who voted in Cambdia?"))[0] == "Kampuchea voted."


def test_a_change_holds_from_the_next_question_on(stocked: Library, file: Path) -> None:
    before = told(stocked.ask("pyongyang"))
    assert before[2] == ()
    say(file, "Pyongyang = DPRK\n")
    assert quotes(stocked.ask("pyongyang")) == ["The DPRK tested an engine in May."]
    say(file, "Pyongyang = КНДР\n")
    assert quotes(stocked.ask("pyongyang")) == ["КНДР запустила ракету."]
    file.unlink()
    assert told(stocked.ask("pyongyang")) == before


def test_a_group_that_names_nothing_asked_changes_nothing(stocked: Library, file: Path) -> None:
    before = told(stocked.ask("What did South Korea watch?"))
    say(file, "UN = United Nations\n")
    assert told(stocked.ask("What did South Korea watch?")) == before


def test_comments_empty_lines_and_windows_are_no_trouble() -> None:
    groups = parse("# names\r\n\r\nUN = United Nations  # since 1945\r\n  C# = C sharp\r\n", "f")
    assert [(group.names, group.line) for group in groups] == [(("UN", "United Nations"), 3), (("C#", "C sharp"), 4)]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("UN = United Nations\nDPRK\n", 2, "two names"),
        ("UN = \n", 1, "no name"),
        ("= UN\n", 1, "no name"),
        ("UN = = United Nations\n", 1, "no name"),
        ("the = it\n", 1, "small words"),
        ("UN = of the\n", 1, "small words"),
        ("[de]\nKrieg = und\n", 2, "small words"),
        ("UN = …\n", 1, "neither letter nor figure"),
        ("UN = U.N.\n", 1, "the same word"),
        ("hans = Johannes\n", 1, "small words"),
        ("UN = un\n", 1, "small words"),
        ("A1 = B2\n\nB2 = C3\n", 3, "line 1"),
        ("A1 = B2\nB2 = C3\nC3 = A1\n", 2, "line 1"),
        ("A1 = B2\n[de]\nC3 = b2\n", 3, "line 1"),
        ("A1 = B2\nA1 = B2\n", 2, "line 1"),
        ("[English]\nA1 = B2\n", 1, "names no language"),
        ("[en\nA1 = B2\n", 1, "names no language"),
    ],
)
def test_a_broken_file_is_refused_with_the_line(text: str, line: int, why: str) -> None:
    with pytest.raises(SynonymError, match=f"line {line}: ") as caught:
        parse(text, "synonyms.txt")
    assert why in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert isinstance(caught.value, LibraryError)


def test_the_same_name_may_mean_something_else_in_another_language() -> None:
    assert len(parse("[en]\ngift = present\n[de]\nGift = Toxin\n", "f")) == 2


def test_a_file_broken_from_the_beginning_is_told_by_the_first_question(stocked: Library, file: Path) -> None:
    say(file, "DPRK\n")
    with pytest.raises(SynonymError, match="line 1"):
        stocked.ask("What of the DPRK?")
    say(file, "DPRK = North Korea\n")
    assert stocked.ask("What of the DPRK?").hits


def test_a_change_that_breaks_it_is_logged_once_and_what_it_said_stays(
    stocked: Library, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    say(file, "Pyongyang = DPRK\n")
    before = told(stocked.ask("pyongyang"))
    say(file, "Pyongyang = DPRK\nNonsense\n")
    with caplog.at_level(logging.WARNING):
        assert told(stocked.ask("pyongyang")) == told(stocked.ask("pyongyang")) == before
    assert [record.getMessage().count("line 2") for record in caplog.records] == [1]


def test_check_looks_at_the_file_too(stocked: Library, file: Path) -> None:
    say(file, "Pyongyang = DPRK\n")
    assert faults(stocked) == []
    assert stocked.check()[-1].checked == 1
    say(file, "Nonsense\n")
    assert len(faults(stocked)) == 1
    file.write_bytes("Köln = Cologne\n".encode("latin-1"))
    assert "line 1: this is not UTF-8" in faults(stocked)[0]


@given(st.text(alphabet=st.sampled_from("aB1 =#[]:\n\t,ж"), max_size=60))
def test_any_file_is_understood_or_refused_with_a_line(text: str) -> None:
    try:
        assert all(len(group.names) > 1 for group in parse(text, "f"))
    except SynonymError as error:
        refused = error
        assert refused.line
