"""What one account sends to /add costs nobody else anything. The order of events decides, never the time."""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index import Library
from index.limits import CHAT
from index.sandbox.process import NICENESS
from index.store import Store
from tests.bot_api import PATIENCE, BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot
from tests.e2e.process import BotProcess

Launch = Callable[..., Bot]

CLOSES, WHEN = "The gate closes at ten.", "Does the gate close at ten?"
BRIDGE, OPENED = "Mayor Jones opened the new bridge on Monday.", "Who opened the new bridge?"
ADDED = "This message can be quoted here from now on. /remove in reply to it, or to this, takes it out."
TROUBLE = "That did not work just now. Please send it again in a moment."
# An honest message takes a second or two of a slow machine.
SECONDS = 4
TOO_LONG = (
    f"Reading that takes me more than {SECONDS} s, so it is not added. "
    "Split it into smaller files, or send plainer ones."
)
# Its sentences are found by a model, which takes some twenty seconds for all of them.
THAI = "ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอน " * 24_000
TABLES = ("|" + " |" * 1_000 + "\n|" + "-|" * 1_000 + "\n" + "| a " * 10 + "|\n\n") * 5
FILES = {
    "thai.txt": THAI,
    "tables.md": TABLES,
    "line.txt": "x" * 19_000_000,
    "quotes.md": ("> " * 400 + "a\n") * 50,
    "lists.md": "".join("  " * (n % 60) + "- item\n" for n in range(20_000)),
    "nested.jsonl": "[" * 1_000_000 + "\n",
}


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    names += ["Harbour", "Small", "Alice", "Bob", "Mallory", "rules.txt", *FILES]


@pytest.fixture
def mallory(server: BotApiServer) -> User:
    return server.user("Mallory")


def reply(room: Group | PrivateChat, who: User, command: str, to: Message) -> Message:
    return room.wait_for_reply(room.say(who, command, reply_to=to))


@pytest.mark.attack("an account sends a file that takes long to read")
@pytest.mark.parametrize("name", FILES)
def test_while_it_is_read_others_are_answered_and_add(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User, mallory: User, name: str
) -> None:
    launch(chat_limits=replace(CHAT, parse_seconds=SECONDS))
    lair = server.private_chat(mallory)
    lair.ask(mallory, "/start")
    file = lair.send_file(mallory, name, FILES[name].encode())
    attack = lair.say(mallory, "/add", reply_to=file)
    server.wait_for_call("getFile")
    answer = group.ask(bob, f"/ask {OPENED}")
    assert answer.blockquotes == [BRIDGE]
    added = reply(group, alice, "/add", group.say(bob, corpus.GATE, deliver=False))
    assert added.text == ADDED
    told = lair.wait_for_reply(attack)
    if name == "thai.txt":  # it is read to the end of its time; the others are refused, or taken, before
        assert told.text == TOO_LONG
        assert told.record.acted > added.record.acted > answer.record.acted
    assert group.ask(bob, f"/ask {WHEN}").quote == CLOSES


@pytest.mark.attack("an account sends heavy files in many chats at once")
def test_one_person_adds_one_thing_at_a_time(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User, mallory: User
) -> None:
    launch(chat_limits=replace(CHAT, parse_seconds=SECONDS))
    home = server.private_chat(mallory)
    home.ask(mallory, "/start")
    lairs: list[PrivateChat | Group] = [home, *(server.group("Small", members=[mallory]) for _ in range(2))]
    attacks = []
    for lair in lairs:
        file = lair.send_file(mallory, "thai.txt", THAI.encode(), deliver=lair is home)
        attacks.append(lair.say(mallory, "/add", reply_to=file))
    server.wait_for_call("getFile")
    assert reply(group, alice, "/add", group.say(bob, corpus.GATE, deliver=False)).text == ADDED
    # Which of them comes first is not decided: updates of several chats are read side by side.
    told = sorted(lair.wait_for_reply(attack).text for lair, attack in zip(lairs, attacks, strict=True))
    assert [text.startswith("I am still at work on the last one.") for text in told] == [True, True, False]
    assert told[-1] == TOO_LONG
    assert len(server.calls_of("getFile")) == 1


