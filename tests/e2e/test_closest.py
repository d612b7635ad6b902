"""What comes closest, on a press of the button under an answer that found nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.keeping.chat_settings import ChatSettings
from bot.keeping.chats import ChatStore
from index import Library
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot
from tests.e2e.thread import BotInThread
from tests.leftovers import left

Launch = Callable[..., Bot]

NONE = "No stored sentence answers this."
LEAD = "These come closest, and are no answers:"
BUTTON = "≈ Closest sentences"
QUESTION = "Who painted the lighthouse of Paris?"
LIGHTHOUSE = "The lighthouse keeper counts gulls."
MANY = "Is the old mayor of Paris free on Sundays?"
OPENED = "Who opened the new bridge?"
GONE = "I cannot see the question any more. Please ask again."


def pressed(answer: Message, who: User) -> Message:
    """The message after a press of the button."""
    before = len(answer.versions)
    assert answer.press(who, BUTTON).text == ""
    return answer.wait_for_edit(before)


@pytest.mark.usefixtures("bot")
def test_the_closest_sentences_are_said_to_be_no_answers(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, MANY)
    assert (answer.text, answer.buttons) == (NONE, [BUTTON])
    pressed(answer, alice)
    assert answer.blockquotes == [
        "Mayor Jones opened the new bridge on Monday.",
        corpus.ROWS[2]["text"],
        "Cyclists cross the bridge for free.",
    ]
    assert answer.outside.split("\n") == [
        NONE,
        LEAD,
        "",
        "— The Harbour Post (example.org) · A. Smith · 2024-08-06 · #1",
        "",
        "— passages.jsonl · #3",
        "",
        "— passages.jsonl · #2",
    ]
    assert {entity["type"] for entity in answer.entities} == {"expandable_blockquote", "bold", "text_link", "code"}
    assert answer.buttons == []
    assert chat.answers == [answer]


@pytest.mark.usefixtures("bot")
def test_where_nothing_comes_close_there_is_no_button(chat: PrivateChat, alice: User) -> None:
    assert chat.ask(alice, "What is the capital of France?").buttons == []


@pytest.mark.usefixtures("bot")
def test_a_long_sentence_is_cut_and_a_corrected_word_is_told(chat: PrivateChat, alice: User) -> None:
    long = pressed(chat.ask(alice, "Is Pharaoh of Egypt, king of Thebes and Memphis, in Paris on Sundays?"), alice)
    (quote,) = long.blockquotes
    assert corpus.ROWS[6]["text"].startswith(quote)
    assert len(quote) <= 800
    assert long.outside.endswith("#7\nThe sentence goes on at its source.")
    read = pressed(chat.ask(alice, "Did it rain on the drivers of Paris, London and the tunel?"), alice)
    assert len(read.blockquotes) == 3
    assert read.outside.endswith("#2\nRead “tunel” as “tunnel”.")


@pytest.mark.usefixtures("bot")
def test_in_a_group_only_who_asked_and_admins_may_press(
    server: BotApiServer, group: Group, alice: User, bob: User
) -> None:
    server.set_privacy(False)
    carol = server.user("Carol")
    group.join(carol)
    answer = group.ask(bob, f"/ask {QUESTION}")
    refused = answer.press(carol, BUTTON)
    assert refused.text == "Only the person who asked, or an admin, can use these buttons."
    assert not answer.edited
    assert pressed(answer, bob).blockquotes == [LIGHTHOUSE]
    assert pressed(group.ask(bob, f"@verbatim_bot {QUESTION}"), alice).blockquotes == [LIGHTHOUSE]


@pytest.mark.usefixtures("bot")
def test_in_a_group_a_reply_to_the_bot_and_a_topic_are_as_good(server: BotApiServer, alice: User, bob: User) -> None:
    topic = server.group("Forum", members=[alice, bob], forum=True).topic("Fares")
    first = topic.wait_for_reply(topic.say(bob, f"/ask {OPENED}"))
    answer = topic.wait_for_reply(topic.say(bob, QUESTION, reply_to=first))
    assert pressed(answer, bob).blockquotes == [LIGHTHOUSE]
    assert len(topic.answers) == 2


@pytest.mark.usefixtures("bot")
def test_of_several_questions_each_has_its_own_button(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, f"{QUESTION} {MANY}")
    chat.wait_for(lambda message: len(chat.answers) == 2)
    first, second = chat.answers
    assert first.reply_to == second.reply_to == question
    assert len(pressed(second, alice).blockquotes) == 3
    assert pressed(first, alice).blockquotes == [LIGHTHOUSE]


@pytest.mark.usefixtures("bot")
def test_a_question_that_is_gone_is_not_looked_up(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, QUESTION)
    answer = chat.wait_for_reply(question)
    chat.delete(question)
    told = answer.press(alice, BUTTON)
    assert (told.text, told.alert) == (GONE, True)
    assert answer.text == NONE


@pytest.mark.usefixtures("bot")
def test_nor_one_under_an_answer_so_old_that_telegram_shows_neither(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, QUESTION)
    answer.record.accessible = False
    assert answer.press(alice, BUTTON).text == GONE


@pytest.mark.usefixtures("bot")
def test_words_of_another_message_cannot_be_read_again_and_have_no_button(group: Group, alice: User, bob: User) -> None:
    other = group.say(alice, QUESTION, deliver=False)
    assert group.wait_for_reply(group.say(bob, "/ask", reply_to=other)).buttons == []


@pytest.mark.usefixtures("bot")
def test_an_edited_question_is_answered_anew(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, QUESTION)
    answer = pressed(chat.wait_for_reply(question), alice)
    chat.edit(question, "Who painted the lighthouse of Rome?")
    answer.wait_for_edit(2)
    assert (answer.text, answer.buttons) == (NONE, [BUTTON])
    stale = answer.tap(alice, BUTTON)
    stale.wait()
    chat.edit(question, OPENED)
    answer.wait_for_edit(4)
    assert answer.blockquotes == ["Mayor Jones opened the new bridge on Monday."]
    assert answer.press(alice, "n1:c", forged=True).text == "This button is not known any more."


@pytest.mark.usefixtures("bot")
def test_a_reaction_leaves_them_where_they_are(server: BotApiServer, chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, QUESTION)
    answer = pressed(chat.wait_for_reply(question), alice)
    chat.touch(question)
    chat.ask(alice, OPENED)
    assert answer.blockquotes == [LIGHTHOUSE]


@pytest.mark.usefixtures("bot")
def test_what_was_stored_meanwhile_answers(chat: PrivateChat, alice: User, data: Path) -> None:
    answer = chat.ask(alice, "At what hour does a gate close to the wicked mayor?")
    corpus.store(data, "posts.jsonl", {"text": corpus.GATE})
    before = len(answer.versions)
    answer.press(alice, BUTTON)
    answer.wait_for_edit(before)
    assert answer.blockquotes[0] == "The gate closes at ten."
    assert "👍" in answer.buttons


@pytest.mark.usefixtures("bot")
def test_they_keep_to_the_walls_as_they_are_now(group: Group, chat: PrivateChat, alice: User, data: Path) -> None:
    corpus.store(data, "secret.jsonl", corpus.SECRET | {"title": "secret.txt"}, collection="vault")
    question = "Does the swordfish of Paris swim, and does the lighthouse of Alexandria?"
    with Library.open(data) as library:
        library.set_collections_of(group.id, ["public", "vault"])
    inside, later, outside = (
        group.ask(alice, f"/ask {question}"),
        group.ask(alice, f"/ask {question}"),
        chat.ask(alice, question),
    )
    assert set(pressed(inside, alice).blockquotes) == {corpus.SECRET["text"], LIGHTHOUSE}
    assert pressed(outside, alice).blockquotes == [LIGHTHOUSE]
    with Library.open(data) as library:
        library.set_collections_of(group.id, ["public"])
    assert pressed(later, alice).blockquotes == [LIGHTHOUSE]
    assert chat.ask(alice, "Does the swordfish of Paris swim?").buttons == []


@pytest.mark.usefixtures("bot")
def test_where_the_bot_is_silent_a_press_is_told_so_alone(group: Group, alice: User, bob: User) -> None:
    answer = group.ask(bob, f"/ask {QUESTION}")
    group.ask(alice, "/mute 2h")
    told = answer.press(bob, BUTTON)
    assert (told.text, told.alert) == ("I am silent here just now.", True)
    assert not answer.edited
    group.ask(alice, "/unmute")
    assert pressed(answer, bob).blockquotes == [LIGHTHOUSE]


def test_whoever_is_not_let_in_may_not_press(launch: Launch, group: Group, alice: User, bob: User) -> None:
    first = launch()
    answer = group.ask(bob, f"/ask {QUESTION}")
    first.stop()
    launch(block=(bob.id,))
    assert "I only answer people and chats chosen" in answer.press(bob, BUTTON).text
    assert not answer.edited
    # Also after a restart, an admin may.
    assert pressed(answer, alice).blockquotes == [LIGHTHOUSE]


@pytest.mark.attack("a person floods with presses that look a question up")
def test_a_press_counts_as_a_question(server: BotApiServer, launch: Launch, chat: PrivateChat, alice: User) -> None:
    launch(rate_limits=True)
    answer = chat.ask(alice, QUESTION)
    with server.at_once():
        presses = [answer.tap(alice, BUTTON) for _ in range(40)]
    server.wait_for_call("answerCallbackQuery", 10)
    server.wait_until_taken()
    told = [press.wait().text for press in presses if press.answered]
    assert told.count("") == 9  # ten questions at once, the first of which was asked
    assert len(told) == 10


@pytest.mark.usefixtures("bot")
def test_nothing_of_the_question_is_stored(chat: PrivateChat, alice: User, data: Path) -> None:
    pressed(chat.ask(alice, "Who painted the zebraquokka of the lighthouse of Paris?"), alice)
    assert left(data, ["zebraquokka"]) == []


def test_who_reads_them_has_as_long_as_before_the_message_vanishes(
    launch: Launch, group: Group, data: Path, alice: User
) -> None:
    store = ChatStore.open(data)
    store.settings.set(group.id, ChatSettings(vanish_after=2))
    store.close()
    launch()
    answer = pressed(group.ask(alice, f"/ask {QUESTION}"), alice)
    assert answer.blockquotes == [LIGHTHOUSE]
    answer.wait_until_deleted()


def test_trouble_with_a_press_is_told(server: BotApiServer, chat: PrivateChat, alice: User, data: Path) -> None:
    bot = BotInThread(server, data).start()
    try:
        answer = chat.ask(alice, QUESTION)
        (data / "synonyms.txt").write_text("a group of one name")
        told = answer.press(alice, BUTTON)
    finally:
        bot.stop()
    assert told.text == "Something went wrong here. Please ask again in a moment."
    assert "nothing could be looked up: SynonymError" in bot.log
    assert "lighthouse" not in bot.log
    assert not answer.edited
