"""Whoever is not let in, and whoever floods, takes nothing from the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot_api import BotApiServer, Group, User
from tests.e2e.bots import Bot
from tests.e2e.test_floods import QUESTION, QUOTE, TOO_MUCH
from tests.e2e.test_when_to_speak import REFUSAL

Launch = Callable[..., Bot]


@pytest.fixture
def mallory(server: BotApiServer, group: Group) -> User:
    person = server.user("Mallory", username="mallory")
    group.join(person)
    return person


def type_inline(server: BotApiServer, user: User, query: str) -> None:
    """`user` types `@bot query`, and waits for nothing."""
    with server.world.changed:
        server.events.ask_inline(user, query, "", "private")


@pytest.mark.attack("blocked accounts flood a group")
def test_two_blocked_accounts_do_not_silence_a_group(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User, mallory: User
) -> None:
    launch(rate_limits=True, block=(bob.id, "@mallory"))
    with server.at_once():
        for _ in range(20):
            group.say(bob, f"/ask {QUESTION}")
            group.say(mallory, f"/ask {QUESTION}")
        question = group.say(alice, f"/ask {QUESTION}")
    assert group.wait_for_reply(question).blockquotes == QUOTE
    assert [answer.text for answer in group.answers].count(REFUSAL) == 2


@pytest.mark.attack("a blocked channel floods a group")
def test_a_blocked_person_who_writes_as_a_channel_takes_nothing_from_the_group(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User, mallory: User
) -> None:
    channel = server.channel("News", owner=mallory)
    launch(rate_limits=True, block=(channel.id, bob.id))
    with server.at_once():
        for _ in range(20):
            group.say_as(channel, f"/ask {QUESTION}")
            group.say(bob, f"/ask {QUESTION}")
        question = group.say(alice, f"/ask {QUESTION}")
    assert group.wait_for_reply(question).blockquotes == QUOTE


@pytest.mark.attack("blocked people press buttons and edit messages")
def test_blocked_people_who_press_buttons_or_edit_take_nothing_from_the_group(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User, mallory: User
) -> None:
    launch(rate_limits=True, block=(bob.id, mallory.id))
    answer = group.ask(alice, f"/ask {QUESTION}")
    asked = [group.say(one, f"/ask {QUESTION}") for one in (bob, mallory)]
    for message in asked:
        group.wait_for_reply(message)
    with server.at_once():
        for number in range(30):
            for one, said in zip((bob, mallory), asked, strict=True):
                answer.tap(one, "Context")
                group.edit(said, f"/ask {QUESTION} {number}")
        question = group.say(alice, f"/ask {QUESTION}")
    assert group.wait_for_reply(question).blockquotes == QUOTE
    # Nor do their presses cost a request each.
    assert len(server.calls_of("answerCallbackQuery")) <= 10
    assert [answer.text for answer in group.answers].count(REFUSAL) == 2


@pytest.mark.attack("a blocked person floods with inline queries")
def test_blocked_people_who_type_are_not_answered_without_end(
    server: BotApiServer, launch: Launch, alice: User, bob: User
) -> None:
    launch(rate_limits=True, block=(bob.id,))
    with server.at_once():
        for number in range(300):
            type_inline(server, bob, f"{QUESTION} {number}")
    assert server.inline(alice, QUESTION).descriptions[0] == f"“{QUOTE[0]}”"
    server.wait_until_taken()
    assert server.inline(alice, QUESTION).descriptions[0] == f"“{QUOTE[0]}”"
    assert len(server.calls_of("answerInlineQuery")) <= 12


@pytest.mark.attack("a person floods with inline queries")
def test_whoever_types_in_a_flood_is_not_answered_without_end(
    server: BotApiServer, launch: Launch, alice: User, bob: User
) -> None:
    launch(rate_limits=True)
    with server.at_once():
        for number in range(300):
            type_inline(server, bob, f"{QUESTION} {number}")
    assert server.inline(alice, QUESTION).descriptions[0] == f"“{QUOTE[0]}”"
    server.wait_until_taken()
    assert server.inline(alice, QUESTION).descriptions[0] == f"“{QUOTE[0]}”"
    assert len(server.calls_of("answerInlineQuery")) < 100


@pytest.mark.attack("two members flood a group")
def test_two_members_who_flood_do_not_silence_a_group(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User, mallory: User
) -> None:
    launch(rate_limits=True)
    with server.at_once():
        for _ in range(50):
            group.say(bob, f"/ask {QUESTION}")
            group.say(mallory, f"/ask {QUESTION}")
        question = group.say(alice, f"/ask {QUESTION}")
    assert group.wait_for_reply(question).blockquotes == QUOTE


@pytest.mark.attack("an anonymous admin floods a group")
def test_an_anonymous_admin_who_floods_does_not_silence_a_group(
    server: BotApiServer, launch: Launch, group: Group, alice: User
) -> None:
    launch(rate_limits=True)
    with server.at_once():
        for _ in range(50):
            group.say_anonymously(f"/ask {QUESTION}")
        question = group.say(alice, f"/ask {QUESTION}")
    assert group.wait_for_reply(question).blockquotes == QUOTE


@pytest.mark.attack("a flood uses up the request for patience while the bot is muted")
def test_the_request_for_patience_that_nobody_heard_is_said_the_next_time(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User
) -> None:
    launch(rate_limits=True)
    group.ask(alice, "/mute")
    with server.at_once():
        for _ in range(30):
            group.say(bob, f"/ask {QUESTION}")
    group.ask(alice, "/unmute")
    # The bot was silent when Bob went over the limit.
    flood = [group.say(bob, f"/ask {QUESTION}") for _ in range(5)]
    notice = group.wait_for(lambda message: TOO_MUCH in message.text)
    assert notice.reply_to in flood
    group.wait_for_reply(group.say(alice, f"/ask {QUESTION}"))
    assert len([answer for answer in group.answers if TOO_MUCH in answer.text]) == 1


@pytest.mark.parametrize("status", [400, 403])
def test_a_request_for_patience_that_could_not_be_sent_is_sent_the_next_time(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User, status: int
) -> None:
    launch(rate_limits=True)
    server.fail("sendMessage", status=status)
    with server.at_once():
        for _ in range(10):
            group.say(bob, "/mute")  # by somebody who is no admin: it costs a question, and gets no answer
        unheard = group.say(bob, f"/ask {QUESTION}")
    server.wait_for_call("sendMessage")
    with server.at_once():
        flood = [group.say(bob, f"/ask {QUESTION}") for _ in range(30)]
    notice = group.wait_for(lambda message: TOO_MUCH in message.text)
    assert notice.reply_to in flood
    group.wait_for_reply(group.say(alice, f"/ask {QUESTION}"))
    assert not any(answer.reply_to == unheard for answer in group.answers)
    assert len([answer for answer in group.answers if TOO_MUCH in answer.text]) == 1


@pytest.mark.attack("a blocked person has refusals repeated by edits")
def test_a_refusal_that_nobody_heard_is_said_the_next_time_and_then_never_again(
    server: BotApiServer, launch: Launch, group: Group, alice: User, bob: User
) -> None:
    launch(block=(bob.id,))
    group.ask(alice, "/mute")
    group.say(bob, f"/ask {QUESTION}")
    group.ask(alice, "/unmute")
    server.fail("sendMessage", status=400)
    group.say(bob, f"/ask {QUESTION}")
    server.wait_for_call("sendMessage", count=3)
    heard = group.say(bob, f"/ask {QUESTION}")
    assert group.wait_for_reply(heard).text == REFUSAL
    for number in range(5):
        group.edit(heard, f"/ask {QUESTION} {number}")
        group.say(bob, f"/ask {QUESTION}")
    group.wait_for_reply(group.say(alice, f"/ask {QUESTION}"))
    assert [answer.text for answer in group.answers].count(REFUSAL) == 1
