"""`make bench`: asking against `BM25Okapi.get_scores`, adding against FTS5, a fresh `verbatim ask`, the bot."""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rank_bm25 import BM25Okapi

from index import Library
from tests.bench import conversation
from tests.bench.texts import Texts, write_passages

PASSAGES = 10_000
QUESTIONS = 100
ROUND = 10


def main() -> None:
    """Measure and print one line for each comparison."""
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "passages.jsonl"
        passages = write_passages(rows, PASSAGES)
        print(f"{PASSAGES:,} passages of 150 words, {QUESTIONS} questions")
        # In turn, three times, and the best of each: what else the machine does may disturb one of them.
        fts5 = ours = float("inf")
        for turn in range(3):
            fts5 = min(fts5, _seconds(_add_to_fts5, Path(folder) / f"fts5-{turn}.db", passages))
            ours = min(ours, _seconds(_add_to_library, Path(folder) / f"library-{turn}", rows))
        print(f"adding: {PASSAGES / ours:,.0f} passages/s; SQLite FTS5, porter: {PASSAGES / fts5:,.0f}/s", end="")
        print(f"; {fts5 / ours:.2f} of its speed (at least 0.20)")
        texts = Texts(seed=2)
        questions = [texts.question() for _ in range(QUESTIONS)]
        okapi = BM25Okapi([passage.lower().split(" ") for passage in passages])
        with Library.open(Path(folder) / "library-0") as library:
            asking, scoring = _medians_ms(
                questions, library.ask, lambda question: okapi.get_scores(question.lower().split(" "))
            )
        print(f"asking: {asking:.2f} ms a question, all in; BM25Okapi.get_scores: {scoring:.2f} ms", end="")
        print(f"; {scoring / asking:.1f} times as fast (at least 5)")
        seconds, megabytes = _fresh_ask(Path(folder) / "library-0", questions[0])
        print(f"verbatim ask in a fresh process: {seconds:.2f} s (at most 1), {megabytes:.0f} MB (at most 200)")
    conversation.main()


def _add_to_fts5(path: Path, passages: Sequence[str]) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'porter')")
        db.executemany("INSERT INTO passages VALUES (?)", ((text,) for text in passages))


def _add_to_library(path: Path, rows: Path) -> None:
    with Library.open(path, create=True) as library:
        library.add(str(rows), lang="en")


def _seconds(work: Callable[..., object], *arguments: object) -> float:
    began = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - began


def _medians_ms(questions: Sequence[str], *ways: Callable[[str], object]) -> list[float]:
    """How long each way takes to answer, some questions each in turn: whatever disturbs one disturbs the other too."""
    took: list[list[float]] = [[] for _ in ways]
    for begin in range(0, len(questions), ROUND):
        for times, ask in zip(took, ways, strict=True):
            ask(questions[begin])  # so that what the other has pushed out of the processor's caches is back
            times += [_seconds(ask, question) for question in questions[begin : begin + ROUND]]
    return [statistics.median(times) * 1000 for times in took]


def _fresh_ask(library: Path, question: str) -> tuple[float, float]:
    """Seconds and megabytes (the process's peak resident memory) of one `verbatim ask`."""
    command = [sys.executable, "-m", "bot", "--data", str(library), "ask", question]
    runs = []
    for _ in range(3):
        # Through a small process: the peak of one that is forked includes what its parent held then.
        run = subprocess.run(  # noqa: S603  # our own command
            [sys.executable, "-S", "-c", _MEASURE, *command], capture_output=True, text=True, check=True
        )
        seconds, peak = run.stdout.split()[-2:]
        runs.append((float(seconds), int(peak) / (1024 * 1024 if sys.platform == "darwin" else 1024)))
    return min(runs)


_MEASURE = """
import os, subprocess, sys, time
began = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(time.perf_counter() - began, usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


if __name__ == "__main__":
    main()