@pytest.mark.attack("an account sends heavy files in the names of many groups at once")
def test_one_account_in_the_names_of_many_groups_is_one_of_those_who_wait(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User, mallory: User
) -> None:
    launch(chat_limits=replace(CHAT, parse_seconds=4))
    lairs = [server.group("Small", members=[mallory]) for _ in range(6)]
    for lair in lairs:
        lair.say_anonymously("/add", reply_to=lair.send_file(mallory, "thai.txt", THAI.encode(), deliver=False))
    server.wait_until_taken()
    assert reply(group, alice, "/add", group.say(bob, corpus.GATE, deliver=False)).text == ADDED
    assert sum(not lair.answers for lair in lairs) >= 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows processes in files")
@pytest.mark.attack("a file that takes long to read delays the stopping of the bot")
def test_the_bot_stops_while_it_is_read(
    server: BotApiServer, launch_process: Callable[..., BotProcess], mallory: User
) -> None:
    bot = launch_process(stop_patience=600, chat_limits_parse_seconds=600)
    lair = server.private_chat(mallory)
    lair.ask(mallory, "/start")
    file = lair.send_file(mallory, "thai.txt", (THAI * 6).encode())
    attack = lair.say(mallory, "/add", reply_to=file)
    reader = bot.wait_for_reader()
    assert bot.stop() == 0
    assert "not finished in time" not in bot.log
    assert lair.wait_for_reply(attack).text == TROUBLE
    assert not reader.exists()


@pytest.fixture
def locked(data: Path) -> Iterator[sqlite3.Connection]:
    """Holds the write lock of the library until it is rolled back."""
    with closing(sqlite3.connect(data / "library.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


@pytest.mark.attack("an addition that waits for another process delays the stopping of the bot")
@pytest.mark.usefixtures("locked")
def test_the_bot_stops_while_an_addition_waits_for_the_lock(
    launch: Launch, group: Group, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits, begin = threading.Event(), Store._begin

    def note(store: Store, *arguments: Any) -> None:
        waits.set()
        begin(store, *arguments)

    monkeypatch.setattr(Store, "_begin", note)
    running = launch(stop_patience=600)
    adding = group.say(alice, "/add", reply_to=group.say(bob, corpus.GATE, deliver=False))
    assert waits.wait(60)
    assert running.stop() == 0
    assert group.wait_for_reply(adding).text == TROUBLE
    assert "not finished in time" not in running.log


def test_the_size_of_a_download_is_counted_whatever_was_said_of_it(
    launch: Launch, chat: PrivateChat, alice: User, data: Path
) -> None:
    launch(chat_limits=replace(CHAT, document_bytes=10))
    file = chat.send_file(alice, "rules.txt", b"The gate closes.", sized=False)
    assert reply(chat, alice, "/add", file).text
    with Library.open(data) as library:
        assert len(library.sources()) == 1


@pytest.mark.attack("a file that is read makes everybody wait, from the start of the process that reads it")
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows processes in files")
def test_whatever_reads_it_gives_way_from_its_start(
    server: BotApiServer, launch_process: Callable[..., BotProcess], mallory: User
) -> None:
    bot = launch_process()
    lair = server.private_chat(mallory)
    lair.ask(mallory, "/start")
    lair.say(mallory, "/add", reply_to=lair.send_file(mallory, "thai.txt", FILES["thai.txt"].encode()))
    reader = bot.wait_for_reader()
    until = time.monotonic() + PATIENCE
    while os.getpriority(os.PRIO_PROCESS, int(reader.name)) != NICENESS and time.monotonic() < until:
        time.sleep(0.001)
    assert "tantivy" not in (reader / "maps").read_text()  # it has imported nothing yet
