"""A group becomes a supergroup while another process holds the write lock: nobody waits, and nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.wire.backoff import Backoff
from index import Library
from index.store import Store
from tests.bot_api import BotApiServer, Group, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

Launch = Callable[..., Bot]

QUESTION, VAULT = "Who opened the new bridge?", "What is the password of the vault?"
QUOTE = "Mayor Jones opened the new bridge on Monday."
CLOSES, WHEN = "The gate closes at ten.", "Does the gate close at ten?"
NONE = "No stored sentence answers this."


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    names += ["Small", "Bob", "Harbour", "vault", "secret.jsonl"]


@pytest.fixture
def small(server: BotApiServer, alice: User, bob: User, data: Path) -> Group:
    """A basic group for which only a private collection was released."""
    group = server.group("Small", members=[alice, bob], basic=True)
    corpus.store(data, "secret.jsonl", corpus.SECRET, collection="vault")
    with Library.open(data) as library:
        library.set_collections_of(group.id, ["vault"])
    return group


@pytest.fixture
def locked(data: Path, small: Group) -> Iterator[sqlite3.Connection]:
    """Holds the write lock of the library until it is rolled back."""
    with closing(sqlite3.connect(data / "library.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writers give up at once instead of after a minute."""
    monkeypatch.setattr(Store.transaction.__wrapped__, "__defaults__", (0.0,))  # type: ignore[attr-defined]


def known_to_the_library(data: Path) -> set[int]:
    with Library.open(data) as library:
        return set(library.chats())


@pytest.mark.usefixtures("bot")
def test_two_migrations_keep_nobody_waiting(
    locked: sqlite3.Connection, server: BotApiServer, small: Group, chat: PrivateChat, alice: User, bob: User
) -> None:
    other = server.group("Harbour", members=[alice, bob], basic=True)
    large, larger = small.migrate(), other.migrate()
    assert chat.ask(alice, QUESTION).blockquotes == [QUOTE]
    assert large.ask(bob, f"/ask {VAULT}").blockquotes == [corpus.SECRET["text"]]
    assert larger.ask(bob, f"/ask {QUESTION}").blockquotes == [QUOTE]
    locked.rollback()


@pytest.mark.usefixtures("impatient")
def test_a_move_is_carried_out_once_the_library_can_be_written_to(
    launch: Launch, locked: sqlite3.Connection, small: Group, alice: User, bob: User, data: Path
) -> None:
    bot = launch()
    large = small.migrate()
    bot.wait_for_line("the library does not know it by this number yet")
    assert large.ask(bob, f"/ask {QUESTION}").text == NONE  # it asks the vault alone, as before
    assert large.ask(bob, f"/ask {VAULT}").blockquotes == [corpus.SECRET["text"]]
    locked.rollback()
    bot.wait_for_line(f"chat {large.id}: the library knows it by this number now")
    assert known_to_the_library(data) == {large.id}
    assert large.ask(bob, f"/ask {QUESTION}").text == NONE
    assert large.ask(bob, f"/ask {VAULT}").blockquotes == [corpus.SECRET["text"]]


@pytest.mark.usefixtures("impatient")
def test_also_after_a_restart(
    launch: Launch, locked: sqlite3.Connection, small: Group, alice: User, bob: User, data: Path
) -> None:
    first = launch()
    large = small.migrate()
    first.wait_for_line("the library does not know it by this number yet")
    first.stop()
    second = launch()
    assert large.ask(bob, f"/ask {QUESTION}").text == NONE
    assert large.ask(bob, f"/ask {VAULT}").blockquotes == [corpus.SECRET["text"]]
    second.stop()
    locked.rollback()
    third = launch()
    third.wait_for_line(f"chat {large.id}: the library knows it by this number now")
    assert known_to_the_library(data) == {large.id}
    assert large.ask(bob, f"/ask {VAULT}").blockquotes == [corpus.SECRET["text"]]


@pytest.mark.usefixtures("bot", "impatient")
def test_what_it_chose_holds_at_once(locked: sqlite3.Connection, small: Group, alice: User, bob: User) -> None:
    panel = small.ask(alice, "/settings")
    for page in ("s1:speak", "s1:speak:off", "s1:home"):
        before = len(panel.versions)
        panel.press(alice, page)
        panel.wait_for_edit(before)
    large = small.migrate()
    large.say(bob, f"/ask {VAULT}")
    assert "• When I speak · never" in large.ask(alice, "/settings").text
    assert len(large.answers) == 1
    locked.rollback()


@pytest.mark.usefixtures("impatient")
def test_what_it_left_out_and_what_it_added_stay_its_own(
    launch: Launch, server: BotApiServer, small: Group, alice: User, bob: User, data: Path
) -> None:
    bot = launch()
    with Library.open(data) as library:
        library.set_collections_of(small.id, ["public", "vault"])
    notice = small.say(bob, corpus.GATE, deliver=False)
    small.wait_for_reply(small.say(alice, "/add", reply_to=notice))
    panel = small.ask(alice, "/settings")
    for label in ("What I quote from", "vault"):
        before = len(panel.versions)
        panel.press(alice, label)
        panel.wait_for_edit(before)
    with closing(sqlite3.connect(data / "library.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        large = small.migrate()
        bot.wait_for_line("the library does not know it by this number yet")
        for _ in range(2):
            answer = large.ask(bob, f"/ask {WHEN}")
            assert answer.blockquotes == [CLOSES]
            assert large.ask(bob, f"/ask {QUESTION}").blockquotes == [QUOTE]
            assert large.ask(bob, f"/ask {VAULT}").text == NONE
            if other.in_transaction:
                other.rollback()
                bot.wait_for_line(f"chat {large.id}: the library knows it by this number now")
    removed = large.wait_for_reply(large.say(alice, "/remove", reply_to=answer))
    assert removed.text == "It is taken out, and is not quoted here any more."
    assert large.ask(bob, f"/ask {WHEN}").text == NONE


@pytest.mark.usefixtures("impatient")
def test_an_addition_that_comes_before_the_move_is_done_does_not_undo_it(
    launch: Launch,
    locked: sqlite3.Connection,
    small: Group,
    alice: User,
    bob: User,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.handlers.migration.MOVING", Backoff(3600.0, 1.0, 3600.0))
    bot = launch()
    large = small.migrate()
    bot.wait_for_line("the library does not know it by this number yet")
    locked.rollback()
    notice = large.say(bob, corpus.GATE, deliver=False)
    large.wait_for_reply(large.say(alice, "/add", reply_to=notice))
    assert large.ask(bob, f"/ask {WHEN}").quote == CLOSES
    assert large.ask(bob, f"/ask {VAULT}").blockquotes == [corpus.SECRET["text"]]
    with Library.open(data) as library:
        assert library.chats() == {large.id: ("vault", f"chat:{small.id}")}
