"""Words that may have been meant, where assuming it would be too bold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import Library
from tests.bot_api import Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

Launch = Callable[..., Bot]

NONE = "No stored sentence answers this."
FERRY = {"text": "The Zanzibar ferry sails at nine."}
QUESTION = "Zanzbr fery?"
ASKED = "Did you mean “Zanzibar, ferry”?"
READ = "\nRead “Zanzbr” as “Zanzibar”. Read “fery” as “ferry”."


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "ROWS", [*corpus.ROWS, FERRY])


@pytest.fixture
def stocked_with(data: Path) -> Callable[..., None]:
    def store(collection: str = "public") -> None:
        corpus.store(data, "lanterns.jsonl", FERRY | {"lang": "en"}, collection=collection)

    return store


def confirmed(answer: Message, who: User, label: str = ASKED) -> Message:
    before = len(answer.versions)
    assert answer.press(who, label).text == ""
    return answer.wait_for_edit(before)


@pytest.fixture
def ferry(stocked_with: Callable[..., None]) -> None:
    stocked_with()


@pytest.mark.usefixtures("ferry", "bot")
def test_a_press_reads_the_question_as_it_was_meant(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, QUESTION)
    assert (answer.text, answer.buttons) == (NONE, [ASKED])
    confirmed(answer, alice)
    assert answer.blockquotes == [FERRY["text"]]
    assert answer.outside.endswith(READ)
    assert "👍" in answer.buttons
    assert chat.answers == [answer]


@pytest.mark.usefixtures("ferry", "bot")
def test_the_answer_is_one_like_any_other(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, QUESTION)
    answer = confirmed(chat.wait_for_reply(question), alice)
    before = len(answer.versions)
    answer.press(alice, "Context")
    answer.wait_for_edit(before)
    assert answer.outside.endswith(READ)
    assert chat.wait_for_reply(chat.say(alice, "And when does it sail?", reply_to=answer)).blockquotes == [
        FERRY["text"]
    ]
    chat.edit(question, "Who opened the new bridge?")
    answer.wait_for_edit(before + 1)
    assert answer.blockquotes == ["Mayor Jones opened the new bridge on Monday."]


@pytest.mark.usefixtures("ferry")
def test_a_reaction_leaves_it_as_it_was_meant_also_after_a_restart(
    launch: Launch, chat: PrivateChat, alice: User
) -> None:
    first = launch()
    question = chat.say(alice, QUESTION)
    answer = confirmed(chat.wait_for_reply(question), alice)
    before = len(answer.versions)
    first.stop()
    launch()
    chat.touch(question)
    chat.ask(alice, "Who opened the new bridge?")
    assert len(answer.versions) == before
    chat.edit(question, "Is the capital of France a zanzbr?")
    answer.wait_for_edit(before)
    assert answer.text == NONE


@pytest.mark.usefixtures("ferry", "bot")
def test_in_a_group_only_who_asked_and_admins_may_say_so(group: Group, alice: User, bob: User) -> None:
    answer = group.ask(alice, f"/ask {QUESTION}")
    assert answer.press(bob, ASKED).text == "Only the person who asked, or an admin, can use these buttons."
    assert confirmed(answer, alice).blockquotes == [FERRY["text"]]


@pytest.mark.usefixtures("bot")
def test_nobody_is_asked_about_words_of_what_they_may_not_ask(
    stocked_with: Callable[..., None], group: Group, chat: PrivateChat, alice: User, data: Path
) -> None:
    stocked_with("vault")
    with Library.open(data) as library:
        library.set_collections_of(group.id, ["public", "vault"])
    outside, inside = chat.ask(alice, QUESTION), group.ask(alice, f"/ask {QUESTION}")
    assert (outside.text, outside.buttons) == (NONE, [])
    assert (inside.text, inside.buttons) == (NONE, [ASKED])
    with Library.open(data) as library:
        library.set_collections_of(group.id, ["public"])
    assert inside.press(alice, ASKED).text == ""
    assert (inside.text, len(inside.versions)) == (NONE, 1)


@pytest.mark.usefixtures("ferry", "bot")
@pytest.mark.parametrize(
    ("language", "label"), [("ru", "Имелось в виду «Zanzibar, ferry»?"), ("ko", "Zanzibar, ferry")]
)
def test_it_is_asked_in_every_language(server: Any, language: str, label: str) -> None:
    person = server.user("Carol", language_code=language)
    answer = server.private_chat(person).ask(person, QUESTION)
    assert label in answer.buttons[0]
