"""/add and an answer, in reply to a question: both are stored, and the answer is quoted under the question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.keeping.chat_settings import ChatSettings, Mode
from bot.keeping.chats import ChatStore
from index import Library
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot
from tests.e2e.test_settings import click
from tests.leftovers import left

Launch = Callable[..., Bot]

NONE = "No stored sentence answers this."
QUESTION = "Where may a zeppelin moor overnight?"
ANSWER = "A zeppelin may moor at the northern mast."
SECOND = "A zeppelin may moor at the southern mast only."
STORED = (
    "The question and this answer are stored, and the answer is quoted under the question here from now on. "
    "/remove in reply to either, or to this, takes both out."
)
HOW = "My own messages are no source. To answer a question, send /add and the answer in reply to the question itself."
REMOVED = "It is taken out, and is not quoted here any more."
ADMINS = "Only admins can add sources here."


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch, names: list[str]) -> None:
    names += ["Harbour", "Alice", "Bob", "Elsewhere"]
    monkeypatch.setattr(corpus, "ROWS", [*corpus.ROWS, {"text": ANSWER}, {"text": SECOND}])
    stands_above = [(QUESTION, text) for text in (ANSWER, SECOND)]
    monkeypatch.setattr(corpus, "above", lambda: stands_above)


def reply(room: Group | PrivateChat, who: User, text: str, to: Message, quote: str | None = None) -> Message:
    """Reply to a message, and return the bot's answer."""
    return room.wait_for_reply(room.say(who, text, reply_to=to, quote=quote))


def asked(group: Group, who: User) -> Message:
    """A question that nothing answered."""
    question = group.say(who, f"/ask {QUESTION}")
    assert group.wait_for_reply(question).text == NONE
    return question


@pytest.mark.usefixtures("bot")
def test_who_asks_again_is_answered_under_the_question(group: Group, alice: User, bob: User, data: Path) -> None:
    question = asked(group, bob)
    assert reply(group, alice, f"/add {ANSWER}", question).text == STORED
    answer = group.ask(bob, "/ask where may a zeppelin moor overnight")
    assert answer.blockquotes == [ANSWER]
    today = datetime.now(UTC).date().isoformat()
    assert answer.outside == f"▾ {QUESTION}\n\n— Harbour · Alice · {today} · added in this chat"
    with Library.open(data) as library:
        (source,) = [one.source for one in library.sources() if one.source.collection != "public"]
    assert source.key == f"answer:{group.id}/{question.id}"


@pytest.mark.usefixtures("bot")
def test_it_is_quoted_in_that_chat_and_nowhere_else(
    server: BotApiServer, group: Group, chat: PrivateChat, alice: User, bob: User
) -> None:
    reply(group, alice, f"/add {ANSWER}", asked(group, bob))
    assert chat.ask(alice, QUESTION).text == NONE
    assert server.group("Elsewhere", members=[alice]).ask(alice, f"/ask {QUESTION}").text == NONE
    assert server.inline(alice, QUESTION).results == []


@pytest.mark.usefixtures("bot")
def test_a_second_answer_takes_the_place_of_the_first(group: Group, alice: User, bob: User) -> None:
    question = asked(group, bob)
    reply(group, alice, f"/add {ANSWER}", question)
    assert reply(group, alice, f"/add {ANSWER}", question).text.startswith("That was added before")
    assert reply(group, alice, f"/add@verbatim_bot {SECOND}", question).text == STORED
    assert group.ask(bob, f"/ask {QUESTION}").blockquotes == [SECOND]


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("to", ["the question", "the answer", "the confirmation"])
def test_remove_takes_both_out(group: Group, alice: User, bob: User, data: Path, to: str) -> None:
    question = asked(group, bob)
    given = group.say(alice, f"/add {ANSWER}", reply_to=question)
    told = group.wait_for_reply(given)
    of = {"the question": question, "the answer": given, "the confirmation": told}
    assert reply(group, alice, "/remove", of[to]).text == REMOVED
    assert group.ask(bob, f"/ask {QUESTION}").text == NONE
    assert left(data, ["zeppelin"]) == []


@pytest.mark.usefixtures("bot")
def test_only_those_who_may_add_may_answer(group: Group, alice: User, bob: User) -> None:
    question = asked(group, alice)
    assert reply(group, bob, f"/add {ANSWER}", question).text == ADMINS
    click(click(group.ask(alice, "/settings"), alice, "Who may add sources"), alice, "all members")
    assert reply(group, bob, f"/add {ANSWER}", question).text == STORED
    assert group.ask(alice, f"/ask {QUESTION}").blockquotes == [ANSWER]


@pytest.mark.usefixtures("bot")
def test_in_private_one_answers_oneself(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, QUESTION)
    assert chat.wait_for_reply(question).text == NONE
    assert reply(chat, alice, f"/add {ANSWER}", question).text == STORED
    assert chat.ask(alice, QUESTION).blockquotes == [ANSWER]


@pytest.mark.usefixtures("bot")
def test_the_bots_own_words_are_no_question(group: Group, alice: User, bob: User) -> None:
    refusal = group.ask(bob, f"/ask {QUESTION}")
    assert reply(group, alice, f"/add {ANSWER}", refusal).text == HOW
    assert reply(group, alice, "/add", refusal).text == "My own messages are no source."


def test_a_question_to_nobody_is_answered_too(launch: Launch, group: Group, data: Path, alice: User, bob: User) -> None:
    store = ChatStore.open(data)
    store.settings.set(group.id, ChatSettings(mode=Mode.OPEN))
    store.close()
    launch()
    question = group.say(bob, f"Good morning. {QUESTION} I forgot.", deliver=False)
    assert reply(group, alice, f"/add {ANSWER}", question).text == STORED
    assert group.ask(bob, f"/ask {QUESTION}").blockquotes == [ANSWER]


@pytest.mark.usefixtures("bot")
def test_of_several_questions_the_one_that_found_nothing_is_answered(group: Group, alice: User, bob: User) -> None:
    both = group.say(bob, f"/ask Who opened the new bridge? {QUESTION}")
    group.wait_for(lambda message: message.text == NONE)
    reply(group, alice, f"/add {ANSWER}", both)
    answer = group.ask(bob, f"/ask {QUESTION}")
    assert answer.text.startswith(f"▾ {QUESTION}\n{ANSWER}")


@pytest.mark.usefixtures("bot")
def test_a_part_that_is_quoted_by_hand_is_the_question(group: Group, alice: User, bob: User) -> None:
    said = group.say(bob, f"Nice weather. {QUESTION} And how long is the pier?", deliver=False)
    reply(group, alice, f"/add {ANSWER}", said, quote=QUESTION)
    assert group.ask(bob, f"/ask {QUESTION}").text.startswith(f"▾ {QUESTION}\n")


@pytest.mark.usefixtures("bot")
def test_words_behind_add_in_reply_to_what_asks_nothing_are_ignored(group: Group, alice: User, bob: User) -> None:
    notice = group.say(bob, corpus.GATE, deliver=False)
    assert reply(group, alice, "/add please", notice).text.startswith("This message can be quoted here")
    assert group.ask(bob, "/ask When does the gate close?").quote == "The gate closes at ten."


@pytest.mark.usefixtures("bot")
def test_it_is_said_that_questions_are_stored_with_their_answers(chat: PrivateChat, alice: User) -> None:
    told = chat.ask(alice, "/privacy").text
    assert "an answer that somebody gives to a question with /add, together with the words of that question" in told
    assert "in reply to a question that I could not answer" in chat.ask(alice, "/help").text
