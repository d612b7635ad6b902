"""What came in is there until it is handled; of what was handled, only its number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import ConversationsError
from bot.keeping.inbox import MOST_NUMBERS, MOST_TRIES, Inbox
from bot.keeping.one_bot import alone


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Inbox]:
    with closing(Inbox.open(tmp_path, 1)) as opened:
        yield opened


def test_what_was_not_handled_is_left_in_the_order_of_arrival(tmp_path: Path) -> None:
    with closing(Inbox.open(tmp_path, 1)) as inbox:
        inbox.store([(9, b"nine"), (8, b"eight")])
        inbox.store([(9, b"again"), (10, b"ten")])
        inbox.note_handled([8, 7])
    with closing(Inbox.open(tmp_path, 1)) as inbox:
        left = inbox.left()
    assert left.waiting == [(9, b"nine", 0), (10, b"ten", 0)]
    assert (left.handled, left.dropped) == ([8], 0)


def test_another_bots_updates_of_the_same_numbers_are_others(tmp_path: Path) -> None:
    with closing(Inbox.open(tmp_path, 1)) as inbox:
        inbox.store([(8, b"eight"), (9, b"nine")])
        inbox.note_handled([8])
    with closing(Inbox.open(tmp_path, 2)) as other:
        assert other.left() == ([], [], 0)


def test_no_word_of_what_was_handled_is_left_in_the_files(inbox: Inbox, tmp_path: Path) -> None:
    inbox.store([(number, f"zebra {number} ".encode() * 50) for number in range(200)])
    assert any(b"zebra" in file.read_bytes() for file in tmp_path.iterdir())
    inbox.note_handled(range(200))
    inbox.empty_log()
    assert not any(b"zebra" in file.read_bytes() for file in tmp_path.iterdir())


def test_so_many_numbers_are_kept(inbox: Inbox) -> None:
    for first in range(0, 3 * MOST_NUMBERS, 500):
        numbers = range(first, first + 500)
        inbox.store([(number, b"x") for number in numbers])
        inbox.note_handled(numbers)
    assert inbox.left().handled == list(range(2 * MOST_NUMBERS, 3 * MOST_NUMBERS))


def test_what_the_bot_dies_of_is_dropped_at_last_and_nothing_else_is(inbox: Inbox) -> None:
    inbox.store([(1, b"deadly"), (2, b"beside it"), (3, b"alone")])
    assert [one.tries for one in inbox.left().waiting] == [0, 0, 0]  # all at once, and it dies
    for tries in range(1, MOST_TRIES):
        assert {one.tries for one in inbox.left().waiting} == {1, tries}
        inbox.note_try(1)  # alone, and it dies
    left = inbox.left()
    assert ([one.number for one in left.waiting], left.handled, left.dropped) == ([2, 3], [1], 1)


def test_a_bot_that_leaves_alive_blames_nobody(inbox: Inbox) -> None:
    inbox.store([(1, b"slow")])
    for _ in range(2 * MOST_TRIES):
        assert [one.tries for one in inbox.left().waiting] == [0]
        inbox.note_try(1)
        inbox.give_back()


def test_a_damaged_file_is_a_reason_to_say_what_is_lost_without_it(tmp_path: Path) -> None:
    (tmp_path / "inbox.db").write_bytes(b"no database" * 1000)
    with pytest.raises(ConversationsError, match=r"inbox\.db: .*move it away: only questions that were not answered"):
        Inbox.open(tmp_path, 1)


def test_a_second_bot_in_a_directory_is_refused(tmp_path: Path) -> None:
    refused = pytest.raises(ConversationsError, match=r"another bot answers from .* \(process \d+\)")
    with alone(tmp_path), refused, alone(tmp_path):
        pass
    with alone(tmp_path):
        pass
