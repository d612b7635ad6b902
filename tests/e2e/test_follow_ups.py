"""Replies to answers, quoted parts of messages as questions, several questions in one message."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from tests.bot_api import BotApiServer, Group, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

BRIDGE = "Mayor Jones opened the new bridge on Monday."
TOLL = "The bridge will cost drivers four crowns a day."
FREE = "Cyclists cross the bridge for free."
NONE = "No stored sentence answers this."
# Two sentences that answer "And cyclists?" equally well by themselves.
FERRY = ["The ferry takes drivers for ten crowns.", "The ferry takes cyclists for one crown."]
TRAM = ["The tram takes drivers for six crowns.", "The tram takes cyclists for two crowns."]


@pytest.fixture
def data(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = [{"text": text} for text in (*FERRY, *TRAM)]
    monkeypatch.setattr(corpus, "ROWS", [*corpus.ROWS, *rows])
    (tmp_path / "fares.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with Library.open(data) as library:
        library.add(str(tmp_path / "fares.jsonl"), title=corpus.FILE_NAME, lang="en")
    return data


def follow(group: Group, person: User, first: str, then: str) -> str:
    answer = group.ask(person, f"/ask {first}")
    assert answer.blockquotes
    (quote,) = group.wait_for_reply(group.say(person, then, reply_to=answer)).blockquotes
    return quote


@pytest.mark.usefixtures("bot")
def test_a_reply_to_an_answer_goes_on_about_the_same(group: Group, bob: User) -> None:
    assert follow(group, bob, "What does the ferry take drivers for?", "And cyclists?") == FERRY[1]
    assert follow(group, bob, "What does the tram take drivers for?", "And cyclists?") == TRAM[1]


@pytest.mark.usefixtures("bot")
def test_also_in_private_and_by_somebody_else(chat: PrivateChat, group: Group, alice: User, bob: User) -> None:
    answer = chat.ask(alice, "What does the tram take drivers for?")
    assert chat.wait_for_reply(chat.say(alice, "And cyclists?", reply_to=answer)).blockquotes == [TRAM[1]]
    answer = group.ask(bob, "/ask What does the tram take drivers for?")
    assert group.wait_for_reply(group.say(alice, "/ask And cyclists?", reply_to=answer)).blockquotes == [TRAM[1]]


@pytest.mark.usefixtures("bot")
def test_in_a_topic(server: BotApiServer, alice: User, bob: User) -> None:
    topic = server.group("Forum", members=[alice, bob], forum=True).topic("Fares")
    answer = topic.wait_for_reply(topic.say(bob, "/ask What does the tram take drivers for?"))
    follow = topic.wait_for_reply(topic.say(bob, "And cyclists?", reply_to=answer))
    assert (follow.blockquotes, follow.thread_id) == ([TRAM[1]], topic.thread_id)


@pytest.mark.usefixtures("bot")
def test_a_follow_up_of_a_follow_up(group: Group, bob: User) -> None:
    answer = group.ask(bob, "/ask What does the tram take drivers for?")
    second = group.wait_for_reply(group.say(bob, "And cyclists on the tram?", reply_to=answer))
    third = group.wait_for_reply(group.say(bob, "And drivers?", reply_to=second))
    assert third.blockquotes == [TRAM[0]]


@pytest.mark.usefixtures("bot")
def test_another_subject_is_not_held_up_by_it(group: Group, bob: User) -> None:
    assert follow(group, bob, "What does the tram take drivers for?", "Who opened the new bridge?") == BRIDGE
    answer = group.ask(bob, "/ask What does the tram take drivers for?")
    assert group.wait_for_reply(group.say(bob, "Is France large?", reply_to=answer)).text == NONE


@pytest.mark.usefixtures("bot")
def test_a_part_picked_out_of_the_answer_is_what_it_is_about(group: Group, bob: User) -> None:
    answer = group.ask(bob, "/ask What takes drivers for six crowns?")
    question = group.say(bob, "And cyclists?", reply_to=answer, quote="tram")
    assert group.wait_for_reply(question).blockquotes == [TRAM[1]]


def test_where_the_answer_is_not_remembered_what_it_shows_is_read(
    launch: Callable[..., Bot], group: Group, bob: User, data: Path
) -> None:
    first = launch()
    answer = group.ask(bob, "/ask What does the tram take drivers for?")
    first.stop()
    for file in data.glob("conversations.db*"):
        file.unlink()
    launch()
    assert group.wait_for_reply(group.say(bob, "And cyclists?", reply_to=answer)).blockquotes == [TRAM[1]]


def test_the_words_of_the_earlier_question_are_not_kept(
    launch: Callable[..., Bot], group: Group, bob: User, data: Path
) -> None:
    bot = launch()
    answer = group.ask(bob, "/ask What does the tram take drivers for?")
    assert answer.blockquotes == [TRAM[0]]
    group.wait_for_reply(group.say(bob, "And cyclists, please?", reply_to=answer))
    bot.stop()
    for file in data.rglob("*"):
        if file.is_file():
            assert b"does the tram take" not in file.read_bytes()
            assert b"yclists, please" not in file.read_bytes()


@pytest.mark.usefixtures("bot")
def test_ask_with_a_part_of_a_message_asks_that_part(group: Group, alice: User, bob: User) -> None:
    said = group.say(alice, "Lovely weather. Who opened the new bridge? I was away with the cyclists.")
    ask = group.say(bob, "/ask", reply_to=said, quote="Who opened the new bridge?")
    assert group.wait_for_reply(ask).blockquotes == [BRIDGE]


@pytest.mark.usefixtures("bot")
def test_several_questions_get_an_answer_each(chat: PrivateChat, alice: User) -> None:
    text = (
        "Hello! Who opened the new bridge? Do cyclists cross the bridge for free? What is the capital of France? Thanks"
    )
    question = chat.say(alice, text)
    chat.wait_for_reply(chat.say(alice, "Is France large?"))
    answers = [answer for answer in chat.answers if answer.reply_to == question]
    assert [answer.blockquotes or answer.text for answer in answers] == [[BRIDGE], [FREE], NONE]
    assert [answer.record.quote["text"] for answer in answers if answer.record.quote] == [
        "Hello! Who opened the new bridge?",
        "Do cyclists cross the bridge for free?",
        "What is the capital of France?",
    ]
    answers[1].press(alice, "Context")
    answers[1].wait_for_edit(1)
    assert answers[1].bold == [FREE]
    assert answers[0].blockquotes == [BRIDGE]


@pytest.mark.usefixtures("bot")
def test_three_at_most(group: Group, bob: User) -> None:
    question = group.say(bob, "/ask " + "Who opened the new bridge? " * 5)
    group.wait_for_reply(group.say(bob, "/ask Is France large?"))
    assert len([answer for answer in group.answers if answer.reply_to == question]) == 3


@pytest.mark.usefixtures("bot")
def test_one_question_is_answered_as_one(chat: PrivateChat, alice: User) -> None:
    for text in ("Really?! Who opened the new bridge?", "Who opened the new bridge??? Thanks."):
        answer = chat.ask(alice, text)
        assert answer.blockquotes == [BRIDGE]
        assert answer.record.quote is None
    assert len(chat.answers) == 2


@pytest.mark.usefixtures("bot")
def test_bold_words_in_one_of_several_questions(chat: PrivateChat, alice: User) -> None:
    text = "Who opened the new bridge? What does the bridge cost drivers a day?"
    bold = [{"type": "bold", "offset": 4, "length": 30}, {"type": "url", "offset": 0, "length": 3}]
    question = chat.say(alice, text, entities=bold)
    chat.wait_for(lambda message: message.blockquotes == [TOLL])
    assert [answer.blockquotes for answer in chat.answers if answer.reply_to == question] == [[BRIDGE], [TOLL]]
    assert all(answer.record.quote for answer in chat.answers)


@pytest.mark.usefixtures("bot")
def test_an_edit_changes_adds_and_withdraws_answers(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, "Who opened the new bridge?")
    first = chat.wait_for_reply(question)
    chat.edit(question, "Who opened the new bridge? Do cyclists cross the bridge for free?")
    second = chat.wait_for(lambda message: message.blockquotes == [FREE])
    assert not first.edited
    chat.edit(question, "What is the capital of France?")
    second.wait_until_deleted()
    assert first.text == NONE
    assert len(chat.answers) == 1


@pytest.mark.usefixtures("bot")
def test_a_part_that_is_no_more_is_answered_as_a_whole(server: BotApiServer, chat: PrivateChat, alice: User) -> None:
    server.fail("sendMessage", status=400, description="Bad Request: QUOTE_TEXT_INVALID")
    question = chat.say(alice, "Who opened the new bridge? Do cyclists cross the bridge for free?")
    chat.wait_for(lambda message: message.blockquotes == [FREE])
    assert [answer.blockquotes for answer in chat.answers if answer.reply_to == question] == [[BRIDGE], [FREE]]
