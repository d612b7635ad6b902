"""Which collections a chat asks."""

from __future__ import annotations

from pathlib import Path

from index import PUBLIC, Library


def test_a_chat_that_said_nothing_asks_public(library: Library) -> None:
    assert library.collections_of(42) == (PUBLIC,)
    assert library.chats() == {}


def test_a_chat_asks_what_it_was_told(library: Library, directory: Path) -> None:
    library.set_collections_of(42, ["news", "rules"])
    library.set_collections_of(-100_123_456_789_012, ["café 規則"])
    library.set_collections_of(42, ["rules", "news"])
    with Library.open(directory) as reopened:
        assert reopened.collections_of(42) == ("rules", "news")
        assert reopened.chats() == {42: ("rules", "news"), -100_123_456_789_012: ("café 規則",)}


def test_a_group_that_became_a_supergroup_goes_on_asking_what_it_asked(library: Library) -> None:
    library.set_collections_of(-5, ["rules"])
    library.move_chat(-5, -1005)
    assert library.collections_of(-1005) == ("rules",)
    assert library.collections_of(-5) == (PUBLIC,)
    assert library.chats() == {-1005: ("rules",)}


def test_a_move_that_is_told_twice_is_one_move(library: Library) -> None:
    library.set_collections_of(-5, ["rules"])
    library.move_chat(-5, -1005)
    library.move_chat(-5, -1005)
    assert library.chats() == {-1005: ("rules",)}


def test_a_chat_that_said_nothing_moves_without_a_trace(library: Library) -> None:
    library.move_chat(-5, -1005)
    assert library.chats() == {}


def test_a_chat_may_ask_nothing(library: Library) -> None:
    library.set_collections_of(42, [])
    assert library.collections_of(42) == ()
