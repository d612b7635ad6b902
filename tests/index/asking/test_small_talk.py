"""What is small talk, and when something stored answers it all the same."""

from __future__ import annotations

import pytest

from index import Library
from index.asking.small_talk import is_small_talk
from tests.index.conftest import Write, quotes

GREETINGS = """# Greetings

## Good morning

Good morning is said until noon, and never on the telephone.

## Thanks

Thanks are given with both hands.
"""


@pytest.mark.parametrize(
    "said",
    [
        "Thanks!",
        "thaaanks so much guys :D",
        "hahahah",
        "good morning everyone",
        "how old are you?",
        "👍",
        "Vielen Dank für die Hilfe!",
        "muchas gracias por todo",
        "MUCHISIMAS GRACIAS",
        "спасибо большое, помогло",
        "Скільки тобі років?",
        "감사합니다 ㅋㅋㅋ",
    ],
)
def test_small_talk(said: str) -> None:
    assert is_small_talk(said)


@pytest.mark.parametrize(
    "said",
    [
        "Thanks, and where do I park?",
        "thank you note",
        "so much",
        "hello world",
        "how old are you allowed to be",
        "what can you do about noise",
        "dank",
        "",
        " ",
        "???",
        "who is \ud83d",
        "спасибо за проезд",
        f"{'thanks ' * 100}",
    ],
)
def test_no_small_talk(said: str) -> None:
    assert not is_small_talk(said)


def test_what_is_stored_answers_it_where_that_is_sure(library: Library, write: Write) -> None:
    library.add(write("greetings.md", GREETINGS), lang="en")
    answer = library.ask("good morning")
    assert quotes(answer)[0] == "Good morning is said until noon, and never on the telephone."
    assert answer.shown == 1
    assert not answer.small_talk


def test_else_it_is_answered_by_nothing_and_nothing_comes_close(library: Library, write: Write) -> None:
    library.add(write("park.md", "Thanks to all who helped to build the new park.\n\nIt opens at nine."), lang="en")
    assert library.ask("Thanks for the help with the park").answered
    answer = library.ask("Thanks!")
    assert (answer.answered, answer.shown, answer.closest, answer.meant) == (False, 0, (), ())
    assert answer.small_talk
