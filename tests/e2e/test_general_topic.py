"""The General topic of a forum, whose messages have no topic id, or the id 1."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot_api import BotApiServer, Group, User
from tests.e2e.test_settings import click

pytestmark = pytest.mark.usefixtures("bot")

QUESTION = "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]
GROUP, TOPIC = "When I speak", "When I speak in this topic"


@pytest.fixture(params=[{}, {"thread_id": 1}, {"thread_id": 1, "is_topic_message": True}])
def general(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The topic fields of a message in General."""
    fields: dict[str, Any] = request.param
    return fields


@pytest.fixture
def forum(server: BotApiServer, alice: User, bob: User) -> Group:
    """A forum in which the bot receives all messages."""
    server.set_privacy(False)
    return server.group("Forum", members=[alice, bob], forum=True)


def test_it_is_answered_there_and_the_topic_is_not_named(
    server: BotApiServer, forum: Group, bob: User, general: dict[str, Any]
) -> None:
    answer = forum.wait_for_reply(forum.say(bob, f"/ask {QUESTION}", **general))
    assert answer.blockquotes == QUOTE
    assert "message_thread_id" not in server.calls_of("sendMessage")[0].params
    answer.press(bob, "Context")
    answer.wait_for_edit(1)
    assert forum.wait_for_reply(forum.say(bob, f"@verbatim_bot {QUESTION}", **general)).blockquotes == QUOTE


def test_its_mode_is_its_own(forum: Group, alice: User, bob: User, general: dict[str, Any]) -> None:
    boats = forum.topic("Boats")
    panel = forum.wait_for_reply(forum.say(alice, "/settings", **general))
    assert panel.text.split("\n")[1:3] == [f"• {GROUP} · when asked", f"• {TOPIC} · as in the group"]
    click(panel, alice, TOPIC, "never", "Back")
    assert panel.text.split("\n")[1:3] == [f"• {GROUP} · when asked", f"• {TOPIC} · never"]
    forum.say(bob, f"/ask {QUESTION}", **general)
    assert boats.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE
    assert forum.answers == [panel, *boats.answers]
    # Admins still reach it there.
    click(forum.wait_for_reply(forum.say(alice, "/settings", **general)), alice, TOPIC, "also when sure")
    boats.say(bob, QUESTION)
    assert forum.wait_for_reply(forum.say(bob, QUESTION, **general)).blockquotes == QUOTE
    assert len(boats.answers) == 1


def test_a_mode_for_the_group_holds_where_a_topic_chose_none(
    forum: Group, alice: User, bob: User, general: dict[str, Any]
) -> None:
    boats, fish = forum.topic("Boats"), forum.topic("Fish")
    click(boats.ask(alice, "/settings"), alice, TOPIC, "when asked")
    click(forum.wait_for_reply(forum.say(alice, "/settings", **general)), alice, GROUP, "never")
    before = len(forum.answers)
    forum.say(bob, f"/ask {QUESTION}", **general)
    fish.say(bob, f"/ask {QUESTION}")
    assert boats.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE
    assert len(forum.answers) == before + 1
    # It can be chosen in any topic.
    click(fish.ask(alice, "/settings"), alice, GROUP, "when asked")
    assert forum.wait_for_reply(forum.say(bob, f"/ask {QUESTION}", **general)).blockquotes == QUOTE


def test_it_is_silenced_alone(forum: Group, alice: User, bob: User, general: dict[str, Any]) -> None:
    boats = forum.topic("Boats")
    told = forum.wait_for_reply(forum.say(alice, "/mute 1h", **general))
    assert told.text.startswith("I am silent for one hour.")
    forum.say(bob, f"/ask {QUESTION}", **general)
    assert boats.ask(bob, f"/ask {QUESTION}").blockquotes == QUOTE
    assert len(forum.answers) == 2
    assert forum.wait_for_reply(forum.say(alice, "/unmute", **general)).text == "I answer again."
    assert forum.wait_for_reply(forum.say(bob, f"/ask {QUESTION}", **general)).blockquotes == QUOTE


def test_a_group_without_topics_chooses_once(group: Group, alice: User) -> None:
    panel = group.ask(alice, "/settings")
    assert TOPIC not in panel.buttons
    assert panel.press(alice, "s1:group:never", forged=True).text == "This button is not known any more."
    assert group.ask(alice, f"/ask {QUESTION}").blockquotes == QUOTE
