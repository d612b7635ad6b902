"""/remove: by a reply, and from the list."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index import Library, Source
from index.store import reader
from index.store.rows import to_source
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus

CLOSES, WHEN = "The gate closes at ten.", "Does the gate close at ten?"
PIER, WHERE = "Fishing is allowed from the east pier.", "Is fishing allowed from the east pier?"
NONE = "No stored sentence answers this."
REMOVED = "It is taken out, and is not quoted here any more."
HOW = "Send /remove in reply to what was added, to the message in which I said so, or to an answer that quotes it."
WHICH = "Tap what I am to take out; what was added last comes first."
NOTHING = "There is nothing to take out here."
ADMINS = "Only admins can take out here what others have added."
UNKNOWN = "This button is not known any more."
FILES = [f"rules{number}.txt" for number in range(20)]


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    names += ["Harbour", "Alice", "Bob", "Small", *FILES]


def reply(room: Group | PrivateChat, who: User, command: str, to: Message) -> Message:
    return room.wait_for_reply(room.say(who, command, reply_to=to))


def add_file(room: Group | PrivateChat, who: User, name: str, content: str) -> Message:
    return reply(room, who, "/add", room.send_file(who, name, content.encode()))


def press(panel: Message, who: User, label: str) -> str:
    """Press a button, and return the notification once the list has changed."""
    before = len(panel.versions)
    told = panel.press(who, label)
    panel.wait_for_edit(before)
    return told.text


@pytest.mark.usefixtures("bot")
def test_a_reply_to_an_answer_takes_out_what_it_quotes(group: Group, alice: User, bob: User, data: Path) -> None:
    add_file(group, alice, "rules1.txt", f"{PIER}\n\n{corpus.GATE}")
    notice = group.say(bob, corpus.GATE_AGAIN, deliver=False)
    reply(group, alice, "/add", notice)
    native = group.ask(bob, "/ask Does the gate close at eleven?")
    assert native.quote == "The gate closes at eleven."
    answer = group.ask(bob, f"/ask {WHERE}")
    assert answer.blockquotes == [PIER]
    public = group.ask(bob, "/ask Who opened the new bridge?")
    assert reply(group, bob, "/remove", answer).text == ADMINS
    assert reply(group, alice, "/remove", public).text.startswith(HOW)  # it was not added here
    assert reply(group, alice, "/remove", reply(group, bob, "/ask What sings?", answer)).text.startswith(HOW)
    assert reply(group, alice, "/remove", native).text == REMOVED
    assert reply(group, alice, "/remove", answer).text == REMOVED
    assert reply(group, alice, "/remove", answer).text.startswith(HOW)
    assert group.ask(bob, f"/ask {WHERE}").text == NONE
    with Library.open(data) as library:
        assert {one.source.collection for one in library.sources()} == {"public"}


@pytest.mark.usefixtures("bot")
def test_the_list_has_what_was_added_here_the_latest_first_and_a_press_takes_it_out(
    server: BotApiServer, group: Group, alice: User, bob: User, data: Path
) -> None:
    assert group.ask(alice, "/remove").text == NOTHING
    add_file(server.group("Small", members=[alice]), alice, "rules9.txt", PIER)
    for number in range(10):
        add_file(group, alice, f"rules{number}.txt", f"{PIER} {number}.")
    assert group.ask(bob, "/remove").text == ADMINS
    panel = group.ask(alice, "/remove")
    assert panel.text.startswith(WHICH)
    assert panel.buttons == [*(f"✕ rules{number}.txt" for number in range(9, 1, -1)), "Older ▸"]
    assert panel.press(bob, "✕ rules9.txt").text == ADMINS
    press(panel, alice, "Older")
    assert panel.buttons == ["✕ rules1.txt", "✕ rules0.txt", "◂ Newer"]
    assert press(panel, alice, "✕ rules0.txt") == REMOVED
    assert press(panel, alice, "✕ rules1.txt") == REMOVED
    assert panel.buttons == [f"✕ rules{number}.txt" for number in range(9, 1, -1)]  # the page that is left
    with Library.open(data) as library:
        left = [one.source for one in library.sources([f"chat:{group.id}"])]
        library.remove(left[-1].id)  # whoever runs the bot does it
    told = panel.press(alice, "✕ rules9.txt")
    assert (told.text, told.alert) == (UNKNOWN, True)
    panel.wait_for_edit(len(panel.versions) - 1)
    for data_of in (
        "r1:1:0",
        "r2:",
        "r2:0",
        "r2:x:0",
        f"r2:{left[0].id}:0",
        f"r2:{'a' * 32}:0",
        f"r2:{'a' * 32}:1234567",
    ):
        assert panel.press(alice, data_of, forged=True).text == UNKNOWN
    settings = group.ask(alice, "/settings")
    for label in ("Who may add sources", "nobody"):
        press(settings, alice, label)
    assert press(panel, alice, "✕ rules8.txt") == REMOVED
    with Library.open(data) as library:
        assert [one.source for one in library.sources([f"chat:{group.id}"])] == left[:-2]


@pytest.mark.attack("tens of thousands of messages that one chat added, and lists of them again and again")
@pytest.mark.usefixtures("bot")
def test_of_very_many_additions_only_those_that_are_shown_are_read(
    chat: PrivateChat, alice: User, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_file(chat, alice, "rules1.txt", PIER)
    with Library.open(data) as library:
        added = library.sources([f"chat:{alice.id}"])[0].source
        _copy(data, added.id, 5_000)
        assert len(library.sources()) == 5_002
    read = 0

    def counted(row: dict[str, Any]) -> Source:
        nonlocal read
        read += 1
        return to_source(row)

    monkeypatch.setattr(reader, "to_source", counted)
    panel = chat.ask(alice, "/remove")
    press(panel, alice, "Older")
    assert panel.buttons == [*["✕ rules1.txt"] * 8, "◂ Newer", "Older ▸"]
    press(panel, alice, "Older")
    assert press(panel, alice, "✕ rules1.txt") == REMOVED
    add_file(chat, alice, "rules2.txt", PIER)
    assert 0 < read < 100
    listed = chat.ask(alice, "/sources")
    assert listed.text.startswith("5,002 sources can be quoted here:")
    assert read < 1_200


def _copy(data: Path, source_id: int, times: int) -> None:
    """Store a source as often as that besides, without its passages."""
    with closing(sqlite3.connect(data / "library.db")) as database, database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(sources)") if row[1] not in ("id", "key")]
        database.execute(
            f"""WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
            INSERT INTO sources ({", ".join(columns)}, key)
            SELECT {", ".join(columns)}, key || n FROM sources, numbers WHERE id = ?""",  # noqa: S608  # no foreign text
            [times, source_id],
        )


@pytest.mark.usefixtures("bot")
def test_after_a_migration_both_ways_find_what_was_added_before(
    server: BotApiServer, alice: User, bob: User, data: Path
) -> None:
    small = server.group("Small", members=[alice, bob], basic=True)
    add_file(small, alice, "rules1.txt", PIER)
    notice = small.say(bob, corpus.GATE, deliver=False)
    reply(small, alice, "/add", notice)
    large = small.migrate()
    answer = large.ask(bob, f"/ask {WHEN}")
    assert answer.blockquotes == [CLOSES]
    assert reply(large, alice, "/remove", answer).text == REMOVED
    panel = large.ask(alice, "/remove")
    assert panel.buttons == ["✕ rules1.txt"]
    assert press(panel, alice, "✕ rules1.txt") == REMOVED
    assert (panel.text, panel.buttons) == (NOTHING, [])
    assert large.ask(bob, f"/ask {WHERE}").text == NONE


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("code", ["en", "ru", "uk", "es", "de", "ko"])
def test_all_of_it_is_said_in_each_language(server: BotApiServer, code: str) -> None:
    """The auditor checks the words; the assertions only make sure that there were any."""
    person = server.user("Alice", language_code=code)
    chat = server.private_chat(person)
    chat.ask(person, "/start")
    for number in range(9):
        add_file(chat, person, f"rules{number}.txt", f"{PIER} {number}.")
    panel = chat.ask(person, "/remove")
    press(panel, person, "r2::1")
    assert len(panel.buttons) == 2
    press(panel, person, panel.buttons[0])
    assert len(panel.buttons) == 8
    assert reply(chat, person, "/remove", panel).text
