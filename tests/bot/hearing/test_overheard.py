"""Questions that are not addressed to the bot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.overheard import question_in
from tests.hostile import KINDS, MESSAGE

LANGUAGES = ("en", "de", "es", "ru", "uk", "ko", "zh", "ja", "ar", "hi", "th")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Who opened the bridge?",
            "who opened the bridge",
            "Is it free?",
            "Really?!",
            "Free (for cyclists?)",
            "Is it free⁉",
            "Free‽",
        ),
        *("Wer hat die Brücke eröffnet", "¿Quién abrió el puente?", "quién abrió el puente"),
        *("Кто открыл мост", "Хто відкрив міст", "Міст відкрили?"),
        *("다리를 누가 열었나요", "谁开了桥", "橋はどこですか？", "من افتتح الجسر؟", "पुल किसने खोला?", "ใครเปิดสะพาน"),
    ],
)
def test_this_is_a_question(text: str) -> None:
    assert question_in(text, LANGUAGES) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "?", "?!", "🦉?", "Mayor Jones opened the bridge.", "I know who opened it"),
        *("https://example.org/?who=jones is a link", "When it rains, it pours", "What a day.  I am tired"),
        *("Who opened it\nNobody knows", "Wo" * 100, "What " + "very " * 30 + "nonsense"),
    ],
)
def test_this_is_none(text: str) -> None:
    assert question_in(text, LANGUAGES) is None


def test_of_a_long_message_only_the_question_is_asked() -> None:
    text = "Good morning.\nI was asleep. Who opened the bridge? It must have been the mayor."
    assert question_in(text, ("en",)) == "Who opened the bridge?"


def test_a_mark_that_is_shown_as_an_emoji_is_a_mark() -> None:
    assert question_in("Is it free\u2049\ufe0f I hope so.", ("en",)) == "Is it free\u2049"


def test_a_word_that_asks_counts_only_in_the_languages_of_the_library() -> None:
    assert question_in("Кто открыл мост", ("en",)) is None
    assert question_in("Кто открыл мост?", ()) == "Кто открыл мост?"


@pytest.mark.parametrize("kind", KINDS)
def test_no_message_is_dear_to_read(kind: str) -> None:
    question_in(KINDS[kind](MESSAGE), LANGUAGES)


@given(st.text(max_size=300))
def test_no_text_whatever_is_an_error(text: str) -> None:
    question_in(text, LANGUAGES)
