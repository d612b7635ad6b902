"""/add and /remove: sources added by a chat."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import Library
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot
from tests.e2e.test_settings import click

Launch = Callable[..., Bot]

CLOSES, WHEN = "The gate closes at ten.", "Does the gate close at ten?"
PIER, WHERE = "Fishing is allowed from the east pier.", "Is fishing allowed from the east pier?"
NONE = "No stored sentence answers this."
ADDED = "This message can be quoted here from now on. /remove in reply to it, or to this, takes it out."
FILE_ADDED = "2 passages of “rules.txt” can be quoted here from now on. /remove in reply to the file, or to this,"
ALREADY = "That was added before, and nothing of it has changed."
HOW = (
    "Send /add in reply to what I am to quote from: a text message, or a text file (.txt, .md or .jsonl). "
    "Or answer a question: /add and the answer, in reply to it."
)
FORMAT = "I read text files in UTF-8 only: .txt, .md, and .jsonl with a “text” on each line."
ADMINS = "Only admins can add sources here."
NOBODY = "Nothing can be added here."
REMOVED = "It is taken out, and is not quoted here any more."
REMOVE_HOW = (
    "Send /remove in reply to what was added, to the message in which I said so, or to an answer that quotes it."
)
REMOVE_HOW += " /remove alone lists what was added here."
TROUBLE = "That did not work just now. Please send it again in a moment."


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    """The people, groups and files of these tests."""
    names += ["Harbour", "Alice", "Bob", "Small", "News", "rules.txt", "rules.md", "rows.jsonl"]


@pytest.fixture
def notice(group: Group, bob: User) -> Message:
    """What Bob said in the group."""
    return group.say(bob, corpus.GATE, deliver=False)


@pytest.fixture
def locked(data: Path) -> Iterator[sqlite3.Connection]:
    """Holds the write lock of the library until it is rolled back."""
    with closing(sqlite3.connect(data / "library.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def reply(room: Group | PrivateChat, who: User, command: str, to: Message) -> Message:
    """Reply with a command, and return the bot's answer."""
    return room.wait_for_reply(room.say(who, command, reply_to=to))


def collections(data: Path) -> dict[str, int]:
    """Number of sources per collection."""
    with Library.open(data) as library:
        names = [one.source.collection for one in library.sources()]
    return {name: names.count(name) for name in names}


@pytest.mark.usefixtures("bot")
def test_a_message_is_added_and_from_then_on_quoted_by_telegram_itself(
    group: Group, notice: Message, alice: User, bob: User
) -> None:
    assert group.ask(bob, f"/ask {WHEN}").text == NONE
    assert reply(group, alice, "/add", notice).text == ADDED
    answer = group.ask(bob, f"/ask {WHEN}")
    assert (answer.quote, answer.reply_to) == (CLOSES, notice)
    assert answer.text == f"— Harbour · Bob · {datetime.now(UTC).date().isoformat()} · added in this chat"
    assert answer.links[0].url.endswith(f"/{notice.id}")
    assert "Harbour · Bob" in group.ask(bob, "/sources").text
    assert group.ask(bob, "/ask Who opened the new bridge?").blockquotes  # it still asks the collections from before


@pytest.mark.usefixtures("bot")
def test_the_formatting_of_the_message_comes_along(group: Group, alice: User, bob: User) -> None:
    entities = [
        {"type": "bold", "offset": 4, "length": 4},
        {"type": "text_link", "offset": 0, "length": 8, "url": "https://example.org/posts"},
    ]
    notice = group.say(bob, corpus.GATE, entities=entities, deliver=False)
    reply(group, alice, "/add", notice)
    assert group.ask(bob, f"/ask {WHEN}").quote == CLOSES


