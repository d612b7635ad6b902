"""Where the first quote is not sure to answer, others that are about as likely stand below it, folded."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.keeping.chat_settings import ChatSettings
from bot.keeping.chats import ChatStore
from index import Library
from index.ranking import showing
from index.ranking.weights import weights
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

Launch = Callable[..., Bot]

FERRY = "The ferry takes drivers for ten crowns."
TRAM = "The tram takes drivers for six crowns."
CART = "The cart takes drivers for nine crowns."
FARES = [FERRY, TRAM, CART]
SOURCES = "\n".join(["\n— passages.jsonl · #1"] * 3)
QUESTION = "Who takes drivers for crowns?"


@pytest.fixture(autouse=True)
def fares(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three sentences that answer a question equally well, each in a source of its own."""
    monkeypatch.setattr(corpus, "ROWS", [*corpus.ROWS, *({"text": text} for text in FARES)])
    with Library.open(data) as library:
        for number, text in enumerate(FARES):
            path = tmp_path / f"{number}.jsonl"
            path.write_text(json.dumps({"text": text}))
            library.add(str(path), title=corpus.FILE_NAME, lang="en")


@pytest.fixture(autouse=True)
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question is answered, and none is sure of its answer, however the confidence is fitted."""
    monkeypatch.setattr(showing, "weights", lambda: replace(weights(), answer_from=0.01, sure_from=1.1))


def kinds(answer: Message) -> list[str]:
    """The kinds of its blockquotes, in order."""
    return [entity["type"] for entity in answer.entities if "blockquote" in entity["type"]]


def press(answer: Message, who: User, label: str) -> None:
    before = len(answer.versions)
    assert answer.press(who, label).text == ""
    answer.wait_for_edit(before)


@pytest.mark.usefixtures("bot")
def test_the_second_and_the_third_are_folded_and_each_has_its_source(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, QUESTION)
    assert answer.blockquotes == FARES
    assert kinds(answer) == ["blockquote", "expandable_blockquote", "expandable_blockquote"]
    assert answer.outside == SOURCES
    assert answer.buttons[:2] == ["Next quote (2 of 4) ▸", "↕ Context"]
    assert chat.answers == [answer]


@pytest.mark.usefixtures("bot")
def test_one_that_is_far_less_likely_is_not_there(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "Who takes drivers for ten crowns by ferry?")
    assert answer.blockquotes == [FERRY]
    assert "Next quote (2 of" in answer.buttons[0]


@pytest.mark.usefixtures("bot")
def test_each_has_a_page_of_its_own_and_the_first_shows_all_again(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, QUESTION)
    first = answer.versions[0]
    press(answer, alice, "Next")
    assert (answer.blockquotes, kinds(answer)) == ([TRAM], ["blockquote"])
    press(answer, alice, "Context")
    assert answer.bold == [TRAM]
    press(answer, alice, "Back")
    press(answer, alice, "Next")
    assert answer.blockquotes == [CART]
    press(answer, alice, "Previous")
    press(answer, alice, "Previous")
    assert answer.blockquotes == FARES
    assert answer.versions[-1].text == first.text
    press(answer, alice, "Context")
    assert answer.bold == [FERRY]
    press(answer, alice, "Back")
    assert answer.blockquotes == FARES


@pytest.mark.usefixtures("bot")
def test_a_vote_and_a_reply_are_about_the_first(
    server: BotApiServer, group: Group, alice: User, bob: User, data: Path
) -> None:
    answer = group.ask(bob, f"/ask {QUESTION}")
    assert answer.press(alice, "👍").text == "Thank you. 👍 1 · 👎 0"
    press(answer, bob, "Next")
    assert answer.press(alice, "👍").text == "Thank you. 👍 1 · 👎 0"
    press(answer, bob, "Previous")
    assert answer.press(alice, "👍").text == "Your vote is taken back. 👍 0 · 👎 0"


def test_pages_are_the_same_after_a_restart(launch: Launch, chat: PrivateChat, alice: User) -> None:
    first = launch()
    answer = chat.ask(alice, QUESTION)
    press(answer, alice, "Next")
    first.stop()
    launch()
    press(answer, alice, "Previous")
    assert answer.blockquotes == FARES


@pytest.mark.usefixtures("bot")
def test_what_is_gone_is_left_out(chat: PrivateChat, alice: User, data: Path) -> None:
    answer = chat.ask(alice, QUESTION)
    press(answer, alice, "Next")
    with Library.open(data) as library:
        library.remove(next(one.source.id for one in library.sources() if one.source.key.endswith("1.jsonl")))
    press(answer, alice, "Previous")
    assert answer.blockquotes == [FERRY, CART]


@pytest.mark.usefixtures("bot")
def test_what_was_read_otherwise_stands_below_them_all(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "Who takes drivrs for crowns?")
    told = f"{SOURCES}\nRead “drivrs” as “drivers”."
    assert answer.outside == told
    press(answer, alice, "Next")
    press(answer, alice, "Previous")
    assert (answer.blockquotes, answer.outside) == (FARES, told)


@pytest.mark.usefixtures("bot")
def test_an_edit_shows_as_many_as_its_question_asks_for(server: BotApiServer, chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, QUESTION)
    answer = chat.wait_for_reply(question)
    chat.edit(question, "Who takes drivers for ten crowns by ferry?")
    answer.wait_for_edit(1)
    assert answer.blockquotes == [FERRY]
    chat.edit(question, QUESTION)
    answer.wait_for_edit(2)
    assert answer.blockquotes == FARES
    chat.edit(question, "Who takes drivers, for crowns?")
    chat.ask(alice, "Do cyclists cross the bridge for free?")
    assert len(answer.versions) == 3


@pytest.mark.usefixtures("bot")
def test_telegram_quotes_the_first_and_the_others_stand_below_its_source(
    server: BotApiServer, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    channel = server.channel("Harbour", owner=bob, username="harbour_news")
    with Library.open(data) as library:
        library.remove(next(one.source.id for one in library.sources() if one.source.key.endswith("0.jsonl")))
    post = channel.post(FERRY)
    corpus.store_post(data, post, date="2024-08-06", lang="en")
    answer = chat.ask(alice, QUESTION)
    assert (answer.quote, answer.reply_to) == (FERRY, post)
    assert answer.blockquotes == [TRAM, CART]
    assert answer.outside.split("\n")[0] == "— Harbour channel · 2024-08-06 · #1"
    press(answer, alice, "Next")
    assert answer.blockquotes == [TRAM]
    press(answer, alice, "Previous")
    assert answer.blockquotes == [TRAM, CART]
    server.fail("sendMessage", status=400, description="Bad Request: QUOTE_TEXT_INVALID")
    assert chat.ask(alice, QUESTION).blockquotes == FARES


def test_where_a_chat_wants_one_quote_there_is_one(launch: Launch, group: Group, data: Path, alice: User) -> None:
    store = ChatStore.open(data)
    store.settings.set(group.id, ChatSettings(quotes=1))
    store.close()
    launch()
    answer = group.ask(alice, f"/ask {QUESTION}")
    assert answer.blockquotes == [FERRY]
    assert not any("▸" in button for button in answer.buttons)
