"""Rate limits of outgoing requests, and flood limits of incoming updates."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot_api import BotApiServer, Group, Limits, PrivateChat, User
from tests.e2e.bots import Bot
from tests.e2e.test_settings import click

QUESTION = "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]
TOO_MUCH = "That is more than I can answer at once."
Launch = Callable[..., Bot]


def refused(server: BotApiServer) -> list[str]:
    return [call.method for call in server.calls if call.status == 429]


def test_messages_and_edits_keep_to_the_limit_of_a_private_chat(
    server: BotApiServer, launch: Launch, chat: PrivateChat, alice: User
) -> None:
    server.set_limits(Limits())
    launch(rate_limits=True)
    chat.wait_for_reply(chat.start())
    answer = chat.ask(alice, QUESTION)
    for label in ("Context", "Back", "Context", "Back"):
        answer.press(alice, label)
        answer.wait_for_edit()
    assert refused(server) == []


def test_and_to_that_of_a_group(
    server: BotApiServer, launch: Launch, group: Group, chat: PrivateChat, alice: User
) -> None:
    server.set_limits(Limits(group_per_minute=20))
    people = [server.user(f"Person {number}") for number in range(12)]
    group.join(*people)
    launch(rate_limits=True)
    for person in people:
        assert group.wait_for_reply(group.say(person, f"/ask {QUESTION}")).blockquotes == QUOTE
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    assert refused(server) == []


@pytest.mark.attack("a person floods")
def test_a_person_who_floods_gets_one_notice_and_others_notice_nothing(
    server: BotApiServer, launch: Launch, chat: PrivateChat, alice: User, bob: User
) -> None:
    server.set_limits(Limits())
    launch(rate_limits=True)
    other = server.private_chat(bob)
    other.ask(bob, QUESTION)
    with server.at_once():
        flood = [chat.say(alice, QUESTION) for _ in range(500)]
    answer = other.ask(bob, QUESTION)
    assert answer.blockquotes == QUOTE
    notice = chat.wait_for(lambda message: TOO_MUCH in message.text)
    assert notice.reply_to == flood[10]
    assert answer.record.acted < notice.record.acted
    # Updates over the limit were dropped on arrival, before Bob's next question.
    other.ask(bob, QUESTION)
    assert [answer.reply_to for answer in chat.answers] == flood[:11]
    assert refused(server) == []


@pytest.mark.attack("a person floods a group")
def test_a_person_who_floods_a_group_silences_nobody(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User
) -> None:
    launch(rate_limits=True)
    with server.at_once():
        flood = [group.say(bob, f"/ask {QUESTION}") for _ in range(100)]
        question = group.say(alice, f"/ask {QUESTION}")
    assert group.wait_for_reply(question).blockquotes == QUOTE
    assert group.wait_for(lambda message: TOO_MUCH in message.text).reply_to == flood[10]
    assert len([answer for answer in group.answers if TOO_MUCH in answer.text]) == 1


@pytest.mark.attack("a group floods")
def test_a_group_that_floods_delays_no_other_chat(
    server: BotApiServer, launch: Launch, group: Group, chat: PrivateChat, alice: User
) -> None:
    people = [server.user(f"Person {number}") for number in range(40)]
    group.join(*people)
    launch(rate_limits=True)
    chat.ask(alice, QUESTION)
    server.fail("sendMessage", status=429, retry_after=3, chat_id=group.id)
    with server.at_once():
        flood = [group.say(person, f"/ask {QUESTION}") for person in people]
        question = chat.say(alice, QUESTION)
    answer = chat.wait_for_reply(question)
    assert answer.blockquotes == QUOTE
    assert group.wait_for(lambda message: TOO_MUCH in message.text)
    assert answer.record.acted < max(group.wait_for_reply(one).record.acted for one in flood[:15])
    assert len([answer for answer in group.answers if TOO_MUCH in answer.text]) == 1


def test_people_who_talk_among_themselves_are_no_flood(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User
) -> None:
    server.set_privacy(False)
    launch(rate_limits=True)
    for _ in range(50):
        message = group.say(bob, "Lovely weather today.")
        group.react(alice, message)
    question = group.say(bob, f"/ask {QUESTION}")
    assert group.wait_for_reply(question).blockquotes == QUOTE
    for _ in range(50):
        group.react(alice, question)
    assert group.wait_for_reply(group.say(alice, f"/ask {QUESTION}")).blockquotes == QUOTE
    assert len(group.answers) == 2


def test_questions_to_nobody_that_are_not_answered_are_no_flood(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User
) -> None:
    server.set_privacy(False)
    launch(rate_limits=True)
    click(group.ask(alice, "/settings"), alice, "When I speak", "also when sure")
    for number in range(40):
        group.say(bob, f"What is the capital of France, {number}?")
    question = group.say(bob, f"/ask {QUESTION}")
    assert group.wait_for_reply(question).blockquotes == QUOTE
    assert len(group.answers) == 2


@pytest.mark.attack("a flood of questions to nobody")
def test_those_that_are_answered_count_and_too_many_are_passed_over_without_a_word(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User
) -> None:
    server.set_privacy(False)
    launch(rate_limits=True)
    click(group.ask(alice, "/settings"), alice, "When I speak", "also when sure")
    with server.at_once():
        flood = [group.say(bob, QUESTION) for _ in range(30)]
    # Others can still ask: the last answers of the group's bucket are for those who have asked less.
    question = group.say(alice, QUESTION)
    assert group.wait_for_reply(question).blockquotes == QUOTE
    assert group.wait_for_reply(flood[7]).blockquotes == QUOTE
    answered = [answer.reply_to for answer in group.answers if answer.blockquotes]
    assert [told for told in answered if told != question][:8] == flood[:8]
    assert len(answered) < 20
    assert not any(TOO_MUCH in answer.text for answer in group.answers)


@pytest.mark.attack("a flood of presses")
def test_whoever_presses_too_fast_is_told_quietly(
    server: BotApiServer, launch: Launch, chat: PrivateChat, alice: User
) -> None:
    launch(rate_limits=True)
    answer = chat.ask(alice, QUESTION)
    with server.at_once():
        presses = [answer.tap(alice, "Context") for _ in range(60)]
    # Those before it are answered; on a slow machine, a few more than 18.
    told = next(said for press in presses if TOO_MUCH in (said := press.wait()).text)
    assert told.alert
    assert len(chat.answers) == 1


def test_an_album_is_one_message(server: BotApiServer, launch: Launch, chat: PrivateChat, alice: User) -> None:
    launch(rate_limits=True)
    for number in range(3):
        album = {"media_group_id": str(number), "document": {"file_id": "f", "file_unique_id": "u"}}
        for _ in range(10):
            chat.say(alice, "", entities=[], extra=dict(album))
    assert chat.wait_for_reply(chat.say(alice, QUESTION)).blockquotes == QUOTE
    assert len(chat.answers) == 4
