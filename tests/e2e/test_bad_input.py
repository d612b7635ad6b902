"""Documents and questions as nobody should write them, in chats."""

from __future__ import annotations

import pytest

from tests.bot_api import Group, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.test_removing import add_file

pytestmark = pytest.mark.usefixtures("bot")

NONE = "No stored sentence answers this."
OPENED, BRIDGE = "Who opened the new bridge?", "Mayor Jones opened the new bridge on Monday."
WIDE = "What holds in the harbour after dusk, for whoever comes late? " * 15


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    names += ["Harbour", "Alice", "Bob", "list.md", "wide.md", "heading.md", "broken.md", "Rules: of [the"]


def test_a_document_that_is_one_heading_or_markup_is_refused_and_told(chat: PrivateChat, alice: User) -> None:
    told = add_file(chat, alice, "heading.md", "# When does the gate close?\n\n![map](map.png)\n")
    assert "cannot be read" not in told.text
    assert told.text.startswith("I read text files in UTF-8 only")
    assert chat.ask(alice, "When does the gate close?").text == NONE


def test_a_list_of_ten_thousand_items_is_added_and_one_more_is_too_many(chat: PrivateChat, alice: User) -> None:
    items = [f"- {corpus.GATE.partition('.')[0]}.\n"] + ["- Visitors ring the bell twice.\n"] * 9_999
    assert "can be quoted here from now on" in add_file(chat, alice, "list.md", "".join(items)).text
    assert chat.ask(alice, "Does the gate close at ten?").blockquotes == ["The gate closes at ten."]
    more = add_file(chat, alice, "list.md", "".join([*items, "- Visitors ring the bell twice.\n"]))
    assert more.text.startswith("One of its lists or tables has more than 10,000 items")


def test_a_heading_of_almost_a_thousand_characters_is_one_short_line_above_the_quote(
    chat: PrivateChat, alice: User, names: list[str], above: list[tuple[str, str]]
) -> None:
    names.append(WIDE.strip())
    above.append((WIDE.strip(), corpus.GATE))
    add_file(chat, alice, "wide.md", f"## {WIDE}\n\n{corpus.GATE}\n")
    answer = chat.ask(alice, "Does the gate close at ten?")
    assert answer.blockquotes[0] == "The gate closes at ten."
    first, *_ = answer.text.split("\n")
    assert first == f"▾ {WIDE[:100].strip()}…"
    assert len(answer.text) < 500


def test_broken_front_matter_is_not_quoted(chat: PrivateChat, alice: User) -> None:
    add_file(chat, alice, "broken.md", f"---\ntitle: Rules: of [the\n\tgate\nx: 'y\n---\n{corpus.GATE}\n")
    for question in ("rules of the gate", "x y", "title"):
        assert set(chat.ask(alice, question).blockquotes) <= set(corpus.GATE.split(". ", 1)) | {
            "The gate closes at ten."
        }


@pytest.mark.parametrize("question", ["a", "я", "x", "河", "?"])
def test_a_question_of_one_letter_gets_the_fixed_phrase(chat: PrivateChat, alice: User, question: str) -> None:
    assert chat.ask(alice, question).text == NONE


def test_a_question_of_twenty_lines_is_answered_by_what_it_asks(group: Group, bob: User) -> None:
    lines = ["Hello all,", "", "I was away.", *[""] * 8, OPENED, *["", "Thanks"] * 4]
    answer = group.ask(bob, "/ask " + "\n".join(lines))
    assert answer.blockquotes[:1] == [BRIDGE]