@pytest.mark.usefixtures("bot")
def test_it_is_quoted_in_that_chat_and_nowhere_else(
    server: BotApiServer, group: Group, notice: Message, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    reply(group, alice, "/add", notice)
    shared = group.ask(bob, f"/ask {WHEN}").links[-1].url
    assert chat.ask(alice, WHEN).text == NONE
    assert server.group("Other", members=[alice]).ask(alice, f"/ask {WHEN}").text == NONE
    assert server.inline(alice, WHEN).results == []
    assert "leads to no quote" in chat.wait_for_reply(chat.start(shared.rpartition("start=")[2])).text
    assert collections(data) == {"public": 1, f"chat:{group.id}": 1}


@pytest.mark.usefixtures("bot")
def test_in_a_private_chat_it_is_that_persons_own_and_is_not_sent_by_inline_mode(
    server: BotApiServer, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    note = chat.say(alice, corpus.GATE)
    chat.wait_for_reply(note)
    assert reply(chat, alice, "/add", note).text == ADDED
    answer = chat.ask(alice, WHEN)
    assert (answer.quote, answer.reply_to) == (CLOSES, note)
    assert answer.text.startswith("— Alice · ")
    assert collections(data) == {"public": 1, f"chat:{alice.id}": 1}
    assert server.private_chat(bob).ask(bob, WHEN).text == NONE
    # Inline mode says that the sender did not write the quote.
    offer = server.inline(alice, WHEN)
    assert offer.results == []
    assert not offer.is_personal


@pytest.mark.usefixtures("bot")
def test_who_may_add_is_what_the_group_chose(group: Group, notice: Message, alice: User, bob: User) -> None:
    assert reply(group, bob, "/add", notice).text == ADMINS
    panel = click(group.ask(alice, "/settings"), alice, "Who may add sources")
    assert "with /add" in panel.text
    click(panel, alice, "all members")
    told = reply(group, bob, "/add", notice)
    assert told.text == ADDED
    click(panel, alice, "nobody")
    for who in (alice, bob):
        assert reply(group, who, "/add", notice).text == NOBODY
    assert "/add" not in group.ask(bob, "/help").text
    click(panel, alice, "admins")
    assert reply(group, bob, "/add", notice).text == ADMINS
    assert group.ask(bob, f"/ask {WHEN}").quote == CLOSES
    assert reply(group, alice, "/remove", told).text == REMOVED


@pytest.mark.usefixtures("bot")
def test_anonymous_admins_may_and_who_lost_the_rights_may_not(
    group: Group, notice: Message, alice: User, bob: User
) -> None:
    group.promote(bob)
    assert reply(group, bob, "/add", notice).text == ADDED
    group.demote(bob)
    assert reply(group, bob, "/add", notice).text == ADMINS
    assert group.wait_for_reply(group.say_anonymously("/remove", reply_to=notice)).text == REMOVED


@pytest.mark.usefixtures("bot")
def test_a_text_file_is_added(group: Group, alice: User, bob: User) -> None:
    file = group.send_file(bob, "rules.txt", corpus.RULES.encode(), deliver=False)
    assert reply(group, alice, "/add", file).text.startswith(FILE_ADDED)
    answer = group.ask(bob, f"/ask {WHERE}")
    assert answer.blockquotes == [PIER]
    assert answer.outside == "\n— rules.txt · ¶1 · added in this chat"
    assert reply(group, alice, "/add", file).text == ALREADY


@pytest.mark.usefixtures("bot")
def test_markdown_and_jsonl_are_read_as_such(chat: PrivateChat, alice: User) -> None:
    chat.ask(alice, "/start")
    markdown = chat.send_file(alice, "rules.md", f"# Harbour\n\n{corpus.RULES}".encode())
    assert reply(chat, alice, "/add", markdown).text.startswith("One passage of “Harbour”")
    row = {"text": corpus.GATE, "title": "Harbour channel", "author": "A. Smith"}
    rows = chat.send_file(alice, "rows.jsonl", json.dumps(row).encode())
    assert reply(chat, alice, "/add", rows).text.startswith("One passage of “rows.jsonl”")
    assert chat.ask(alice, WHEN).outside == "\n— Harbour channel · A. Smith · #1 · added in this chat"
    assert chat.ask(alice, WHERE).blockquotes == [PIER]


@pytest.mark.usefixtures("bot")
def test_a_file_that_is_sent_again_takes_the_place_of_the_earlier_one(
    chat: PrivateChat, alice: User, data: Path
) -> None:
    first = chat.send_file(alice, "rules.txt", f"{corpus.GATE}\n\n{PIER}".encode())
    reply(chat, alice, "/add", first)
    quoted = chat.ask(alice, WHEN)
    second = chat.send_file(alice, "rules.txt", f"{corpus.GATE_AGAIN}\n\n{PIER}".encode())
    assert reply(chat, alice, "/add", second).text.startswith("2 passages of “rules.txt”")
    assert collections(data)[f"chat:{alice.id}"] == 1
    assert chat.ask(alice, "Does the gate close at eleven?").blockquotes == ["The gate closes at eleven."]
    assert quoted.press(alice, "Context").text == "The source of this quote is no longer here."
    assert reply(chat, alice, "/remove", first).text == REMOVED
    assert chat.ask(alice, WHERE).text == NONE


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF", FORMAT),
        ("photo", b"Gulls are loud.", FORMAT),
        ("a.txt", b"caf\xe9 au lait", f"Line 1 of this file cannot be read. {FORMAT}"),
        ("a.txt", b"", FORMAT),
        ("a.txt", b"\n \n", FORMAT),
        ("a.jsonl", b'{"text": "Gulls are loud."}\n{"text": 5}\n', f"Line 2 of this file cannot be read. {FORMAT}"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_added(
    chat: PrivateChat, alice: User, data: Path, name: str, content: bytes, said: str
) -> None:
    file = chat.send_file(alice, name, content)
    assert reply(chat, alice, "/add", file).text == said
    assert collections(data) == {"public": 1}
    assert chat.ask(alice, "Who opened the new bridge?").blockquotes


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("sized", [True, False])
def test_a_file_that_telegram_does_not_hand_out_is_said_to_be_too_big(
    server: BotApiServer, chat: PrivateChat, alice: User, sized: bool
) -> None:
    file = chat.send_file(alice, "rules.txt", b"x" * (20 * 2**20 + 1), sized=sized)
    assert reply(chat, alice, "/add", file).text == "Telegram hands me no file of more than 20 MB."
    assert len(server.calls_of("getFile")) == (0 if sized else 1)


def test_a_chat_adds_no_more_passages_than_the_operator_allows(
    launch: Launch, chat: PrivateChat, group: Group, notice: Message, alice: User, data: Path
) -> None:
    launch(added_passages=2)
    too_much = "That does not fit: the most passages that one chat can add is 2."
    long = chat.send_file(alice, "rules.txt", f"{corpus.RULES}\n\n{corpus.GATE}".encode())
    assert reply(chat, alice, "/add", long).text == too_much
    assert collections(data) == {"public": 1}
    file = chat.send_file(alice, "rules.txt", corpus.RULES.encode())
    assert reply(chat, alice, "/add", file).text.startswith(FILE_ADDED)
    note = chat.say(alice, corpus.GATE)
    assert reply(chat, alice, "/add", note).text == too_much
    assert reply(group, alice, "/add", notice).text == ADDED  # another chat has a limit of its own
    reply(chat, alice, "/remove", file)
    assert reply(chat, alice, "/add", note).text == ADDED


def test_where_nothing_may_be_added_nothing_speaks_of_it(
    server: BotApiServer, launch: Launch, chat: PrivateChat, group: Group, notice: Message, alice: User
) -> None:
    launch(added_passages=0, menus=True)
    assert reply(group, alice, "/add", notice).text == NOBODY
    assert "Who may add sources" not in group.ask(alice, "/settings").buttons
    server.wait_for_call("setMyShortDescription")
    for room in (chat, group):
        assert "/add" not in room.ask(alice, "/help").text + room.ask(alice, "/privacy").text
        assert "add" not in server.menu(alice, room)


@pytest.mark.usefixtures("bot")
def test_what_is_no_text_of_somebodys_is_not_added(
    server: BotApiServer, group: Group, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    assert group.ask(alice, "/add").text == HOW
    topic = server.group("Forum", members=[alice], forum=True).topic("Boats")
    assert (
        topic.ask(alice, "/add").text == HOW
    )  # in a topic, a message that replies to nothing refers to the creation of the topic
    photo = group.say(bob, "", entities=[], extra={"photo": []}, deliver=False)
    assert reply(group, alice, "/add", photo).text == HOW
    answer = group.ask(bob, "/ask Who opened the new bridge?")
    mine = "My own messages are no source."
    assert reply(group, alice, "/add", answer).text == mine
    sent = server.inline(alice, "Who opened the new bridge?").choose(0, group)
    assert reply(group, alice, "/add", sent).text == mine
    forwarded = chat.forward(alice, answer)
    assert reply(chat, alice, "/add", forwarded).text == mine
    assert collections(data) == {"public": 1}


@pytest.mark.usefixtures("bot")
def test_a_forwarded_message_is_its_first_authors(
    server: BotApiServer, group: Group, chat: PrivateChat, alice: User, bob: User
) -> None:
    channel = server.channel("News", owner=bob, username="harbour_news", bot=None)
    post = channel.post(corpus.GATE)
    forwarded = group.forward(bob, post)
    reply(group, alice, "/add", forwarded)
    answer = group.ask(bob, f"/ask {WHEN}")
    assert (answer.quote, answer.reply_to) == (CLOSES, forwarded)
    assert answer.text.startswith("— News · 2")
    forwarded = chat.forward(alice, group.say(bob, corpus.GATE_AGAIN, deliver=False))
    reply(chat, alice, "/add", forwarded)
    assert chat.ask(alice, "Does the gate close at eleven?").text.startswith("— Bob · 2")


@pytest.mark.usefixtures("bot")
def test_what_was_added_is_taken_out_by_a_reply_to_it_or_to_what_was_said_of_it(
    group: Group, notice: Message, alice: User, bob: User, data: Path
) -> None:
    for about in (lambda told: notice, lambda told: told):
        told = reply(group, alice, "/add", notice)
        assert told.text == ADDED
        answer = group.ask(bob, f"/ask {WHEN}")
        assert reply(group, alice, "/remove", about(told)).text == REMOVED
        assert group.ask(bob, f"/ask {WHEN}").text == NONE
        assert answer.press(bob, "Context").text == "The source of this quote is no longer here."
        assert reply(group, alice, "/remove", about(told)).text == REMOVE_HOW
    assert collections(data) == {"public": 1}


@pytest.mark.usefixtures("bot")
def test_what_the_operator_removed_already_is_no_trouble(
    group: Group, notice: Message, alice: User, data: Path
) -> None:
    told = reply(group, alice, "/add", notice)
    with Library.open(data) as library:
        library.remove(next(one.source.id for one in library.sources() if one.source.collection != "public"))
    assert reply(group, alice, "/remove", told).text == REMOVED
    assert reply(group, alice, "/add", notice).text == ADDED


def test_it_is_all_there_after_a_restart(launch: Launch, group: Group, notice: Message, alice: User, bob: User) -> None:
    bot = launch()
    told = reply(group, alice, "/add", notice)
    bot.stop()
    assert "gate" not in bot.log
    launch()
    assert group.ask(bob, f"/ask {WHEN}").quote == CLOSES
    assert reply(group, alice, "/add", notice).text == ALREADY
    assert reply(group, alice, "/remove", told).text == REMOVED


@pytest.mark.usefixtures("bot")
def test_a_group_that_becomes_a_supergroup_keeps_what_was_added(
    server: BotApiServer, alice: User, bob: User, data: Path
) -> None:
    small = server.group("Small", members=[alice, bob], basic=True)
    file = small.send_file(bob, "rules.txt", corpus.RULES.encode(), deliver=False)
    reply(small, alice, "/add", file)
    large = small.migrate()
    assert large.ask(bob, f"/ask {WHERE}").blockquotes == [PIER]
    assert reply(large, alice, "/add", large.say(bob, corpus.GATE, deliver=False)).text == ADDED
    again = large.send_file(bob, "rules.txt", corpus.RULES.encode(), deliver=False)
    assert reply(large, alice, "/add", again).text == ALREADY
    assert collections(data) == {"public": 1, f"chat:{small.id}": 2}


@pytest.mark.usefixtures("bot")
def test_a_group_can_leave_it_out(group: Group, notice: Message, alice: User, bob: User) -> None:
    reply(group, alice, "/add", notice)
    panel = click(group.ask(alice, "/settings"), alice, "What I quote from")
    assert panel.buttons[:2] == ["✓ public", "✓ added here"]
    click(panel, alice, "added here")
    assert group.ask(bob, f"/ask {WHEN}").text == NONE
    click(panel, alice, "Back")
    assert "• What I quote from · public\n" in panel.text


@pytest.mark.usefixtures("bot")
def test_while_another_process_writes_the_addition_waits_and_nobody_else_does(
    locked: sqlite3.Connection,
    group: Group,
    notice: Message,
    chat: PrivateChat,
    alice: User,
    bob: User,
) -> None:
    waiting = group.say(alice, "/add", reply_to=notice)
    assert group.ask(bob, "/ask Who opened the new bridge?").blockquotes
    assert chat.ask(alice, "Who opened the new bridge?").blockquotes
    assert reply(group, alice, "/add", notice).text.startswith("I am still at work on the last one.")
    locked.rollback()
    assert group.wait_for_reply(waiting).text == ADDED
    assert reply(group, alice, "/add", notice).text == ALREADY


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("trouble", [{"status": 502}, {"drop": True}, {"status": 429, "retry_after": 1}])
def test_a_file_that_cannot_be_fetched_is_told_and_can_be_added_again(
    server: BotApiServer, chat: PrivateChat, alice: User, trouble: dict[str, int]
) -> None:
    file = chat.send_file(alice, "rules.txt", corpus.RULES.encode())
    server.fail("getFile", **trouble)
    assert reply(chat, alice, "/add", file).text == TROUBLE
    assert reply(chat, alice, "/add", file).text.startswith(FILE_ADDED)


@pytest.mark.usefixtures("bot")
def test_commands_that_are_edited_forwarded_or_for_another_bot_are_passed_over(
    server: BotApiServer, group: Group, notice: Message, alice: User, data: Path
) -> None:
    server.set_privacy(False)
    group.say(alice, "/add@other_bot", reply_to=notice)
    group.forward(alice, group.say(alice, "/add", deliver=False))
    talk = group.say(alice, "Hello.", reply_to=notice)
    group.edit(talk, "/add")
    group.ask(alice, "/ask What is the capital of France?")
    assert len(group.answers) == 1
    assert collections(data) == {"public": 1}


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("code", ["en", "ru", "uk", "es", "de", "ko"])
def test_all_of_it_is_said_in_each_language(server: BotApiServer, bob: User, code: str) -> None:
    """The auditor checks the words; the assertions only make sure that there were any."""
    person = server.user("Alice", language_code=code)
    group = server.group("Harbour", members=[person, bob])
    notice = group.say(bob, corpus.GATE, deliver=False)
    told = reply(group, person, "/add", notice)
    reply(group, person, "/add", notice)
    reply(group, person, "/add", told)
    for name, content in (("rules.txt", corpus.RULES), ("a.pdf", "%PDF"), ("a.jsonl", "no")):
        reply(group, person, "/add", group.send_file(bob, name, content.encode(), deliver=False))
    panel = click(group.ask(person, "/settings"), person, "s1:collections", "s1:home", "s1:adders")
    reply(group, person, "/remove", told)
    reply(group, person, "/remove", told)
    click(panel, person, "s1:adders:nobody")
    reply(group, person, "/remove", told)
    for words in ("/add", "/privacy"):
        assert group.ask(person, words).text
    assert group.ask(person, "/sources").text.count("•") == 2
