"""What a quote stands under at its source stands above it; a list is quoted as it stands, and code as code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot_api import Group, Message, PrivateChat, User
from tests.bot_api.text import stretches
from tests.e2e import corpus

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture(autouse=True)
def guide(data: Path) -> None:
    corpus.store_guide(data)


def marked(message: Message, kind: str) -> list[str]:
    return stretches(message.text, message.entities, [kind])


def test_an_item_stands_under_what_introduces_it(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "Is Mira Okafor a new director?")
    assert answer.blockquotes == ["1. Mira Okafor"]
    above, _, source = answer.outside.split("\n")
    assert above == "▾ The new directors are:"
    assert source == "— Visiting the lighthouse · The keepers · 2025-04-01 · The association"


def test_a_list_that_answers_as_a_whole_is_quoted_whole_under_its_heading(group: Group, bob: User) -> None:
    answer = group.ask(bob, "/ask Who are the new directors?")
    assert answer.blockquotes == ["The new directors are:\n1. Mira Okafor\n2. Tom Lindqvist"]
    assert answer.outside == "▾ The association\n\n— Visiting the lighthouse · The keepers · 2025-04-01"


def test_a_long_table_is_folded(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "opening hours, closes, month")
    (table,) = marked(answer, "expandable_blockquote")
    assert table.startswith("Month | Closes\nMay | 1 pm\n")
    assert table.count("\n") == 20
    assert answer.text.startswith("▾ Opening hours\n")


def test_code_is_quoted_as_code_below_the_sentence_that_introduces_it(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "logbook send keeper")
    assert answer.blockquotes == marked(answer, "pre") == ["logbook sign <keeper>\nlogbook send"]
    assert answer.text.startswith("▾ To sign the logbook, run:\n")


def test_the_sentences_around_a_quote_have_the_whole_way_to_them(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "Who are the new directors?")
    answer.press(alice, "Context")
    answer.wait_for_edit(1)
    assert answer.outside.endswith("— Visiting the lighthouse · The keepers · 2025-04-01 · The association")
    answer.press(alice, "Back")
    answer.wait_for_edit(2)
    assert answer.text.startswith("▾ The association\n")
