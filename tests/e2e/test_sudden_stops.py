"""However the bot is stopped, whoever asked is answered by the next start, and once."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot_api import PATIENCE, BotApiServer, PrivateChat, User
from tests.e2e.bots import Bot
from tests.e2e.process import BotProcess
from tests.e2e.test_webhook import URL, address

__all__ = ["address"]

QUESTION = "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]
PEOPLE, EACH = 20, 5
# Requests that can be under way at once.
_CONNECTIONS = 16
LaunchProcess = Callable[..., BotProcess]


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_burst_is_answered_though_the_bot_is_stopped_in_it(
    server: BotApiServer, data: Path, launch_process: LaunchProcess, sign: signal.Signals
) -> None:
    bot = BotProcess(server, data, stop_patience=0).start()
    people = [(person, server.private_chat(person)) for person in map(server.user, map(str, range(PEOPLE)))]
    with server.at_once():
        asked = [(chat, chat.say(person, QUESTION)) for _ in range(EACH) for person, chat in people]
    server.wait_for_call("sendMessage", PEOPLE)
    bot.stop(sign)
    assert len(server.answers) < len(asked), "it was not stopped in the burst"
    launch_process()
    for chat, question in asked:
        chat.wait_for_reply(question)
    server.wait_until_taken()
    answers = Counter(answer.reply_to for answer in server.answers)
    doubled = sum(count - 1 for count in answers.values())
    assert doubled <= (_CONNECTIONS if sign is signal.SIGKILL else 0)


def test_what_waits_for_its_answer_is_answered_after_a_sudden_death(
    server: BotApiServer, data: Path, launch_process: LaunchProcess, chat: PrivateChat, alice: User
) -> None:
    bot = BotProcess(server, data).start()
    server.fail("sendMessage", status=429, retry_after=60)
    question = chat.say(alice, QUESTION)
    server.wait_for_call("sendMessage")
    server.wait_until_taken()  # Telegram does not have it any more
    bot.stop(signal.SIGKILL)
    launch_process()
    assert chat.wait_for_reply(question).blockquotes == QUOTE


def test_what_a_webhook_took_is_answered_after_a_sudden_death(
    server: BotApiServer, data: Path, launch_process: LaunchProcess, address: str, chat: PrivateChat, alice: User
) -> None:
    options = ("--webhook", URL, "--listen", address)
    bot = BotProcess(server, data, options).start()
    server.fail("sendMessage", status=429, retry_after=60)
    question = chat.say(alice, QUESTION)
    server.wait_for_call("sendMessage")
    server.wait_until_taken()
    bot.stop(signal.SIGKILL)
    launch_process(*options)
    assert chat.wait_for_reply(question).blockquotes == QUOTE


def remembered(data: Path) -> int:
    """How many answers the bot knows that it gave."""
    with closing(sqlite3.connect(data / "conversations.db")) as conversations:
        return int(conversations.execute("SELECT count(*) FROM answers").fetchone()[0])


def test_what_cannot_be_stored_stays_with_telegram_until_it_is_answered(
    server: BotApiServer, data: Path, launch_process: LaunchProcess, chat: PrivateChat, alice: User, bob: User
) -> None:
    bot = BotProcess(server, data).start()
    with closing(sqlite3.connect(data / "inbox.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        server.fail("sendMessage", status=429, retry_after=60)
        question = chat.say(alice, QUESTION)
        server.wait_for_call("sendMessage")
        bob_asks = server.private_chat(bob)
        assert bob_asks.ask(bob, QUESTION).blockquotes == QUOTE, "nobody waits for it"
        deadline = time.monotonic() + PATIENCE
        while not remembered(data) and time.monotonic() < deadline:  # else it may be answered twice
            time.sleep(0.01)
        bot.stop(signal.SIGKILL)
    assert bot.log.count("inbox.db: what comes in is not stored until it is answered: database is locked") == 1
    launch_process()
    assert chat.wait_for_reply(question).blockquotes == QUOTE
    server.wait_until_taken()
    assert len(bob_asks.answers) == 1


def test_of_what_was_answered_no_word_stays_in_the_files(
    data: Path, launch: Callable[..., Bot], chat: PrivateChat, alice: User
) -> None:
    launch()
    chat.ask(alice, "Which pangolin opened the new bridge?")
    deadline = time.monotonic() + PATIENCE
    while any(b"pangolin" in file.read_bytes() for file in data.glob("*.db*")):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_second_bot_in_the_same_directory_is_refused_until_the_first_is_dead(
    server: BotApiServer, data: Path, launch_process: LaunchProcess, chat: PrivateChat, alice: User
) -> None:
    first = BotProcess(server, data).start()
    second = BotProcess(server, data).launch()
    assert second.wait() == 1
    assert second.lines == [
        f"verbatim: another bot answers from {data} (process {first.pid}): stop it, or give this one a directory of "
        "its own with --data\n"
    ]
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    first.stop(signal.SIGKILL)
    launch_process()
