"""The mixed attack: honest people ask alone, then among attackers, twice; what they got, and what it left behind."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from index import Library
from tests.bot_api import BotApiServer, Limits
from tests.bot_api.auditor import Fault
from tests.bot_api.world import Member
from tests.e2e.process import BotProcess
from tests.trust import corpus
from tests.trust.attackers import KINDS, Attacker, Step
from tests.trust.auditing import Recorder, faults_in
from tests.trust.honest import Honest
from tests.trust.judging import Verdict, judge
from tests.trust.processes import Held, Spent, Watch, held, size_of
from tests.trust.schedule import Act, Player

# Seconds without a new message after which the bot has said all that it has to say, and how long to wait for that.
_QUIET, _PATIENCE = 5.0, 600.0
_SETTLING = 3.0


@dataclass(frozen=True)
class Load:
    """People, of whom a tenth are hostile; questions, and steps of the hostile, a second; seconds of a round."""

    people: int
    honest_per_second: float
    hostile_per_second: float
    seconds: float
    rounds: int = 2
    warming: float = 5.0
    towns: int = corpus.TOWNS

    @property
    def hostile(self) -> int:
        """How many are hostile."""
        return self.people // 10


FULL = Load(people=2000, honest_per_second=10, hostile_per_second=16, seconds=200)
SHORT = Load(people=200, honest_per_second=10, hostile_per_second=16, seconds=15, warming=2, towns=100)


@dataclass(frozen=True)
class Round:
    """One stretch of the run. `after` is what the bot held when all was answered, `seen` what it held meanwhile.

    `spent` is what the round took of the processors.
    """

    name: str
    updates: int
    verdict: Verdict
    seen: list[Held]
    after: Held | None
    data: float
    drained: bool
    spent: Spent


@dataclass(frozen=True)
class Outcome:
    """The rounds, the first of them without attackers; whether the bot lived; what the auditor refuses; its log."""

    rounds: list[Round]
    alive: bool
    status: int | None
    faults: list[Fault]
    messages: int
    refused: int
    errors: list[str]


def run(
    load: Load, kinds: tuple[Callable[[Attacker], Step], ...] = KINDS, note: Callable[[str], None] = print
) -> Outcome:
    """Play it all. `kinds` are those of attackers."""
    recorder = Recorder()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "library"
        questions = _stock(Path(folder), data, load)
        with BotApiServer(listeners=[recorder]) as server:
            server.set_limits(Limits())
            bot = BotProcess(server, data, rate_limits=True).start()
            try:
                rounds = list(_rounds(server, bot, data, load, kinds, questions, note))
            finally:
                alive = bot.running
                status = bot.stop()
            note(f"judging {len(recorder.heard)} different things that it said")
            refused = sum(call.status == 429 for call in server.calls)
            sent = len([call for call in server.calls_of("sendMessage") if call.ok])
            faults = faults_in(list(recorder.heard.values()), data, _asked_words(server))
    errors = [line.strip() for line in bot.lines if " ERROR " in line or " CRITICAL " in line or "Traceback" in line]
    return Outcome(rounds, alive, status, faults, sent, refused, errors)


def _stock(folder: Path, data: Path, load: Load) -> list[corpus.Question]:
    texts = folder / "texts"
    texts.mkdir()
    questions = corpus.write(texts, load.towns)
    with Library.open(data, create=True) as library:
        for path in sorted(texts.iterdir()):
            library.add(str(path), lang="en")
        return corpus.answered(library, questions, len(questions) // 2)


def _rounds(
    server: BotApiServer,
    bot: BotProcess,
    data: Path,
    load: Load,
    kinds: tuple[Callable[[Attacker], Step], ...],
    questions: list[corpus.Question],
    note: Callable[[str], None],
) -> Iterator[Round]:
    honest = Honest(server, questions, load.people - load.hostile)
    attackers = _attackers(server, honest, questions, load, kinds)
    watch = Watch(bot.pid)
    watch.start()
    try:
        names = ["warming up", "alone", *(f"attacked, round {number + 1}" for number in range(load.rounds))]
        for name in names:
            before, calls, at_first = len(server.queue.sent), len(server.calls), held(bot.pid)
            began = time.monotonic() + 0.1
            seconds = load.warming if name == names[0] else load.seconds
            players = [Player("honest", honest.acts(load.honest_per_second, seconds), began)]
            if name not in names[:2]:
                players.append(Player("hostile", _attack(attackers, load), began))
            for player in players:
                player.start()
            for player in players:
                player.finish()
            drained = _drain(server, bot)
            verdict = judge(honest.take(), server.calls[calls:])
            time.sleep(_SETTLING)
            after = held(bot.pid)
            if name != names[0]:
                note(f"{name}: {verdict.asked} asked, {len(verdict.lost)} lost, p99 {verdict.wait(0.99):.0f} ms")
                seen = watch.between(began, time.monotonic())
                updates = len(server.queue.sent) - before
                spent = Spent.between(at_first, after)
                yield Round(name, updates, verdict, seen, after, size_of(data), drained, spent)
            if not bot.running:
                return
    finally:
        watch.stop()


def _attackers(
    server: BotApiServer,
    honest: Honest,
    questions: list[corpus.Question],
    load: Load,
    kinds: tuple[Callable[[Attacker], Step], ...],
) -> list[Step]:
    """The attackers, every third of whom joins a group of honest people."""
    steps = []
    for number, kind in zip(range(load.hostile), cycle(kinds), strict=False):
        user = server.user(f"Stranger {number}", language_code=("en", "uk", "de", "ko")[number % 4])
        group = honest.groups[number % len(honest.groups)]
        with server.world.changed:
            group.chat.members[user.id] = Member(user)
        steps.append(kind(Attacker(server, user, server.private_chat(user), group, questions, number)))
    return steps


def _attack(attackers: list[Step], load: Load) -> list[Act]:
    """A step of each in turn, at an even pace."""
    turns = cycle(attackers)
    count = int(load.hostile_per_second * load.seconds)
    return [Act(number / load.hostile_per_second, lambda _: next(next(turns))) for number in range(count)]


def _drain(server: BotApiServer, bot: BotProcess) -> bool:
    """Wait until the bot has nothing more to say; whether it came to that."""
    deadline = time.monotonic() + _PATIENCE
    calls, since = -1, time.monotonic()
    while bot.running and time.monotonic() < deadline:
        now = sum(1 for call in server.front.calls if call.method != "getUpdates")
        if now != calls or server.queue.waiting:
            calls, since = now, time.monotonic()
        elif time.monotonic() - since >= _QUIET:
            return True
        time.sleep(0.2)
    return False


def _asked_words(server: BotApiServer) -> list[str]:
    """The words that people wrote, each once: what the auditor has to know of them."""
    return sorted({word for text in server.written for word in text.split() if len(word) <= 64})
