"""The scenes of the pictures: people who ask the bot, which runs, about the passages that ship."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.cli.data_directory import SHIPPED_TITLE
from index import Library
from tests.bot_api import BotApiServer, User
from tests.e2e.process import ROOT, BotProcess
from tests.pictures.phone import Screen

CORPUS = ROOT / "data" / "corpus"


def scenes() -> Iterator[tuple[str, Screen]]:
    """Each picture's name, and what it shows."""
    with tempfile.TemporaryDirectory() as folder, BotApiServer() as server:
        with Library.open(Path(folder) / "library", create=True) as library:
            for document in sorted(CORPUS.iterdir()):
                library.add(str(document), title=SHIPPED_TITLE)
        server.set_privacy(False)
        bot = BotProcess(server, Path(folder) / "library").start()
        try:
            alice, bob = server.user("Alice"), server.user("Bob")
            yield "private", _private(server, alice)
            yield "group", _group(server, alice, bob)
            yield "inline", _inline(server, alice, bob)
            yield "settings", _settings(server, alice, bob)
        finally:
            bot.stop()


def _private(server: BotApiServer, alice: User) -> Screen:
    chat, screen = server.private_chat(alice), Screen("Alice")
    for question, opened in (
        ("How many troops has Russia mobilized?", False),
        ("Who authorized the ATACMS missiles?", True),
        ("What is the capital of France?", False),
    ):
        asked = chat.say(alice, question)
        answer = chat.wait_for_reply(asked)
        if opened:
            answer.press(alice, "Context")
            answer.wait_for_edit(1)
        screen.message(asked)
        screen.message(answer)
    return screen


def _group(server: BotApiServer, alice: User, bob: User) -> Screen:
    group, screen = server.group("The news", members=[alice, bob]), Screen("Alice")
    for sender, text, to_the_bot in (
        (bob, "/ask What did Putin warn?", False),
        (alice, "and North Korea?", True),
        (bob, f"@{server.bot.username} do Ukrainian forces still hold the Kursk region?", False),
    ):
        asked = group.say(sender, text, reply_to=group.answers[-1] if to_the_bot else None)
        screen.message(asked)
        screen.message(group.wait_for_reply(asked))
    return screen


def _inline(server: BotApiServer, alice: User, bob: User) -> Screen:
    query = "long-range missiles"
    offer, screen = server.inline(alice, query), Screen("Alice")
    screen.message(offer.choose(0, server.group("Somewhere else", members=[alice, bob], bot=None)))
    screen.offer(offer, 3)
    screen.typed(f"@{server.bot.username} {query}")
    return screen


def _settings(server: BotApiServer, alice: User, bob: User) -> Screen:
    group, screen = server.group("The team", members=[alice, bob]), Screen("Alice")
    asked = group.say(alice, "/settings")
    panel = group.wait_for(lambda message: bool(message.keyboard))
    for button in ("When I speak", "also when sure"):
        seen = len(panel.versions)
        panel.press(alice, button)
        panel.wait_for_edit(seen)
    screen.message(asked)
    screen.message(panel)
    to_nobody = group.say(bob, "Who authorized the ATACMS missiles?")
    screen.message(to_nobody)
    screen.message(group.wait_for_reply(to_nobody))
    return screen
