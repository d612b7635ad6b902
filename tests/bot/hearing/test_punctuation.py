"""Where questions end."""

from __future__ import annotations

import unicodedata

import pytest

from bot.hearing.overheard import question_in
from bot.hearing.punctuation import QUESTION_MARKS, ends_as_question, question_ends
from bot.hearing.splitting import questions_in

# Characters named question mark that do not end a question.
BEGINS = {"INVERTED QUESTION MARK", "INVERTED INTERROBANG", "ADLAM INITIAL QUESTION MARK"}
SIGNS = {"LESS-THAN WITH QUESTION MARK ABOVE", "GREATER-THAN WITH QUESTION MARK ABOVE"}
OTHER = SIGNS | {"NEGATIVE SQUARED QUESTION MARK"}


def named_question_marks() -> set[str]:
    marks = ("QUESTION MARK", "EXCLAMATION QUESTION", "QUESTION EXCLAMATION", "INTERROBANG")
    names = {chr(code): unicodedata.name(chr(code), "") for code in range(0x20000)}
    return {c for c, name in names.items() if any(mark in name for mark in marks) and name not in BEGINS | OTHER}


def test_every_question_mark_of_unicode_is_known() -> None:
    assert named_question_marks() == QUESTION_MARKS


@pytest.mark.parametrize("mark", sorted(QUESTION_MARKS))
def test_one_definition_splits_questions_and_recognizes_them(mark: str) -> None:
    first, second = f"Who opened it{mark}", f"What does it cost{mark}"
    assert questions_in(f"{first} {second}") == [first, second]
    assert question_in(first, ("en",)) == first
    if mark != "\u055e":  # the Armenian mark stands inside words, so the sentence goes on
        assert question_in(f"{first} Me.", ("en",)) == first


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Դու գիտե՞ս, թե ո՞վ է", ["Դու գիտե՞ս, թե ո՞վ է"]),
        ("Who opened it⁉️ What does it cost⁉️", ["Who opened it⁉️", "What does it cost⁉️"]),
        ("Кто открыл мост❓ Сколько он стоит❓", ["Кто открыл мост❓", "Сколько он стоит❓"]),
        ("谁开了这座桥？过桥多少钱？谢谢", ["谁开了这座桥？", "过桥多少钱？"]),
        ("他问：“谁开了桥？”“多少钱呢？”", ["他问：“谁开了桥？”", "“多少钱呢？”"]),
        ("من افتتح الجسر؟كم يكلف العبور؟", ["من افتتح الجسر؟", "كم يكلف العبور؟"]),
        ("„Wer hat sie eröffnet?“ „Was kostet sie?“", ["„Wer hat sie eröffnet?“", "„Was kostet sie?“"]),
        ("Who opened it (Jones?)? What does it cost?!", ["Who opened it (Jones?)?", "What does it cost?!"]),
        ("किसने? पुल किसने खोला? कितना खर्च है?", ["किसने? पुल किसने खोला?", "कितना खर्च है?"]),
    ],
)
def test_each_question_gets_its_marks_and_what_closes_with_them(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


@pytest.mark.parametrize("text", ["See https://example.org/?q=1 and /?r=2", "Hm... ok!", "¿Quién", ""])
def test_what_ends_no_question(text: str) -> None:
    assert list(question_ends(text)) == []
    assert not ends_as_question(text)
