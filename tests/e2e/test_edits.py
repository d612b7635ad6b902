"""An edited question gets its answer edited."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot_api import BotApiServer, Group, PrivateChat, User
from tests.e2e.bots import Bot


@pytest.mark.usefixtures("bot")
def test_the_answer_follows_its_question(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, "Who opened the new bridge?")
    answer = chat.wait_for_reply(question)
    chat.edit(question, "What is the capital of France?")
    answer.wait_for_edit(1)
    assert answer.text == "No stored sentence answers this."
    assert answer.buttons == []
    chat.edit(question, "Do cyclists cross the bridge for free?")
    answer.wait_for_edit(2)
    assert answer.blockquotes == ["Cyclists cross the bridge for free."]
    assert len(chat.answers) == 1


@pytest.mark.usefixtures("bot")
def test_the_buttons_follow_too(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, "Who opened the new bridge?")
    answer = chat.wait_for_reply(question)
    chat.edit(question, "Do cyclists cross the bridge for free?")
    answer.wait_for_edit(1)
    answer.press(alice, "Context")
    answer.wait_for_edit(2)
    assert answer.bold == ["Cyclists cross the bridge for free."]


@pytest.mark.usefixtures("bot")
def test_a_question_that_becomes_a_long_one_fills_more_messages(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, "Who opened the new bridge?")
    answer = chat.wait_for_reply(question)
    chat.edit(question, "What does the chronicle of the drawbridge keeper list?")
    chat.wait_for(lambda message: "and then it ends." in message.text)
    assert chat.answers[0] == answer
    chat.edit(question, "What is the capital of France?")
    chat.wait_for(lambda message: message.text == "No stored sentence answers this.")
    chat.wait_for_reply(chat.say(alice, "What is the capital of Spain?"))
    assert len(chat.answers) == 2


@pytest.mark.usefixtures("bot")
def test_an_edit_that_leaves_the_text_as_it_was_does_nothing(
    server: BotApiServer, chat: PrivateChat, alice: User
) -> None:
    question = chat.say(alice, "Who opened the new bridge?")
    answer = chat.wait_for_reply(question)
    chat.touch(question)
    chat.react(alice, question)
    chat.ask(alice, "What is the capital of France?")
    assert not answer.edited
    assert server.calls_of("editMessageText") == []


def test_also_after_a_restart(launch: Callable[..., Bot], server: BotApiServer, chat: PrivateChat, alice: User) -> None:
    first = launch()
    question = chat.say(alice, "Who opened the new bridge?")
    answer = chat.wait_for_reply(question)
    first.stop()
    launch()
    chat.touch(question)
    chat.ask(alice, "What is the capital of France?")
    assert not answer.edited
    assert server.calls_of("editMessageText") == []


@pytest.mark.usefixtures("bot")
def test_a_touched_message_that_was_never_a_question_stays_without_an_answer(
    server: BotApiServer, group: Group, bob: User
) -> None:
    server.set_privacy(False)
    old = group.say(bob, "/ask Who opened the new bridge?", ago=3600, deliver=False)
    group.touch(old)
    group.ask(bob, "/ask What is the capital of France?")
    assert len(group.answers) == 1


@pytest.mark.usefixtures("bot")
def test_a_message_that_becomes_a_question_is_answered(server: BotApiServer, group: Group, bob: User) -> None:
    server.set_privacy(False)
    message = group.say(bob, "Who opened the new bridge?")
    group.edit(message, "@verbatim_bot Who opened the new bridge?")
    assert group.wait_for_reply(message).blockquotes


@pytest.mark.usefixtures("bot")
def test_two_edits_in_one_second_end_with_the_last(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, "Who opened the new bridge?")
    answer = chat.wait_for_reply(question)
    chat.edit(question, "What is the capital of France?")
    chat.edit(question, "Do cyclists cross the bridge for free?")
    chat.wait_for_reply(chat.say(alice, "What is the capital of Spain?"))
    assert answer.blockquotes == ["Cyclists cross the bridge for free."]


@pytest.mark.usefixtures("bot")
def test_an_edited_command_is_not_answered_again(chat: PrivateChat, alice: User) -> None:
    command = chat.say(alice, "/help")
    chat.wait_for_reply(command)
    chat.edit(command, "/privacy")
    chat.ask(alice, "What is the capital of France?")
    assert len(chat.answers) == 2
