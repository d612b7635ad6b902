"""The buttons under an answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e.bots import Bot

FIRST = "Mayor Jones opened the new bridge on Monday."


def ask(chat: PrivateChat, alice: User, question: str = "Who opened the new bridge?") -> Message:
    answer = chat.ask(alice, question)
    assert answer.blockquotes == [FIRST]
    return answer


@pytest.mark.usefixtures("bot")
def test_the_next_quote_takes_the_place_of_the_first_and_back(chat: PrivateChat, alice: User) -> None:
    answer = ask(chat, alice)
    assert answer.press(alice, "Next quote (2 of").text == ""
    answer.wait_for_edit(1)
    assert answer.blockquotes != [FIRST]
    answer.press(alice, "Previous")
    answer.wait_for_edit(2)
    assert answer.blockquotes == [FIRST]
    assert len(chat.answers) == 1


@pytest.mark.usefixtures("bot")
def test_the_context_shows_the_sentences_around_with_the_quote_in_bold(chat: PrivateChat, alice: User) -> None:
    answer = ask(chat, alice)
    answer.press(alice, "Context")
    answer.wait_for_edit(1)
    assert answer.bold == [FIRST]
    assert f"{FIRST} It had rained all night." in answer.blockquotes[0]
    answer.press(alice, "Back")
    answer.wait_for_edit(2)
    assert answer.blockquotes == [FIRST]


@pytest.mark.attack("somebody else presses the buttons")
@pytest.mark.usefixtures("bot")
def test_only_the_asker_and_admins_turn_the_pages_of_a_group(group: Group, alice: User, bob: User) -> None:
    answer = group.ask(bob, "/ask Who opened the new bridge?")
    carol = group._stage.world.add_user("Carol")
    group.join(carol)
    told = answer.press(carol, "Context")
    assert told.alert
    assert told.text.startswith("Only the person who asked")
    assert not answer.edited
    answer.press(alice, "Context")  # she owns the group
    answer.wait_for_edit(1)
    answer.press(bob, "Back")
    answer.wait_for_edit(2)


@pytest.mark.usefixtures("bot")
def test_an_answer_to_an_anonymous_admin_is_turned_by_any_admin(group: Group, alice: User, bob: User) -> None:
    answer = group.wait_for_reply(group.say_anonymously("/ask Who opened the new bridge?"))
    assert answer.press(bob, "Context").alert
    answer.press(alice, "Context")
    answer.wait_for_edit(1)


@pytest.mark.attack("forged data of a button")
@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("forged", ["1:q:99", "1:q:-1", "nonsense", "0:delete:all", "1:c:", "x" * 64, "🦉" * 16])
def test_forged_data_gets_a_quiet_word(chat: PrivateChat, alice: User, forged: str) -> None:
    answer = ask(chat, alice)
    told = answer.press(alice, forged, forged=True)
    assert told.text == "This button is not known any more."
    assert not answer.edited


@pytest.mark.usefixtures("bot")
def test_a_button_pressed_twice_shows_the_same(server: BotApiServer, chat: PrivateChat, alice: User) -> None:
    answer = ask(chat, alice)
    presses = [answer.tap(alice, "Context") for _ in range(3)]
    for press in presses:
        assert press.wait().text == ""
    assert answer.bold == [FIRST]


@pytest.mark.usefixtures("bot")
def test_a_press_that_came_too_late_still_turns_the_page(chat: PrivateChat, alice: User) -> None:
    answer = ask(chat, alice)
    answer.tap(alice, "Context").expire()
    answer.wait_for_edit(1)


@pytest.mark.usefixtures("bot")
def test_a_removed_source_is_said_to_be_gone(chat: PrivateChat, alice: User, data: Path) -> None:
    answer = ask(chat, alice)
    with Library.open(data) as library:
        library.remove(1)
    told = answer.press(alice, "Context")
    assert told.text == "The source of this quote is no longer here."
    assert answer.blockquotes == [FIRST]


@pytest.mark.usefixtures("bot")
def test_a_collection_that_a_chat_may_no_longer_ask_is_not_shown(group: Group, bob: User, data: Path) -> None:
    answer = group.ask(bob, "/ask Who opened the new bridge?")
    with Library.open(data) as library:
        library.set_collections_of(group.id, ["elsewhere"])
    assert answer.press(bob, "Context").text == "The source of this quote is no longer here."


@pytest.mark.usefixtures("bot")
def test_a_vanished_answer_is_no_trouble(chat: PrivateChat, alice: User) -> None:
    answer = ask(chat, alice)
    press = answer.tap(alice, "Context")
    chat.delete(answer)
    press.wait()
    ask(chat, alice)


@pytest.mark.usefixtures("bot")
def test_pages_of_several_messages_take_the_place_of_one_and_back(chat: PrivateChat, alice: User) -> None:
    chat.say(alice, "What does the chronicle of the drawbridge keeper list?")
    last = chat.wait_for(lambda message: "and then it ends." in message.text)
    pieces = chat.answers
    last.press(alice, "Next")
    pieces[-1].wait_until_deleted()
    (page,) = chat.answers
    assert page == pieces[0]
    page.press(alice, "Previous")
    chat.wait_for(lambda message: "and then it ends." in message.text)
    assert len(chat.answers) == len(pieces)


def test_buttons_work_after_a_restart(launch: Callable[..., Bot], chat: PrivateChat, alice: User) -> None:
    first = launch()
    answer = ask(chat, alice)
    assert first.stop() == 0
    launch()
    answer.press(alice, "Context")
    answer.wait_for_edit(1)


def test_an_answer_that_is_not_remembered_says_so(
    launch: Callable[..., Bot], chat: PrivateChat, alice: User, data: Path
) -> None:
    first = launch()
    answer = ask(chat, alice)
    first.stop()
    for file in data.glob("conversations.db*"):
        file.unlink()
    launch()
    assert answer.press(alice, "Context").text == "This answer is too old for its buttons. Please ask again."
