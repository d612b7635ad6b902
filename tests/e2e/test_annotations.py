"""What is said about a quote: corrected words of the question, and other sources of its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import Library
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

MISTYPED, RIGHT = "Who opned the new bridge?", "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]
READ_AS = "Read “opned” as “opened”."
WAIVED = "Which toll is waived on Sundays by order of the council?"
LANGUAGES = ("en", "ru", "uk", "es", "de", "ko")


def notes(answer: Message) -> list[str]:
    """The text below the source line of an answer."""
    return answer.outside.strip("\n").split("\n")[1:]


def turn(answer: Message, who: User, label: str) -> Message:
    before = len(answer.versions)
    answer.press(who, label)
    return answer.wait_for_edit(before)


def store_each(data: Path, *rows: dict[str, Any], collection: str = "public") -> None:
    """Each row as a source of its own."""
    for number, row in enumerate(rows):
        corpus.store(data, f"{collection}{number}.jsonl", row, collection=collection)


@pytest.mark.usefixtures("bot")
def test_a_word_that_was_read_as_another_is_told(
    server: BotApiServer, chat: PrivateChat, group: Group, alice: User, bob: User
) -> None:
    private = chat.ask(alice, MISTYPED)
    assert private.blockquotes == QUOTE
    assert notes(private) == [READ_AS]
    assert notes(group.ask(bob, f"/ask {MISTYPED}")) == [READ_AS]
    topic = server.group("Forum", members=[alice], forum=True).topic("Bridges")
    assert notes(topic.ask(alice, f"/ask {MISTYPED}")) == [READ_AS]
    assert notes(chat.ask(alice, RIGHT)) == []


@pytest.mark.usefixtures("bot")
def test_several_words_are_told_together(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, "Who OPPENED the new brigde on Monday?")
    assert notes(answer) == ["Read “OPPENED” as “OPENED”. Read “brigde” as “bridge”."]


@pytest.mark.usefixtures("bot")
def test_where_nothing_answers_it_is_not_told(chat: PrivateChat, alice: User) -> None:
    assert chat.ask(alice, "What is the capitol of the bridges of France and Spain?").text == (
        "No stored sentence answers this."
    )


def test_it_stays_when_pages_are_turned_also_after_a_restart(
    launch: Callable[..., Bot], group: Group, bob: User, data: Path
) -> None:
    bot = launch()
    answer = group.ask(bob, f"/ask {MISTYPED}")
    for label in ("Next", "Context", "Back"):
        assert notes(turn(answer, bob, label)) == [READ_AS]
    bot.stop()
    assert not any(b"opned" in file.read_bytes() for file in data.rglob("*") if file.is_file())
    launch()
    assert notes(turn(answer, bob, "Previous")) == [READ_AS]
    assert answer.blockquotes == QUOTE


@pytest.mark.usefixtures("bot")
def test_a_message_that_telegram_does_not_show_any_more_is_turned_without_it(chat: PrivateChat, alice: User) -> None:
    answer = chat.ask(alice, MISTYPED)
    answer.record.accessible = False
    assert notes(turn(answer, alice, "Next")) == []


@pytest.mark.usefixtures("bot")
def test_it_goes_and_comes_with_the_edits_of_the_question(chat: PrivateChat, alice: User) -> None:
    question = chat.say(alice, MISTYPED)
    answer = chat.wait_for_reply(question)
    chat.edit(question, RIGHT)
    answer.wait_for_edit(1)
    assert (answer.blockquotes, notes(answer)) == (QUOTE, [])
    chat.edit(question, MISTYPED)
    answer.wait_for_edit(2)
    assert (answer.blockquotes, notes(answer)) == (QUOTE, [READ_AS])
    assert len(chat.answers) == 1


@pytest.mark.usefixtures("bot")
def test_whoever_types_inline_is_told_above_the_quotes_and_the_readers_are_not(
    server: BotApiServer, alice: User
) -> None:
    offer = server.inline(alice, MISTYPED)
    assert offer.button is not None
    assert offer.button["text"] == READ_AS
    sent = offer.choose(0, server.group("Elsewhere", members=[alice], bot=None))
    assert sent.blockquotes == QUOTE
    assert "opned" not in sent.text


@pytest.mark.usefixtures("bot")
def test_it_is_told_below_a_quote_of_telegrams_own(
    server: BotApiServer, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    channel = server.channel("Harbour", owner=bob, username="harbour_news")
    corpus.store_post(data, channel.post(corpus.FERRY))
    answer = chat.ask(alice, "Does the fery sail at nine?")
    assert answer.quote == "The ferry sails at nine."
    source = answer.text.split("\n")[0]
    assert answer.text == f"{source}\nRead “fery” as “ferry”."
    turn(answer, alice, "Context")
    assert turn(answer, alice, "Back").text == f"{source}\nRead “fery” as “ferry”."


@pytest.mark.usefixtures("bot")
def test_the_other_sources_of_a_sentence_are_named_by_title_and_date(
    chat: PrivateChat, group: Group, alice: User, bob: User, data: Path
) -> None:
    store_each(data, *corpus.WAIVERS[:2], corpus.WAIVERS[2])
    told = "The same sentence also stands in: Radio Harbour · 2024-09-02; Town Gazette · 2024-09-01"
    corpus.store(data, "posts.jsonl", {"text": corpus.FERRY})
    answer = chat.ask(alice, WAIVED)
    assert answer.blockquotes == [corpus.WAIVED]
    assert answer.outside.startswith("\n— The Ferryman · 2024-09-03")
    assert notes(answer) == [told]
    assert notes(group.ask(bob, f"/ask {WAIVED}")) == [told]
    assert notes(turn(answer, alice, "Context")) == [told]
    assert notes(turn(answer, alice, "Back")) == [told]
    assert notes(turn(answer, alice, "Next")) == []
    assert notes(turn(answer, alice, "Previous")) == [told]


@pytest.mark.usefixtures("bot")
def test_a_source_that_has_an_address_is_linked_at_the_sentence(chat: PrivateChat, alice: User, data: Path) -> None:
    store_each(data, corpus.WAIVERS[0] | {"url": corpus.POST_URL}, corpus.WAIVERS[1])
    answer = chat.ask(alice, WAIVED)
    assert [link.text for link in answer.links[:1]] == ["Town Gazette"]
    assert answer.links[0].url.startswith(f"{corpus.POST_URL}#:~:text=By%20order")


@pytest.mark.usefixtures("bot")
def test_at_most_three_are_named_and_the_others_counted(chat: PrivateChat, alice: User, data: Path) -> None:
    store_each(data, *corpus.WAIVERS)
    answer = chat.ask(alice, WAIVED)
    lead, *named, more = re.split(": |; ", notes(answer)[0])
    assert (lead, more) == ("The same sentence also stands in", "and one more.")
    others = {f"{row['title']} · {row['date']}" for row in corpus.WAIVERS if row["title"] not in answer.outside[:20]}
    assert len(set(named)) == 3
    assert others > set(named)


@pytest.mark.usefixtures("bot")
def test_a_sentence_with_a_word_more_is_not_called_the_same(chat: PrivateChat, alice: User, data: Path) -> None:
    store_each(data, corpus.WAIVERS[1], corpus.WAIVERS[0] | {"text": corpus.WAIVED_TOO})
    (told,) = notes(chat.ask(alice, WAIVED))
    assert told.startswith("The same sentence, or almost the same, also stands in: ")


@pytest.mark.usefixtures("bot")
def test_a_sentence_that_its_own_source_repeats_has_no_other_source(chat: PrivateChat, alice: User, data: Path) -> None:
    corpus.store(data, "posts.jsonl", {"text": corpus.WAIVED}, {"text": corpus.WAIVED})
    assert notes(chat.ask(alice, WAIVED)) == []


@pytest.mark.usefixtures("bot")
def test_a_source_that_is_not_there_any_more_is_not_named_either(chat: PrivateChat, alice: User, data: Path) -> None:
    store_each(data, *corpus.WAIVERS[:2])
    answer = chat.ask(alice, WAIVED)
    assert len(notes(answer)) == 1
    with Library.open(data) as library:
        gone = next(one.source.id for one in library.sources() if one.source.title == "public0.jsonl")
        library.remove(gone)
    turn(answer, alice, "Context")
    assert notes(turn(answer, alice, "Back")) == []


@pytest.mark.usefixtures("bot")
def test_nobody_is_told_of_a_source_that_they_may_not_ask(
    server: BotApiServer, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    store_each(data, corpus.WAIVERS[1])
    store_each(data, corpus.WAIVERS[0], collection="vault")
    with Library.open(data) as library:
        library.set_collections_of(alice.id, ["public", "vault"])
    answer = chat.ask(alice, WAIVED)
    assert notes(answer) == ["The same sentence also stands in: Town Gazette · 2024-09-01"]
    assert notes(server.private_chat(bob).ask(bob, WAIVED)) == []
    # Others read what Alice sends to another chat.
    sent = server.inline(alice, WAIVED).choose(0, server.group("Elsewhere", members=[alice, bob], bot=None))
    assert sent.blockquotes == [corpus.WAIVED]
    assert "Gazette" not in sent.text
    with Library.open(data) as library:
        library.set_collections_of(alice.id, ["public"])
    turn(answer, alice, "Context")
    assert notes(turn(answer, alice, "Back")) == []


@pytest.mark.usefixtures("bot")
def test_a_quote_sent_by_inline_mode_names_the_other_sources(server: BotApiServer, alice: User, data: Path) -> None:
    store_each(data, *corpus.WAIVERS[:2])
    sent = server.inline(alice, WAIVED).choose(0, server.group("Elsewhere", members=[alice], bot=None))
    assert notes(sent)[0] == "The same sentence also stands in: Town Gazette · 2024-09-01"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("code", LANGUAGES)
def test_both_are_told_in_each_language(server: BotApiServer, data: Path, code: str) -> None:
    """The auditor checks the words; the assertions only make sure that there were any."""
    store_each(data, *corpus.WAIVERS)
    person = server.user("Somebody", language_code=code)
    chat = server.private_chat(person)
    (also,) = notes(chat.ask(person, WAIVED))
    assert also.count("; ") == 3
    (read_as,) = notes(chat.ask(person, MISTYPED))
    assert "opned" in read_as
    assert "opened" in read_as
