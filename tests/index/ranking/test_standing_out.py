"""What an answer in documents has to have besides its confidence, where nobody asked for it."""

from __future__ import annotations

import pytest

from bot.hearing.overheard import is_sure
from index import Library
from tests.index.conftest import Write

DOCUMENT = """# The harbour

## Parking

Parking at the harbour is free on Sundays.

## Ferry

The ferry to the island sails at nine from the harbour.

## Tickets

Tickets for the ferry are sold at the kiosk. The ferry costs four crowns.

## Gates

The north gate opens at nine.

### Others

The south gate of the harbour opens at ten. The east gate opens later than that.
On most days, the west gate opens first.
"""


@pytest.fixture
def harbour(library: Library, write: Write) -> Library:
    library.add(write("harbour.md", DOCUMENT), lang="en")
    return library


def test_it_has_all_words_of_the_question(harbour: Library) -> None:
    assert harbour.ask("when does the ferry sail").stands_out
    assert not harbour.ask("when does the ferry sail in winter").stands_out


@pytest.mark.parametrize("question", ["how does the ferry sail", "why does the ferry sail"])
def test_it_tells_no_way_and_no_reason(harbour: Library, question: str) -> None:
    assert not harbour.ask(question).stands_out


def test_it_is_ahead_of_its_rivals(harbour: Library) -> None:
    assert harbour.ask("when does the north gate open").stands_out
    assert not harbour.ask("what opens").stands_out


def test_else_nobody_is_told_who_did_not_ask(harbour: Library) -> None:
    answer = harbour.ask("when does the ferry sail")
    assert answer.in_documents
    assert is_sure(answer, 0.0)
    assert not is_sure(harbour.ask("how does the ferry sail"), 0.0)
    assert not is_sure(answer, 1.0)
