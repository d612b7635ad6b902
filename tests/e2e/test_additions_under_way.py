"""What happens while an addition is under way: to the operator's word, to /remove, to a group that becomes another."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.wire import downloads
from index import Library
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot
from tests.e2e.process import ROOT
from tests.e2e.test_settings import click

Launch = Callable[..., Bot]

PIER, WHERE = "Fishing is allowed from the east pier.", "Is fishing allowed from the east pier?"
CLOSES, WHEN = "The gate closes at ten.", "Does the gate close at ten?"
NONE = "No stored sentence answers this."
ADDED = "2 passages of “rules.txt” can be quoted here from now on."
WAIT = "I am still at work on the last one."
WITHDRAWN = "Whoever runs me has taken what is added here out of what I quote here. So nothing is added."
GONE = "That was taken out while I was reading it, and I have not put it back."
STOPPED = "I have stopped adding that; nothing new is stored."
REMOVED = "It is taken out, and is not quoted here any more."
ADMINS = "Only admins can take out here what others have added."


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    names += ["Harbour", "Small", "Alice", "Bob", "rules.txt", "other.txt"]


class Gate:
    """Holds additions before their download, once it is closed."""

    def __init__(self) -> None:
        self._reached, self._open = threading.Semaphore(0), threading.Event()
        self._open.set()

    def close(self) -> None:
        self._open.clear()

    def wait(self) -> None:
        """Wait until an addition is at the gate."""
        assert self._reached.acquire(timeout=60)

    def open(self) -> None:
        self._open.set()

    async def pass_through(self) -> None:
        if not self._open.is_set():
            self._reached.release()
            await asyncio.to_thread(self._open.wait)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    held, download = Gate(), downloads.download

    async def wait_and_download(*arguments: Any) -> None:
        await held.pass_through()
        await download(*arguments)

    monkeypatch.setattr("bot.handlers.adding.download", wait_and_download)
    yield held
    held.open()


def reply(room: Group | PrivateChat, who: User, command: str, to: Message) -> Message:
    return room.wait_for_reply(room.say(who, command, reply_to=to))


def send(room: Group, who: User, name: str = "rules.txt", content: str = corpus.RULES) -> Message:
    return room.send_file(who, name, content.encode(), deliver=False)


def verbatim(data: Path, *arguments: str) -> str:
    """What the operator does, in another process."""
    command = [sys.executable, "-m", "bot", "--data", str(data), *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603  # our own
    return done.stdout


def chats(data: Path) -> dict[int, tuple[str, ...]]:
    with Library.open(data) as library:
        return library.chats()


def added_keys(data: Path) -> list[str]:
    with Library.open(data) as library:
        return [one.source.key.rpartition("/")[2] for one in library.sources() if one.source.collection != "public"]


@pytest.mark.attack("an addition under way undoes what the operator took away")
@pytest.mark.usefixtures("bot")
def test_a_collection_that_is_taken_away_meanwhile_stays_away(
    gate: Gate, group: Group, alice: User, bob: User, data: Path
) -> None:
    assert reply(group, alice, "/add", send(group, bob)).text.startswith(ADDED)
    gate.close()
    under_way = group.say(alice, "/add", reply_to=send(group, bob, "other.txt"))
    gate.wait()
    verbatim(data, "chats", "--collection", "public", "--", str(group.id))
    gate.open()
    assert group.wait_for_reply(under_way).text == WITHDRAWN
    assert reply(group, alice, "/add", send(group, bob, "other.txt")).text == WITHDRAWN  # nor later
    assert (chats(data), added_keys(data)) == ({group.id: ("public",)}, ["rules.txt"])
    assert group.ask(bob, f"/ask {WHERE}").text == NONE
    verbatim(data, "chats", "--collection", "public", "--collection", f"chat:{group.id}", "--", str(group.id))
    assert reply(group, alice, "/add", send(group, bob, "other.txt")).text.startswith("2 passages of “other.txt”")


@pytest.mark.attack("an addition under way undoes what the operator took away")
@pytest.mark.usefixtures("bot")
def test_so_does_one_that_was_never_there(gate: Gate, group: Group, alice: User, bob: User, data: Path) -> None:
    gate.close()
    under_way = group.say(alice, "/add", reply_to=send(group, bob))
    gate.wait()
    verbatim(data, "chats", "--collection", "public", "--", str(group.id))
    gate.open()
    assert group.wait_for_reply(under_way).text == WITHDRAWN
    assert (chats(data), added_keys(data)) == ({group.id: ("public",)}, [])
    # What the operator said before is no word about what is added later.
    assert reply(group, alice, "/add", send(group, bob)).text.startswith(ADDED)


@pytest.mark.attack("an addition under way undoes what the operator took away")
@pytest.mark.usefixtures("bot")
def test_a_source_that_is_removed_meanwhile_stays_away(
    gate: Gate, group: Group, alice: User, bob: User, data: Path
) -> None:
    reply(group, alice, "/add", send(group, bob))
    with Library.open(data) as library:
        source = library.sources([f"chat:{group.id}"])[0].source
    gate.close()
    under_way = group.say(alice, "/add", reply_to=send(group, bob, content=f"{corpus.RULES}\n\n{corpus.GATE}"))
    gate.wait()
    verbatim(data, "remove", str(source.id))
    gate.open()
    assert group.wait_for_reply(under_way).text == GONE
    assert added_keys(data) == []
    assert reply(group, alice, "/add", send(group, bob)).text.startswith(ADDED)  # that is somebody's new word


@pytest.mark.usefixtures("bot")
def test_where_it_is_decided_meanwhile_that_nobody_may_add_nothing_is_added(
    gate: Gate, group: Group, alice: User, bob: User, data: Path
) -> None:
    gate.close()
    under_way = group.say(alice, "/add", reply_to=send(group, bob))
    gate.wait()
    click(group.ask(alice, "/settings"), alice, "s1:adders", "s1:adders:nobody")
    gate.open()
    assert group.wait_for_reply(under_way).text == "Nothing can be added here."
    assert added_keys(data) == []


@pytest.mark.attack("a member keeps a group from removing by adding all the time")
@pytest.mark.usefixtures("bot")
def test_while_one_thing_is_added_another_is_removed_and_none_is_added(
    gate: Gate, group: Group, alice: User, bob: User, data: Path
) -> None:
    first = send(group, bob)
    reply(group, alice, "/add", first)
    gate.close()
    other = send(group, bob, "other.txt")
    under_way = group.say(alice, "/add", reply_to=other)
    gate.wait()
    assert reply(group, alice, "/add", other).text.startswith(WAIT)
    assert reply(group, alice, "/remove", first).text == REMOVED
    gate.open()
    assert group.wait_for_reply(under_way).text.startswith("2 passages of “other.txt”")
    assert added_keys(data) == ["other.txt"]


@pytest.mark.usefixtures("bot")
def test_what_is_just_being_added_is_stopped_by_remove(
    gate: Gate, group: Group, alice: User, bob: User, data: Path
) -> None:
    gate.close()
    file = send(group, bob)
    under_way = group.say(alice, "/add", reply_to=file)
    gate.wait()
    assert reply(group, bob, "/remove", file).text == ADMINS
    assert reply(group, alice, "/remove", file).text == STOPPED
    gate.open()
    assert reply(group, alice, "/add", file).text.startswith(ADDED)
    assert [one for one in group.answers if one.reply_to == under_way] == []
    assert reply(group, alice, "/remove", file).text == REMOVED
    assert added_keys(data) == []


@pytest.mark.attack("a group that becomes a supergroup while a file is read loses what is added")
def test_a_group_becomes_a_supergroup_meanwhile(
    gate: Gate, server: BotApiServer, launch: Launch, alice: User, bob: User, data: Path
) -> None:
    bot = launch()
    small = server.group("Small", members=[alice, bob], basic=True)
    gate.close()
    small.say(alice, "/add", reply_to=send(small, bob))
    gate.wait()
    large = small.migrate()
    bot.wait_for_line("the library knows it by this number now")
    gate.open()
    told = large.wait_for(lambda message: message.from_bot)
    assert told.text.startswith(ADDED)
    assert chats(data) == {large.id: ("public", f"chat:{small.id}")}
    assert large.ask(bob, f"/ask {WHERE}").blockquotes == [PIER]
    assert reply(large, alice, "/remove", told).text == REMOVED


@pytest.mark.usefixtures("bot")
def test_everybody_removes_what_they_added_and_admins_everything_whoever_may_add(
    group: Group, alice: User, bob: User, data: Path
) -> None:
    panel = click(group.ask(alice, "/settings"), alice, "s1:adders", "s1:adders:members")
    of_bob, of_alice = send(group, bob), send(group, alice, "other.txt")
    reply(group, bob, "/add", of_bob)
    reply(group, alice, "/add", of_alice)
    click(panel, alice, "s1:adders:nobody")
    assert reply(group, bob, "/remove", of_alice).text == ADMINS
    listed = group.ask(bob, "/remove")
    assert listed.buttons == ["✕ other.txt", "✕ rules.txt"]
    assert listed.press(bob, "other.txt").text == ADMINS
    assert reply(group, bob, "/remove", of_bob).text == REMOVED
    assert group.ask(bob, "/remove").text == ADMINS
    assert reply(group, alice, "/remove", of_alice).text == REMOVED
    assert added_keys(data) == []


def test_where_the_operator_lets_nobody_add_everybody_may_remove(
    launch: Launch, chat: PrivateChat, alice: User, data: Path
) -> None:
    bot = launch()
    chat.ask(alice, "/start")
    file = chat.send_file(alice, "rules.txt", corpus.RULES.encode())
    assert reply(chat, alice, "/add", file).text.startswith(ADDED)
    bot.stop()
    launch(added_passages=0)
    assert reply(chat, alice, "/add", file).text == "Nothing can be added here."
    assert reply(chat, alice, "/remove", file).text == REMOVED
    assert added_keys(data) == []
