"""Failures: lost connections, refused tokens, conflicts, stop signals."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Library
from tests.bot_api import PATIENCE, BotApiServer, Limits, PrivateChat, User
from tests.e2e import corpus
from tests.e2e.bots import Bot
from tests.e2e.process import BotProcess
from tests.e2e.thread import BotInThread

QUESTION = "Who opened the new bridge?"
QUOTE = ["Mayor Jones opened the new bridge on Monday."]
Launch = Callable[..., Bot]
LaunchProcess = Callable[..., BotProcess]


def test_a_missing_token_is_one_line_and_status_1(launch_process: LaunchProcess) -> None:
    bot = launch_process(token="", ready=False)
    assert bot.wait() == 1
    assert bot.log.startswith("verbatim: there is no token")
    assert len(bot.lines) == 1


@pytest.mark.parametrize("token", ["12345:wrongwrongwrongwrongwrongwrongwrong", "999:short"])
def test_a_wrong_token_is_one_line_and_status_1(launch_process: LaunchProcess, token: str) -> None:
    bot = launch_process(token=token, ready=False)
    assert bot.wait() == 1
    assert bot.lines[-1].startswith("verbatim: Telegram does not know this token")
    assert token.partition(":")[2] not in bot.log


def test_what_is_no_token_at_all_is_not_even_tried(server: BotApiServer, launch_process: LaunchProcess) -> None:
    bot = launch_process(token="my secret\ntoken", ready=False)  # noqa: S106  # made up
    assert bot.wait() == 1
    assert server.calls == []
    assert "secret" not in bot.log


def test_a_token_that_is_revoked_while_it_runs_ends_it(server: BotApiServer, launch: Launch) -> None:
    bot = launch(poll_timeout=1)
    server.fail("getUpdates", times=1000, status=401)
    assert bot.wait() == 1
    assert bot.lines[-1].startswith("verbatim: Telegram does not know this token (any more)")


def test_a_second_process_with_the_same_token_leaves(server: BotApiServer, launch: Launch) -> None:
    server.fail("getUpdates", times=1000, status=409)
    bot = launch(conflict_patience=1.0, ready=False)
    assert bot.wait() == 1
    assert bot.lines[-1].startswith("verbatim: another process is answering with the same token")


def test_of_two_processes_the_one_that_was_there_stays(
    server: BotApiServer, launch: Launch, tmp_path: Path, chat: PrivateChat, alice: User
) -> None:
    first = launch()
    time.sleep(5.5)  # a process that polls for five seconds without a conflict counts as the older one
    second = BotProcess(server, tmp_path / "another", conflict_patience=2.0).launch()
    assert second.wait() == 1
    assert second.lines[-1].startswith("verbatim: another process is answering with the same token")
    assert first.running
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE


def test_without_a_network_it_keeps_trying(
    server: BotApiServer, launch: Launch, chat: PrivateChat, alice: User
) -> None:
    with server.offline():
        bot = launch(ready=False)
        bot.wait_for_line("Telegram cannot be reached")
    bot.wait_for_line("answering as @")
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    with server.offline():
        bot.wait_for_line("no connection to Telegram")
    bot.wait_for_line("connected to Telegram again")
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    assert bot.stop() == 0


def test_it_can_be_stopped_while_there_is_no_network(server: BotApiServer, launch: Launch) -> None:
    with server.offline():
        bot = launch(ready=False)
        bot.wait_for_line("Telegram cannot be reached")
        assert bot.stop() == 0


@pytest.mark.parametrize(
    "trouble", [{"status": 502}, {"status": 500}, {"drop": True}, {"status": 429, "retry_after": 1}]
)
def test_an_answer_gets_through_the_troubles_of_telegram(
    server: BotApiServer, bot: Bot, chat: PrivateChat, alice: User, trouble: dict[str, int]
) -> None:
    server.fail("sendMessage", times=2, **trouble)
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    assert len(chat.answers) == 1


def test_trouble_while_polling_is_waited_out(server: BotApiServer, bot: Bot, chat: PrivateChat, alice: User) -> None:
    server.fail("getUpdates", times=1, status=502)
    server.fail("getUpdates", times=1, status=429, retry_after=1)
    chat.ask(alice, QUESTION)
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    assert bot.running


def test_a_chat_that_has_to_wait_keeps_nobody_else_waiting(
    server: BotApiServer, launch: Launch, chat: PrivateChat, alice: User, bob: User
) -> None:
    launch(stop_patience=0.0)
    server.fail("sendMessage", times=1, status=429, retry_after=100, chat_id=chat.id)
    chat.say(alice, QUESTION)
    server.wait_for_call("sendMessage")
    for _ in range(5):
        assert server.private_chat(bob).ask(bob, QUESTION).blockquotes == QUOTE
    assert chat.answers == []


def test_telegrams_limits_are_kept(server: BotApiServer, launch: Launch, chat: PrivateChat, alice: User) -> None:
    server.set_limits(Limits())
    launch(rate_limits=True)
    questions = [chat.say(alice, QUESTION) for _ in range(6)]
    for question in questions:
        chat.wait_for_reply(question)
    assert [call.status for call in server.calls_of("sendMessage")[:5]] == [200] * 5  # the last may still be under way
    assert len(server.calls_of("sendMessage")) == 6
    assert [answer.reply_to for answer in chat.answers] == questions


def test_a_person_who_blocked_the_bot_is_no_trouble(
    server: BotApiServer, bot: Bot, chat: PrivateChat, alice: User, bob: User
) -> None:
    server.fail("sendMessage", status=403, description="Forbidden: bot was blocked by the user")
    chat.say(alice, QUESTION)
    server.wait_for_call("sendMessage")
    assert server.private_chat(bob).ask(bob, QUESTION).blockquotes == QUOTE


def test_it_can_be_stopped_while_the_network_is_down(server: BotApiServer, launch: Launch) -> None:
    bot = launch()
    with server.offline():
        bot.wait_for_line("no connection to Telegram")
        assert bot.stop() == 0


@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
def test_it_can_be_stopped_while_telegram_wants_it_to_wait(server: BotApiServer, launch: Launch, method: str) -> None:
    server.fail(method, status=429, retry_after=100_000)
    bot = launch(ready=False)
    server.wait_for_call(method)
    assert bot.stop() == 0


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b'{"ok":true,"result":[{"update_id":1,"message":{"text":"a Xylophone'),  # cut off
        (200, b'{"ok":true}'),
        (200, b'{"ok":true,"result":{"Xylophone":1}}'),
        (200, b'["Xylophone"]'),
        (200, b'{"ok":true,"result":' + b"[" * 100_000),
        (200, b'{"ok":true,"result":[{"Xylophone":1}]}'),
        (502, b"<html>Xylophone</html>"),
        (429, b'{"ok":false,"description":["Xylophone"],"parameters":{"retry_after":"soon"}}'),
    ],
)
def test_an_answer_to_a_poll_that_is_none_is_waited_out_and_not_logged(
    server: BotApiServer, launch: Launch, chat: PrivateChat, alice: User, status: int, body: bytes
) -> None:
    bot = launch()
    server.fail("getUpdates", status=status, body=body)
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    assert chat.ask(alice, QUESTION).blockquotes == QUOTE
    assert bot.stop() == 0
    assert "ylophone" not in bot.log


def test_an_update_that_cannot_be_read_ends_nothing_and_is_not_logged(
    server: BotApiServer, launch: Launch, chat: PrivateChat, alice: User
) -> None:
    bot = launch(log_level="DEBUG")
    chat.ask(alice, QUESTION)
    message = server.queue.sent[-1]["message"] | {"text": "a Xylophone"}
    with server.at_once():
        server.send_update({"message": message | {"poll": {"id": "1"}}})  # as an older server sends it
        server.send_update({"message": message | {"text": 7, "caption": "Xylophone"}})
        server.send_update({"message": [message]})
        asked = chat.say(alice, QUESTION)
    assert chat.wait_for_reply(asked).blockquotes == QUOTE
    assert "(3 so far)" in bot.log
    assert bot.stop() == 0
    assert "ylophone" not in bot.log


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_answers_in_flight_be_finished(
    server: BotApiServer, launch_process: LaunchProcess, chat: PrivateChat, alice: User, sign: signal.Signals
) -> None:
    bot = launch_process()
    server.fail("sendMessage", status=429, retry_after=1)
    question = chat.say(alice, QUESTION)
    server.wait_for_call("sendMessage")
    assert bot.stop(sign) == 0
    assert [answer.reply_to for answer in chat.answers] == [question]
    assert server.queue.waiting == []


@pytest.mark.parametrize("patience", [0.0, 0.2])
def test_an_answer_that_would_take_too_long_does_not_keep_it_from_leaving(
    server: BotApiServer, launch: Launch, chat: PrivateChat, alice: User, patience: float
) -> None:
    bot = launch(stop_patience=patience)
    server.fail("sendMessage", status=429, retry_after=60)
    chat.say(alice, QUESTION)
    server.wait_for_call("sendMessage")
    assert bot.stop() == 0
    assert "some answers were not finished in time" in bot.log


def test_what_is_added_while_it_runs_is_quoted_without_a_restart(
    bot: Bot, chat: PrivateChat, alice: User, data: Path, tmp_path: Path
) -> None:
    question = "What is the password of the vault?"
    assert not chat.ask(alice, question).blockquotes
    (tmp_path / "secret.txt").write_text(corpus.SECRET["text"])
    with Library.open(data) as library:
        library.add(str(tmp_path / "secret.txt"))
    deadline = time.monotonic() + PATIENCE
    while not chat.ask(alice, question).blockquotes:
        assert time.monotonic() < deadline


def test_another_bot_in_the_same_data_directory_answers_messages_of_the_same_numbers(
    launch: Launch, data: Path, chat: PrivateChat, alice: User
) -> None:
    bot = launch()
    question = chat.say(alice, QUESTION, ago=100)
    chat.wait_for_reply(question)
    bot.stop()
    with BotApiServer(token="110201544:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawl") as other:  # noqa: S106  # made up
        person = other.user("Alice")
        second = BotInThread(other, data).start()
        later = other.private_chat(person).say(person, QUESTION)
        assert (later.chat_id, later.id) == (question.chat_id, question.id)
        assert other.private_chat(person).wait_for_reply(later).blockquotes == QUOTE
        assert second.stop() == 0


def test_nothing_that_anybody_wrote_is_logged_or_stored(
    launch_process: LaunchProcess, chat: PrivateChat, alice: User, data: Path
) -> None:
    bot = launch_process(log_level="DEBUG")
    chat.ask(alice, "Xylophones and zeppelins?")
    chat.ask(alice, "Who opened the new bridge, Xylophone?")
    bot.stop()
    assert "ylophone" not in bot.log
    for file in data.rglob("*"):
        if file.is_file():
            assert b"ylophone" not in file.read_bytes()
