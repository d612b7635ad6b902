"""The bot as people meet it: answered updates a second, beside a bot that echoes, and what 200 chats at once get.

The Bot API server of the tests runs in this process and the bot in another, so that each has a core where there are
two. Rate limits are lifted for both bots.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index import Library
from tests.bench.texts import Texts, write_passages
from tests.bot_api import BotApiServer
from tests.e2e.process import ROOT, BotProcess

PASSAGES = 10_000
CHATS, QUESTIONS = 200, 5
ROUNDS = 5
_PATIENCE = 300.0


def main() -> None:
    """Measure and print two lines."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "library"
        write_passages(Path(folder) / "passages.jsonl", PASSAGES)
        with Library.open(data, create=True) as library:
            library.add(str(Path(folder) / "passages.jsonl"), lang="en")
        ours, echoed = [], []
        for _ in range(ROUNDS):  # in turn: what else the machine does disturbs both
            with BotApiServer() as server, _echoing(server):
                echoed.append(_rate(_ask(server)))
            with BotApiServer() as server, _answering(server, data):
                waits = _ask(server)
                ours.append(_rate(waits))
        print(f"answered updates/s: {_told(ours)}; a bot of ten lines that echoes: {_told(echoed)}", end="")
        print(f"; {statistics.median(ours) / statistics.median(echoed):.2f} of its speed (at least 0.50)")
        took = sorted(after - before for before, after in waits)
        median, last = took[len(took) // 2] * 1000, took[int(len(took) * 0.99)] * 1000
        print(f"{CHATS} chats, {QUESTIONS} questions each, at once: each in order; p50 {median:,.0f} ms", end="")
        print(f", p99 {last:,.0f} ms; {last / median:.1f} times as long (at most 5)")


@contextmanager
def _echoing(server: BotApiServer) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.bench.echo", server.token, server.url]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)  # noqa: S603  # our own command
    try:
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def _answering(server: BotApiServer, data: Path) -> Iterator[None]:
    bot = BotProcess(server, data).start()
    try:
        yield
    finally:
        bot.stop()


def _ask(server: BotApiServer) -> list[tuple[float, float]]:
    """Let every chat ask everything at once; when each question was asked and answered, by the monotonic clock.

    Raises AssertionError where a chat gets its answers in another order than it asked.
    """
    texts = Texts(seed=3)
    chats = [server.private_chat(server.user(f"Person {number}")) for number in range(CHATS)]
    for chat in chats[:20]:  # so that connections are open and everything was used once
        chat.ask(chat.user, texts.question(), timeout=60)
    already = len(server.calls_of("sendMessage"))
    asked: dict[tuple[int, int], float] = {}
    for _ in range(QUESTIONS):
        for chat in chats:
            question = chat.say(chat.user, texts.question())
            asked[chat.id, question.id] = time.monotonic()
    deadline = time.monotonic() + _PATIENCE
    while len(calls := [call for call in server.calls_of("sendMessage")[already:] if call.ok]) < len(asked):
        assert time.monotonic() < deadline, f"{len(calls)} of {len(asked)} questions were answered"
        time.sleep(0.2)
    for chat in chats:
        replies = [answer.reply_to.id for answer in chat.answers if answer.reply_to]
        assert replies == sorted(replies), f"chat {chat.id} got its answers in the order {replies}"
    # Each chat's answers are in order: the nth answer is that of the nth question.
    waiting: dict[int, list[float]] = {}
    for (chat_id, _), at in asked.items():
        waiting.setdefault(chat_id, []).append(at)
    return [(waiting[int(call.params["chat_id"])].pop(0), call.at + (call.took or 0)) for call in calls]


def _rate(waits: list[tuple[float, float]]) -> float:
    return len(waits) / (max(after for _, after in waits) - min(before for before, _ in waits))


def _told(rates: list[float]) -> str:
    """The median, and between which they were: the echo's differs by half, with what each poll happens to bring."""
    return f"{statistics.median(rates):,.0f} ({min(rates):,.0f} to {max(rates):,.0f})"


if __name__ == "__main__":
    main()
