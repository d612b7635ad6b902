"""A file from a chat may name Telegram messages; the bot believes none of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index import Library
from tests.bot_api import BotApiServer, Channel, Group, Message, PrivateChat, User
from tests.e2e import corpus

CLOSES, WHEN = "The gate closes at ten.", "Does the gate close at ten?"
NINE, SAILS = "The ferry sails at nine.", "When does the ferry sail?"
CHANGED = "Changed at its source"


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    names += ["Harbour", "Alice", "Bob", "rows.jsonl"]


def row(chat_id: int, message_id: int, text: str = corpus.GATE) -> dict[str, Any]:
    return {"text": text, "telegram": {"chat_id": chat_id, "message_id": message_id, "entities": []}}


def add(room: Group | PrivateChat, who: User, *rows: dict[str, Any]) -> str:
    """Add rows by /add, as a file."""
    content = "".join(json.dumps(one) + "\n" for one in rows)
    return room.wait_for_reply(room.say(who, "/add", reply_to=room.send_file(who, "rows.jsonl", content.encode()))).text


def says_nothing_of_telegram(server: BotApiServer, answer: Message) -> bool:
    """Whether an answer is a plain blockquote, and Telegram was asked nothing."""
    assert answer.quote is None
    assert answer.outside == "\n— rows.jsonl · #1 · added in this chat"
    assert [link.url for link in answer.links if "t.me/share" not in link.url] == []
    assert server.calls_of("getChat") == []
    quoted = [call for call in server.calls_of("sendMessage") if "quote" in str(call.params.get("reply_parameters"))]
    assert quoted == []
    return True


@pytest.mark.attack("a file tells whether somebody talks to the bot")
@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("talks", [True, False])
def test_an_answer_does_not_tell_whether_somebody_talks_to_the_bot(
    server: BotApiServer, chat: PrivateChat, alice: User, bob: User, talks: bool
) -> None:
    if talks:
        server.private_chat(bob).ask(bob, SAILS)
    assert add(chat, alice, row(bob.id, 1)).startswith("One passage of “rows.jsonl”")
    answer = chat.ask(alice, WHEN)
    assert answer.blockquotes == [CLOSES]
    assert says_nothing_of_telegram(server, answer)


@pytest.mark.attack("a file makes the bot say that a real message was changed")
@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("where", ["here", "in a public channel"])
def test_nobodys_message_is_said_to_have_changed_because_a_file_says_so(
    server: BotApiServer, group: Group, alice: User, bob: User, where: str
) -> None:
    said = "I have never said anything of a gate."
    room: Group | Channel = server.channel("Harbour", owner=bob, username="harbour_news") if where != "here" else group
    real = room.post(said) if isinstance(room, Channel) else room.say(bob, said, deliver=False)
    add(group, alice, row(real.chat_id, real.id))
    answer = group.ask(bob, f"/ask {WHEN}")
    assert answer.blockquotes == [CLOSES]
    assert says_nothing_of_telegram(server, answer)


@pytest.mark.attack("a file stored by an earlier version tells whether somebody talks to the bot")
@pytest.mark.usefixtures("bot")
def test_what_earlier_versions_stored_of_such_files_is_ignored_too(
    server: BotApiServer, chat: PrivateChat, alice: User, bob: User, data: Path, tmp_path: Path
) -> None:
    server.private_chat(bob).ask(bob, SAILS)
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row(bob.id, 1)) + "\n")
    with Library.open(data) as library:
        library.add(str(file), collection=f"chat:{alice.id}", title="rows.jsonl")
        library.set_collections_of(alice.id, ["public", f"chat:{alice.id}"])
    answer = chat.ask(alice, WHEN)
    assert says_nothing_of_telegram(server, answer)
    answer.press(alice, "Context")
    answer.wait_for_edit(1)
    assert CHANGED not in answer.outside
    server.inline(alice, WHEN)
    assert server.calls_of("getChat") == []


@pytest.mark.usefixtures("bot")
def test_a_file_that_is_added_keeps_nothing_of_it(chat: PrivateChat, alice: User, data: Path) -> None:
    add(chat, alice, row(alice.id, 1))
    with Library.open(data) as library:
        (found,) = library.ask(WHEN, [f"chat:{alice.id}"]).offered
        assert found.quote.passage.telegram is None


@pytest.mark.attack("an operator's row that Telegram never vouched for makes the bot accuse an author")
@pytest.mark.usefixtures("bot")
def test_changed_is_said_only_of_what_telegram_once_vouched_for(
    server: BotApiServer, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    channel = server.channel("Harbour", owner=bob, username="harbour_news")
    post = channel.post("We have said nothing of ferries.")
    corpus.store_post(data, post, text=corpus.FERRY)
    answer = chat.ask(alice, SAILS)
    assert answer.blockquotes == [NINE]
    assert CHANGED not in answer.outside
    assert answer.outside.endswith("\nTelegram does not confirm these words at their source.")
