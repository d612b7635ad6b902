"""The phrase catalogues."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.errors import PhraseError
from bot.saying.phrases import Phrase, Phrases, load, read
from tests import locales

ENGLISH = Path("bot/saying/locales/en.ftl")
ENTRIES = {entry.name: entry for entry in locales.read(ENGLISH.read_text(encoding="utf-8"))}


def values(phrase: Phrase) -> dict[str, int | date]:
    """Something for each placeholder of a phrase."""
    return {name: date(2026, 3, 1) if name == "since" else 3 for name in ENTRIES[phrase.value].variables}


def test_no_answer_is_said_in_the_words_that_programs_rely_on() -> None:
    assert load().for_language("en")(Phrase.ANSWER_NONE) == "No stored sentence answers this."


@pytest.mark.parametrize("language", load().languages)
def test_every_phrase_can_be_said_in_every_language(language: str) -> None:
    say = load().for_language(language)
    for phrase in Phrase:
        assert say(phrase, **values(phrase))


def test_nothing_of_a_phrase_is_markup_or_an_isolating_mark() -> None:
    for phrases in load().languages.values():
        for phrase in Phrase:
            text = phrases(phrase, **values(phrase))
            assert not set(text) & set("<>*`\u2068\u2069")


def test_a_catalogue_without_a_phrase_is_refused(tmp_path: Path) -> None:
    text = ENGLISH.read_text(encoding="utf-8").replace("untitled = untitled\n", "")
    with pytest.raises(PhraseError, match=r"en\.ftl lacks untitled"):
        Phrases("en", text)


def test_a_catalogue_with_an_unknown_phrase_is_refused() -> None:
    with pytest.raises(PhraseError, match="unknown phrase, extra"):
        Phrases("en", ENGLISH.read_text(encoding="utf-8") + "\nextra = More\n")


def test_a_catalogue_with_a_phrase_twice_is_refused() -> None:
    with pytest.raises(PhraseError, match="has twice untitled"):
        Phrases("en", ENGLISH.read_text(encoding="utf-8") + "\nuntitled = x\n")


def test_a_catalogue_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(PhraseError, match="syntax error near"):
        Phrases("en", ENGLISH.read_text(encoding="utf-8") + "\nbroken = { oops\n")


def test_a_phrase_without_its_number_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(PhraseError, match="sources-more"):
        load().for_language("en")(Phrase.SOURCES_MORE)


def test_a_language_falls_back_to_its_main_language_and_then_to_english(tmp_path: Path) -> None:
    text = ENGLISH.read_text(encoding="utf-8")
    (tmp_path / "en.ftl").write_text(text, encoding="utf-8")
    (tmp_path / "pt.ftl").write_text(text.replace("untitled = untitled", "untitled = sem data"), encoding="utf-8")
    catalogue = read(tmp_path.iterdir())
    assert catalogue.for_language("pt-br")(Phrase.UNTITLED) == "sem data"
    assert catalogue.for_language("xx")(Phrase.UNTITLED) == "untitled"
    assert catalogue.for_language(None)(Phrase.UNTITLED) == "untitled"


def test_an_alert_fits_into_what_telegram_shows() -> None:
    shown = (
        *(Phrase.BUTTON_UNKNOWN, Phrase.BUTTON_EXPIRED, Phrase.BUTTON_NOT_YOURS, Phrase.QUOTE_GONE),
        *(Phrase.BUTTON_NOT_ADMIN, Phrase.VOTE_COUNTED, Phrase.VOTE_TAKEN_BACK, Phrase.NOT_ADMITTED),
    )
    for phrases in load().languages.values():
        for phrase in shown:
            assert len(phrases(phrase, **values(phrase))) <= 200


def test_what_telegram_shows_of_the_bot_fits() -> None:
    for phrases in load().languages.values():
        assert len(phrases(Phrase.DESCRIPTION)) <= 512
        assert len(phrases(Phrase.SHORT_DESCRIPTION)) <= 120
        for phrase in Phrase:
            if phrase.startswith("command-"):
                assert len(phrases(phrase)) <= 60  # more than that, a phone cuts off


def test_the_languages_that_were_promised_are_there() -> None:
    assert {"en", "ru", "uk", "es", "de", "ko"} <= load().languages.keys()


@pytest.mark.parametrize("path", locales.others(), ids=lambda path: path.stem)
def test_no_language_lacks_a_phrase_a_placeholder_or_a_plural_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = {entry.name: entry for entry in locales.read(text)}
    assert found.keys() == ENTRIES.keys()
    assert list(found) == list(ENTRIES), "phrases stand in the order of en.ftl"
    assert locales.MARK not in text
    forms = locales.forms_of(path.stem) | {"other"}
    for name, entry in found.items():
        assert entry.variables == ENTRIES[name].variables, name
        assert len(entry.plurals) == len(ENTRIES[name].plurals), name
        assert all(plural == forms for plural in entry.plurals), name


def test_every_phrase_has_a_name_in_the_code() -> None:
    assert locales.NAMES.read_text(encoding="utf-8") == locales.names(ENGLISH.read_text(encoding="utf-8"))


def test_what_is_missing_is_filled_in_and_what_is_too_many_goes() -> None:
    english = "a = A\n# Why.\nb =\n    B { $n }\n    B\n\n## Part\n\nc = C\n"
    assert locales.filled("## Teil\n\na = Ä\nold = Alt\n\nc = Z\n", english) == (
        "## Teil\n\na = Ä\n# To be translated.\nb =\n    B { $n }\n    B\n\nc = Z\n"
    )
    for path in locales.others():
        text = path.read_text(encoding="utf-8")
        assert locales.filled(text, ENGLISH.read_text(encoding="utf-8")) == text


def test_a_date_is_written_as_each_language_writes_it() -> None:
    said = {
        code: phrases(Phrase.STATS_TITLE, since=date(2026, 3, 1)).replace("\xa0", " ").replace("\u202f", " ")
        for code, phrases in load().languages.items()
    }
    assert said["en"] == "Since March 1, 2026"
    assert said["ru"] == "С 1 марта 2026 г."
    assert said["uk"] == "Від 1 березня 2026 р."
    assert said["es"] == "Desde el 1 de marzo de 2026"
    assert said["de"] == "Seit dem 1. März 2026"
    assert said["ko"] == "2026년 3월 1일부터"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["one hour", "2 hours", "5 hours", "21 hours"]),
        ("ru", ["1 час", "2 часа", "5 часов", "21 час"]),
        ("uk", ["1 годину", "2 години", "5 годин", "21 годину"]),
        ("de", ["eine Stunde", "2 Stunden", "5 Stunden", "21 Stunden"]),
        ("es", ["una hora", "2 horas", "5 horas", "21 horas"]),
        ("ko", ["1시간", "2시간", "5시간", "21시간"]),
    ],
)
def test_numbers_take_the_right_plural(code: str, said: list[str]) -> None:
    say = load().for_language(code)
    for count, words in zip((1, 2, 5, 21), said, strict=True):
        assert f" {words}" in " " + say(Phrase.MUTED_HOURS, count=count).replace(".", " ")
