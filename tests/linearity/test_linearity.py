"""No text is dear to read: CPU time is linear in its length.

The one exemption from "time decides no test". Documents are shorter here than in ``python -m tests.linearity``, and
languages fewer.
"""

from __future__ import annotations

import pytest

from tests.hostile import KINDS, MESSAGE
from tests.linearity.entries import DOCUMENTS, MESSAGES, STORED
from tests.linearity.measuring import Growth, growth

DOCUMENT, PASSAGE = 16_000, 16_000
LEFT_OUT = (", de", ", fr", ", ar", ", ko", ", th", ", xx")

OF_PASSAGES = (
    *("acronyms", "base64", "digits in threes with spaces", "distinct words", "Han", "letters and asterisks"),
    *("ligatures that become phrases", "one-letter words", "question words", "sentences of a letter", "Thai"),
)
"""Texts of many terms or sentences. Fewer kinds: each is stored, analyzed, and asked of three times."""

pytestmark = pytest.mark.attack("a text that is slow to read")


@pytest.mark.parametrize("name", MESSAGES)
def test_no_message_is_slow_to_read(name: str) -> None:
    growing = {kind: found for kind in KINDS if not (found := growth(MESSAGES[name], kind, MESSAGE)).linear}
    assert not growing


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.endswith(LEFT_OUT)])
def test_no_document_is_slow_to_read(name: str) -> None:
    growing = {kind: found for kind in KINDS if not (found := growth(DOCUMENTS[name], kind, DOCUMENT)).linear}
    assert not growing


@pytest.mark.parametrize("name", [name for name in STORED if not name.endswith(LEFT_OUT)])
def test_no_stored_passage_is_slow_to_ask_of(name: str) -> None:
    growing = {kind: found for kind in OF_PASSAGES if not (found := growth(STORED[name], kind, PASSAGE)).linear}
    assert not growing


def test_a_quadratic_function_is_told_from_a_linear_one() -> None:
    assert growth(lambda text: [text.count(char) for char in text], "one word", 20_000).whole > 0
    # Few calls, each of a long time: many would cost as much again, and that in proportion to the length.
    assert not growth(lambda text: [text.count("x") for _ in range(len(text) // 100)], "one word", 300_000).linear
    assert growth(lambda text: [char.upper() for char in text], "one word", 1_000_000).linear
    assert Growth(0.01, 0.001).linear
