"""/start offers questions in words that are stored, which the bot can answer; a tap asks one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from tests.bot_api import BotApiServer, Group, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

WHEN = "When does the gate close?"


@pytest.fixture
def empty(data: Path) -> None:
    """Nothing is stored."""
    with Library.open(data) as library:
        for one in library.sources():
            library.remove(one.source.id)


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    names += [WHEN, "a.md", "The password of the vault", *(f"The gull {n} is loud" for n in range(5))]


def test_it_offers_two_questions_made_of_headings_and_first_sentences(
    empty: None, bot: Bot, chat: PrivateChat, alice: User, data: Path
) -> None:
    (data.parent / "a.md").write_text(f"## {WHEN}\n\n{corpus.GATE}\n", encoding="utf-8")
    with Library.open(data) as library:
        library.add(str(data.parent / "a.md"))
    corpus.store(data, "posts.jsonl", corpus.ROWS[1])
    said = chat.ask(alice, "/start")
    assert said.text.endswith(f"\n\nOr tap one of these:\n• {WHEN}\n• The bridge will cost drivers four")
    assert said.offered == [WHEN, "The bridge will cost drivers four"]
    for question, quote in zip(said.offered, ("The gate closes at ten.", "The bridge will cost"), strict=True):
        assert chat.ask(alice, question).blockquotes[0].startswith(quote)


def test_where_nothing_is_stored_it_offers_none(empty: None, bot: Bot, chat: PrivateChat, alice: User) -> None:
    said = chat.ask(alice, "/start")
    assert said.offered == []
    assert said.text.endswith("Send me a question.")


def test_it_offers_what_this_chat_may_ask_and_nothing_else(
    empty: None, bot: Bot, server: BotApiServer, chat: PrivateChat, alice: User, bob: User, data: Path
) -> None:
    corpus.store(data, "secret.jsonl", corpus.SECRET, collection="vault")
    with Library.open(data) as library:
        library.set_collections_of(chat.id, ["vault"])
    assert server.private_chat(bob).ask(bob, "/start").offered == []
    assert chat.ask(alice, "/start").offered == ["The password of the vault"]


def test_in_a_group_there_is_no_keyboard(bot: Bot, group: Group, bob: User) -> None:
    assert group.ask(bob, "/start@verbatim_bot").offered == []


@pytest.mark.attack("has people send a command, by a heading that /start offers")
def test_no_example_is_a_command_or_names_somebody(
    empty: None, launch: Callable[..., Bot], chat: PrivateChat, alice: User, data: Path
) -> None:
    written = "".join(
        f"## {heading}\n\nThe gull {n} is loud.\n\n"
        for n, heading in enumerate(
            ["/remove all of it", "Write to @mallory now?", "See https://evil.example now?", "a\u202e b\u200b c", "@ @"]
        )
    )
    (data.parent / "a.md").write_text(written, encoding="utf-8")
    with Library.open(data) as library:
        library.add(str(data.parent / "a.md"))
    launch()
    assert not set("/@") & set("".join(chat.ask(alice, "/start").offered))
