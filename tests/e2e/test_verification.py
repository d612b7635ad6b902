"""The store changes after a quote was found and before it is shown: it is not shown.

There is a test for each way in which a quote reaches Telegram.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import terminal
from bot.saying.links import Pointer
from index import Library
from tests.bot_api import BotApiServer, Group, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.seals import seal_of
from tests.e2e.thread import BotInThread

Change = Callable[..., None]

QUESTION, QUOTE = "Who opened the new bridge?", "Mayor Jones opened the new bridge on Monday."
NONE = "No stored sentence answers this."
GONE = "The source of this quote is no longer here."
REFUSED = "is not what is stored; not shown"


@pytest.fixture
def bot(server: BotApiServer, data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BotInThread]:
    """The bot; in each test it has to log that a quote is not what is stored."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    running = BotInThread(server, data).start()
    yield running
    running.stop()
    assert REFUSED in running.log


@pytest.fixture
def change_after(data: Path, monkeypatch: pytest.MonkeyPatch) -> Change:
    """Changes what is stored right after the library's next answer by a verb; those passages where `which` is true."""

    def arm(verb: str, which: str = "TRUE") -> None:
        found = getattr(Library, verb)

        def change(library: Library, *args: object, **kwargs: object) -> object:
            monkeypatch.setattr(Library, verb, found)
            answer = found(library, *args, **kwargs)
            with closing(sqlite3.connect(data / "library.db", isolation_level=None)) as store:
                store.execute(f"UPDATE passages SET text = replace(text, 'e', 'E') WHERE {which}")  # noqa: S608  # names of our own tables and columns
            return answer

        monkeypatch.setattr(Library, verb, change)

    return arm


@pytest.mark.usefixtures("bot")
def test_an_answer_in_private(change_after: Change, chat: PrivateChat, alice: User) -> None:
    change_after("ask")
    assert chat.ask(alice, QUESTION).text == NONE


@pytest.mark.usefixtures("bot")
def test_an_answer_in_a_group(change_after: Change, group: Group, bob: User) -> None:
    change_after("ask")
    assert group.ask(bob, f"/ask {QUESTION}").text == NONE


@pytest.mark.usefixtures("bot")
def test_what_still_holds_is_shown_instead(change_after: Change, chat: PrivateChat, alice: User) -> None:
    change_after("ask", "text LIKE 'Mayor Jones %'")
    answer = chat.ask(alice, QUESTION)
    assert answer.blockquotes
    assert answer.blockquotes != [QUOTE]


@pytest.mark.usefixtures("bot")
def test_the_answer_to_an_edited_question(change_after: Change, chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, "What does the bridge cost drivers a day?")
    answer = chat.wait_for_reply(question)
    change_after("ask")
    chat.edit(question, QUESTION)
    answer.wait_for_edit(1)
    assert answer.text == NONE


@pytest.mark.usefixtures("bot")
def test_a_turned_page(change_after: Change, chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, QUESTION)
    change_after("passage")
    assert answer.press(alice, "Next").text == GONE
    assert not answer.edited


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("verb", ["passage", "context"])
def test_the_context(change_after: Change, chat: PrivateChat, alice: User, verb: str) -> None:
    answer = chat.ask(alice, QUESTION)
    change_after(verb)
    assert answer.press(alice, "Context").text == GONE
    assert not answer.edited


@pytest.mark.usefixtures("bot")
def test_the_sentences_around_a_quote_that_holds(
    change_after: Change, chat: PrivateChat, alice: User, data: Path, names: list[str]
) -> None:
    names.append("¶2")
    notes = data.parent / "rules.txt"
    notes.write_text(f"{corpus.RULES}\n\n{corpus.GATE}")
    with Library.open(data) as library:
        library.add(str(notes), title=corpus.POST_TITLE)
    answer = chat.ask(alice, "Do dogs stay on the leash?")
    change_after("context", "text LIKE 'Fishing %'")
    answer.press(alice, "Context")
    answer.wait_for_edit(1)
    assert answer.blockquotes == ["Dogs stay on the leash in the harbour.", corpus.GATE]


@pytest.mark.usefixtures("bot")
def test_a_shared_link(change_after: Change, chat: PrivateChat, data: Path) -> None:
    with Library.open(data) as library:
        payload = Pointer.of(library.ask(QUESTION).hits[0].quote).payload(seal_of(data))
    change_after("passage")
    assert "leads to no quote" in chat.wait_for_reply(chat.start(payload)).text
    assert chat.wait_for_reply(chat.start(payload)).blockquotes == []


@pytest.mark.usefixtures("bot")
def test_what_inline_mode_offers(change_after: Change, server: BotApiServer, alice: User) -> None:
    change_after("ask")
    assert server.inline(alice, QUESTION).results == []


@pytest.mark.usefixtures("bot")
def test_what_telegram_is_asked_to_quote(
    change_after: Change, server: BotApiServer, group: Group, bob: User, data: Path
) -> None:
    corpus.store_post(data, group.say(bob, corpus.FERRY, deliver=False))
    change_after("ask")
    assert group.ask(bob, "/ask When does the ferry sail?").text == NONE
    assert not any("quote" in str(call.params.get("reply_parameters")) for call in server.calls_of("sendMessage"))


@pytest.mark.usefixtures("bot")
def test_the_other_sources_of_a_sentence(change_after: Change, chat: PrivateChat, alice: User, data: Path) -> None:
    for number, row in enumerate(corpus.WAIVERS[:3]):
        corpus.store(data, f"waiver{number}.jsonl", row)
    question = "Which toll is waived on Sundays by order of the council?"
    named = chat.ask(alice, question).outside
    other = next(row["title"] for row in corpus.WAIVERS[:3] if f"in: {row['title']}" in named)
    change_after("ask", f"title = '{other}'")
    answer = chat.ask(alice, question)
    assert answer.blockquotes == [corpus.WAIVED]
    assert "also stands in" in answer.outside
    assert other not in answer.outside


def test_the_terminal(change_after: Change, data: Path) -> None:
    said: list[str] = []
    with Library.open(data) as library:
        change_after("ask")
        terminal.converse(lambda line: terminal.shown(library, library.ask(line)), [QUESTION], said.append)
    assert said == [NONE]
