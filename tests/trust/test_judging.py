"""What is lost, wrong or doubled is found; so are words of nobody's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from index import Library
from tests.bot_api import Utterance
from tests.bot_api.calls import Call
from tests.bot_api.text import utf16_length
from tests.trust.attacks import counted, held
from tests.trust.auditing import faults_in
from tests.trust.honest import IN_PRIVATE, Asked
from tests.trust.judging import judge

SENTENCE, OTHER = "The ferry sails at nine.", "The gate closes at ten."
ASKED = Asked(IN_PRIVATE, due=10.0, sentence=SENTENCE, chat_id=7, message_id=1)


def test_the_wait_counts_from_when_a_question_was_due() -> None:
    verdict = judge([ASKED], [reply(SENTENCE, at=12.5)])
    assert verdict.waits == [2500]
    assert not verdict.lost
    assert not verdict.doubled


def test_a_question_without_an_answer_or_with_another_is_lost() -> None:
    assert judge([ASKED], []).silent == [ASKED]
    assert judge([ASKED], [reply(SENTENCE, to=2)]).silent == [ASKED]
    assert judge([ASKED], [reply(SENTENCE, status=429)]).silent == [ASKED]
    assert judge([ASKED], [reply(OTHER)]).lost == [ASKED]


def test_a_second_answer_is_one_too_many() -> None:
    assert judge([ASKED], [reply(SENTENCE), reply(SENTENCE)]).doubled == [ASKED]


def test_quotes_of_nothing_stored_and_words_of_nobody_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(SENTENCE, encoding="utf-8")
    with Library.open(tmp_path / "library", create=True) as library:
        library.add(str(tmp_path / "ferry.txt"))

    def complaints(quote: str, below: str) -> list[str]:
        text, entity = f"{quote}\n{below}", {"type": "blockquote", "offset": 0, "length": utf16_length(quote)}
        said = Utterance("message", text, (entity,))
        return [fault.complaint for fault in faults_in([said], tmp_path / "library", [])]

    assert complaints(SENTENCE, "— ferry.txt") == []
    assert complaints(OTHER, "— ferry.txt") == ["a blockquote of nothing stored"]
    assert "words from nowhere" in complaints(SENTENCE, "Please sign in again.")


def test_attacks_are_counted_by_name() -> None:
    marked = '<properties><property name="attack" value="flood" /></properties>'
    cases = f'<testcase name="a">{marked}</testcase><testcase name="b">{marked}<failure /></testcase>'
    attacks = counted(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    assert attacks["flood"] == {"passed": 1, "failed": 1}
    assert not held(attacks)


def reply(quote: str, *, to: int = 1, at: float = 11.0, status: int = 200) -> Call:
    parameters: dict[str, Any] = {"chat_id": 7, "reply_parameters": json.dumps({"message_id": to})}
    entity = {"type": "blockquote", "offset": 0, "length": len(quote)}
    return Call("sendMessage", parameters, at, 0.0, status, {"text": quote, "entities": [entity]})
