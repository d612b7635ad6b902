"""`make bench`: asking against `BM25Okapi.get_scores`, adding against FTS5, a fresh `verbatim ask`, the bot."""

from __future__ import annotations

import os
import resource
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
        with Library.open(Path(folder) / "library-0") as library:
            asking = _median_ms(library.ask, questions)
        okapi = BM25Okapi([passage.lower().split(" ") for passage in passages])
        scoring = _median_ms(lambda question: okapi.get_scores(question.lower().split(" ")), questions)
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


def _median_ms(ask: Callable[[str], object], questions: Sequence[str]) -> float:
    ask(questions[0])
    return statistics.median(_seconds(ask, question) for question in questions) * 1000


def _fresh_ask(library: Path, question: str) -> tuple[float, float]:
    """Seconds and megabytes (the process's peak resident memory) of one `verbatim ask`."""
    command = [sys.executable, "-m", "bot", "--data", str(library), "ask", question]
    runs = []
    for _ in range(3):
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        runs.append((time.perf_counter() - began, _megabytes(usage)))
        if status:
            sys.exit(f"{' '.join(command)} failed with status {status}")
    return min(runs)


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
