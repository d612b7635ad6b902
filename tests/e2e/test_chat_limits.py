"""What a chat adds has limits, and the bot names the one that was met."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index import ChatLimits
from tests.bot_api import PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot
from tests.e2e.test_adding import collections, reply

Launch = Callable[..., Bot]

HEADINGS = "".join(f"{'#' * level} {'Heading ' * 40}\n" for level in range(2, 6))
FULL = "That does not fit: what one chat adds can take 1 MB at most. Take something out first (/remove)."


@pytest.fixture(autouse=True)
def known(names: list[str]) -> None:
    """The people and files of these tests."""
    names += ["Alice", "a.md", "a.txt", "b.txt"]


@pytest.mark.attack("a file that is small and becomes large, through Telegram")
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "a.md",
            HEADINGS + "\nIt rained.\n",
            "The headings above one of its passages have more than 1,000 characters. Shorten them.",
        ),
        (
            "a.md",
            ("|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "a\n" * 40 + "\n"),
            "One of its lists or tables has more than 10,000 items, rows or empty cells. Split it.",
        ),
        (
            "a.txt",
            "It rained.\n\n" * 50_001,
            "That has more than 50,000 passages, the most that one file can have. Split it into smaller files.",
        ),
    ],
)
@pytest.mark.usefixtures("bot")
def test_the_limit_that_was_met_is_named_and_nothing_is_stored(
    chat: PrivateChat, alice: User, data: Path, name: str, content: str, said: str
) -> None:
    file = chat.send_file(alice, name, content.encode())
    assert reply(chat, alice, "/add", file).text == said
    assert collections(data) == {"public": 1}


@pytest.mark.attack("a chat adds file after file")
def test_what_a_chat_adds_has_a_size_and_removing_makes_room(
    launch: Launch, chat: PrivateChat, alice: User, data: Path
) -> None:
    launch(chat_limits=ChatLimits(stored_bytes=1_000))
    first = chat.send_file(alice, "a.txt", corpus.RULES.encode())
    second = chat.send_file(alice, "b.txt", "\n\n".join([corpus.GATE] * 30).encode())
    assert reply(chat, alice, "/add", first).text.startswith("2 passages")
    assert reply(chat, alice, "/add", second).text == FULL
    assert sum(collections(data).values()) == 2
    reply(chat, alice, "/remove", first)
    small = chat.send_file(alice, "b.txt", corpus.GATE.encode())
    assert reply(chat, alice, "/add", small).text.startswith("One passage")
