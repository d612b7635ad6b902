"""The catalogue of the bot's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import PhraseError
from bot.phrases import Phrase, Phrases, load, read

ENGLISH = Path("bot/locales/en.ftl")


def test_no_answer_is_said_in_the_words_that_programs_rely_on() -> None:
    assert load().for_language("en")(Phrase.ANSWER_NONE) == "No stored sentence answers this."


@pytest.mark.parametrize("language", load().languages)
def test_every_phrase_can_be_said_in_every_language(language: str) -> None:
    say = load().for_language(language)
    for phrase in Phrase:
        assert say(phrase, number=2, total=5, count=3, days=90, bot="verbatim_bot")


def test_nothing_of_a_phrase_is_markup_or_an_isolating_mark() -> None:
    for phrases in load().languages.values():
        for phrase in Phrase:
            text = phrases(phrase, number=2, total=5, count=3, days=90, bot="verbatim_bot")
            assert not set(text) & set("<>*`\u2068\u2069")


def test_a_catalogue_without_a_phrase_is_refused(tmp_path: Path) -> None:
    text = ENGLISH.read_text(encoding="utf-8").replace("undated = undated\n", "")
    with pytest.raises(PhraseError, match=r"en\.ftl lacks undated"):
        Phrases("en", text)


def test_a_catalogue_with_an_unknown_phrase_is_refused() -> None:
    with pytest.raises(PhraseError, match="unknown phrase, extra"):
        Phrases("en", ENGLISH.read_text(encoding="utf-8") + "\nextra = More\n")


def test_a_catalogue_with_a_phrase_twice_is_refused() -> None:
    with pytest.raises(PhraseError, match="has twice undated"):
        Phrases("en", ENGLISH.read_text(encoding="utf-8") + "\nundated = x\n")


def test_a_catalogue_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(PhraseError, match="cannot be read near"):
        Phrases("en", ENGLISH.read_text(encoding="utf-8") + "\nbroken = { oops\n")


def test_a_phrase_without_its_number_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(PhraseError, match="sources-more"):
        load().for_language("en")(Phrase.SOURCES_MORE)


def test_a_language_falls_back_to_its_main_language_and_then_to_english(tmp_path: Path) -> None:
    text = ENGLISH.read_text(encoding="utf-8")
    (tmp_path / "en.ftl").write_text(text, encoding="utf-8")
    (tmp_path / "pt.ftl").write_text(text.replace("undated = undated", "undated = sem data"), encoding="utf-8")
    catalogue = read(tmp_path.iterdir())
    assert catalogue.for_language("pt-br")(Phrase.UNDATED) == "sem data"
    assert catalogue.for_language("xx")(Phrase.UNDATED) == "undated"
    assert catalogue.for_language(None)(Phrase.UNDATED) == "undated"


def test_an_alert_fits_into_what_telegram_shows() -> None:
    for phrases in load().languages.values():
        for phrase in (Phrase.BUTTON_UNKNOWN, Phrase.BUTTON_EXPIRED, Phrase.BUTTON_NOT_YOURS, Phrase.QUOTE_GONE):
            assert len(phrases(phrase)) <= 200
