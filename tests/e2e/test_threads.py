"""The event loop never waits for the library, and reads never wait for writes."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable

import pytest

from index import Library
from tests.bot_api import BotApiServer, Group, Message, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot

READING = ("ask", "passage", "refusals", "context", "languages", "sources", "source_of", "told", "chats")
WRITING = ("add", "take", "store", "remove", "move_chat")
QUESTION = "Who opened the new bridge?"

Threads = dict[str, set[str]]


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> Threads:
    """The threads in which each method of the library was called."""
    seen: Threads = defaultdict(set)

    def watched(verb: str, done: Callable[..., object]) -> Callable[..., object]:
        def call(library: Library, *args: object, **kwargs: object) -> object:
            name = threading.current_thread().name
            if threading.current_thread() is not threading.main_thread():
                seen[verb].add(name.split("_")[0])
            return done(library, *args, **kwargs)

        return call

    for verb in (*READING, *WRITING):
        monkeypatch.setattr(Library, verb, watched(verb, getattr(Library, verb)))
    return seen


def press(message: Message, who: User, label: str) -> None:
    before = len(message.versions)
    message.press(who, label)
    message.wait_for_edit(before)


def test_each_verb_of_the_library_is_called_in_its_own_thread(
    threads: Threads,
    launch: Callable[..., Bot],
    names: list[str],
    server: BotApiServer,
    group: Group,
    chat: PrivateChat,
    alice: User,
    bob: User,
) -> None:
    names += ["Small", "Harbour", "Bob"]
    server.set_privacy(False)
    bot = launch()

    answer = chat.ask(alice, QUESTION)
    chat.ask(alice, "And what does it cost?", reply_to=answer)
    for label in ("Next", "Context", "Back"):
        press(answer, alice, label)
    assert answer.reply_to is not None
    chat.edit(answer.reply_to, "What does the bridge cost drivers a day?")
    answer.wait_for_edit(3)
    link = next(link.url for link in answer.links if "↗" in link.text)
    assert chat.wait_for_reply(chat.start(link.rpartition("=")[2])).blockquotes
    assert server.inline(alice, QUESTION).results

    panel = group.ask(alice, "/settings")
    for label in ("When I speak", "also when sure"):
        press(panel, alice, label)
    assert group.wait_for_reply(group.say(bob, QUESTION)).blockquotes
    group.ask(bob, "/sources")

    small = server.group("Small", members=[alice, bob], basic=True)
    for text in (corpus.GATE, corpus.FERRY):
        notice = small.say(bob, text, deliver=False)
        small.wait_for_reply(small.say(alice, "/add", reply_to=notice))
    large = small.migrate()
    bot.wait_for_line("the library knows it by this number now")
    gate = large.ask(bob, "/ask Does the gate close at ten?")
    large.wait_for_reply(large.say(alice, "/remove", reply_to=gate))
    listed = large.ask(alice, "/remove")
    press(listed, alice, listed.buttons[0])

    assert {verb: threads[verb] - {"writer"} for verb in READING if verb != "chats"} == {
        verb: {"library"} for verb in READING if verb != "chats"
    }
    assert threads["chats"] <= {"library", "writer"}
    assert {verb: threads[verb] for verb in WRITING} == {verb: {"writer"} for verb in WRITING[2:]} | {
        "add": set(),  # they would read a document in this process
        "take": set(),
    }
