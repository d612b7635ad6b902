"""`make answers OUT=folder [AGAINST=folder]`: every answer to every question of EVAL, to compare two versions.

Runs `verbatim add` and `verbatim ask --from` for each set, the questions without passages of the largest library in
their language, and writes one `SET.jsonl` each, without the times. With AGAINST, the answers that an earlier version
wrote: lists how many differ, and in what; the exit status is 1 where any does.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.quality.sets import EVAL, question_sets

_SHOWN = 5
"""Differing answers that are named for each set."""


def main() -> int:
    """Ask, write, compare; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--eval", type=Path, default=EVAL)
    parser.add_argument("--against", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, documents, questions in _tasks(options.eval.resolve()):
        with tempfile.TemporaryDirectory() as library:
            for folder, paths in documents.items():
                _verbatim(library, folder, "add", *paths)
            _write(options.out / f"{name}.jsonl", _verbatim(library, Path.cwd(), "ask", "--from", str(questions)))
        print(name, flush=True)
    return _compare(options.against, options.out) if options.against else 0


def _tasks(folder: Path) -> Iterator[tuple[str, dict[Path, list[str]], Path]]:
    """The name of each set of questions, the documents to add for it (by their folder), and its file."""
    sets = question_sets(folder)
    for one in sets:
        held = one if one.passages else max((s for s in sets if s.lang == one.lang), key=lambda s: len(s.passages))
        yield one.name, {held.folder: ["passages.jsonl", "--lang", held.lang]}, one.folder / "questions.jsonl"
    for questions in sorted((folder / "chat").glob("*/questions.jsonl")):
        documents = questions.parent / "docs"
        paths = sorted(str(path.relative_to(documents)) for path in documents.rglob("*") if path.is_file())
        yield f"chat-{questions.parent.name}", {documents: paths}, questions


def _verbatim(library: str, folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "bot", "--data", library, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # our own command
    if done.returncode and arguments[0] == "ask":
        raise SystemExit(done.stderr)
    sys.stderr.write(done.stderr)  # of real documents some hold nothing to quote, and the others are stored
    return done.stdout


def _write(file: Path, answers: str) -> None:
    with file.open("w", encoding="utf-8") as lines:
        for line in io.StringIO(answers):
            answer = json.loads(line)
            answer.pop("elapsed_ms", None)
            lines.write(json.dumps(answer, ensure_ascii=False, sort_keys=True) + "\n")


def _compare(before: Path, after: Path) -> int:
    differing = 0
    for file in sorted(after.glob("*.jsonl")):
        pairs = list(zip(_rows(before / file.name), _rows(file), strict=True))
        found = {new["id"]: what for old, new in pairs if (what := _difference(old, new))}
        differing += len(found)
        kinds = Counter(found.values())
        told = ", ".join(f"{count} in {what}" for what, count in kinds.most_common()) or "the same"
        print(f"{file.stem:20s} {len(pairs):5d} answers: {told}  {' '.join([*found][:_SHOWN])}")
    return 1 if differing else 0


def _difference(old: dict[str, Any], new: dict[str, Any]) -> str:
    """In what an answer differs, the gravest first; nothing where it is the same."""
    if _places(old)[:1] != _places(new)[:1]:
        return "the first quote"
    if old["answered"] != new["answered"]:
        return "whether it answers"
    if _places(old) != _places(new):
        return "later quotes"
    if old["confidence"] != new["confidence"]:
        return "confidence"
    return "" if old == new else "scores and other fields"


def _places(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(q["text"], q["passage"]["id"], q["passage"]["start"], q["passage"]["end"]) for q in answer["quotes"]]


def _rows(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


if __name__ == "__main__":
    sys.exit(main())
