"""The chat sets: documents as people have them, questions as people type them, judged by the `score.py` beside them.

`eval/chat/LIBRARY` holds `docs/` and `questions.jsonl`; its README says what every figure means.
"""

from __future__ import annotations

import io
import json
import runpy
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from bot.cli.answers_json import as_json
from index import Library, LoadError, Passage
from tests.quality.sets import FOLDS
from tests.quality.systems import rank_bm25_with_stems

FOLDER = "chat"
BEST = 3
"""Quotes that `score.py` looks at."""

OVER_SENTENCES = "rank-bm25, sentences"
OVER_HEADED_SENTENCES = "rank-bm25, sentences with headings"

Judge = Callable[[Mapping[str, Any], Mapping[str, Any]], bool]
Figures = dict[str, float | None]


@dataclass(frozen=True)
class ChatQuestion:
    """A question of a chat set. `row` is its line in the file; `fold` is that of its whole library."""

    row: dict[str, Any]
    fold: int

    @property
    def text(self) -> str:
        """The question as it was typed."""
        return str(self.row["question"])

    @property
    def answers(self) -> Sequence[Mapping[str, str]]:
        """The texts that a right quote holds, and their files; none where nothing stored answers."""
        return list(self.row["answers"])


@dataclass(frozen=True)
class ChatSet:
    """One library of documents, and the questions asked of it. `number` counts the libraries of a folder."""

    folder: Path
    number: int

    @property
    def name(self) -> str:
        """As it is named on the command line: chat/anki."""
        return f"{FOLDER}/{self.folder.name}"

    @property
    def documents(self) -> list[Path]:
        """Its files, in the order in which they are added."""
        return sorted(path for path in (self.folder / "docs").rglob("*") if path.is_file())

    @cached_property
    def questions(self) -> list[ChatQuestion]:
        """Its questions. All are in one fold, which no other set is in: nothing is fitted to what it is measured on."""
        lines = (self.folder / "questions.jsonl").read_text("utf-8").splitlines()
        return [ChatQuestion(json.loads(line), FOLDS + self.number) for line in lines]

    @cached_property
    def _yardstick(self) -> dict[str, Any]:
        return runpy.run_path(str(self.folder.parent / "score.py"))

    def is_right(self, quote: str, key: str, question: ChatQuestion) -> bool:
        """Whether `score.py` takes this quote, from the document at `key`, for an answer."""
        judge: Judge = self._yardstick["is_right"]
        return judge({"text": quote, "source": {"key": key}}, question.row)

    def figures(self, answers: Iterable[Mapping[str, Any]]) -> Figures:
        """What `score.py` prints for these answers, in the form of `verbatim ask --from`."""
        printed = io.StringIO()
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file, redirect_stdout(printed):
            file.writelines(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
            file.flush()
            self._yardstick["main"](str(self.folder), file.name)
        figures: Figures = json.loads(printed.getvalue())
        return figures

    @contextmanager
    def library(self) -> Iterator[Library]:
        """A library that holds its documents as `verbatim add` stores them; one with nothing to quote is left out."""
        # tantivy may still be merging segments when the folder goes.
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            Library.open(Path(folder), create=True) as library,
        ):
            for document in self.documents:
                try:
                    library.add(str(document))
                except LoadError as error:
                    print(error, file=sys.stderr)
            yield library


def chat_sets(folder: Path) -> list[ChatSet]:
    """Every chat set in an evaluation folder."""
    found = sorted(path.parent for path in (folder / FOLDER).glob("*/questions.jsonl"))
    return [ChatSet(path, number) for number, path in enumerate(found)]


def answers_of(library: Library, questions: Iterable[ChatQuestion]) -> Iterator[dict[str, Any]]:
    """What `verbatim ask --from` prints."""
    for question in questions:
        yield json.loads(as_json(library.ask(question.text), question.row["id"]))


def peers_of(library: Library, questions: Sequence[ChatQuestion]) -> dict[str, list[dict[str, Any]]]:
    """The answers of rank-bm25 over the sentences stored in a new library, and over each with the headings above it.

    A score is no confidence: these are for the ranking alone.
    """
    sentences = [
        (passage, passage.text[span.start : span.end]) for passage in _passages(library) for span in passage.sentences
    ]
    lang = max({p.lang for p, _ in sentences}, key=[p.lang for p, _ in sentences].count)
    bare = rank_bm25_with_stems([text for _, text in sentences], lang)
    headed = rank_bm25_with_stems([" ".join([*p.draft.headings, text]) for p, text in sentences], lang)

    def answer(question: ChatQuestion, places: Sequence[int]) -> dict[str, Any]:
        quotes = [{"text": sentences[n][1], "source": {"key": sentences[n][0].source.key}} for n in places[:BEST]]
        return {"id": question.row["id"], "answered": True, "confidence": 0.0, "quotes": quotes}

    return {
        OVER_SENTENCES: [answer(q, bare(q.text)) for q in questions],
        OVER_HEADED_SENTENCES: [answer(q, headed(q.text)) for q in questions],
    }


def mean(libraries: Sequence[Figures]) -> Figures:
    """The mean over libraries; `refused`, `sure_right` and `sure_share` are over all questions of all libraries.

    >>> one = {"questions": 3, "unanswerable": 1, "sure": 1, "right@1": 0.5, "refused": 1, "sure_right": 1}
    >>> other = {"questions": 5, "unanswerable": 3, "sure": 0, "right@1": 0.0, "refused": 0, "sure_right": None}
    >>> both = mean([one, other])
    >>> both["right@1"], both["refused"], both["sure_right"], both["sure_share"]
    (0.25, 0.25, 1.0, 0.125)
    """
    one: Figures = {}
    for name in libraries[0]:
        values = [figures[name] for figures in libraries]
        known = [value for value in values if value is not None]
        one[name] = sum(known) / len(known) if known else None
    one["refused"] = _pooled(libraries, "refused", "unanswerable")
    one["sure_right"] = _pooled(libraries, "sure_right", "sure")
    one["sure_share"] = sum(f["sure"] or 0 for f in libraries) / sum(f["questions"] or 0 for f in libraries)
    return one


RANKED = ("right@1", "right@3")
COLUMNS = (*RANKED, "satisfied", "served", "shown@1", "misled", "refused", "auroc", "sure_right", "sure_share", "chars")


def table(figures: Mapping[str, Figures], columns: Sequence[str] = COLUMNS) -> Iterator[str]:
    """The figures of some libraries and their mean, a line each."""
    rows = {**figures, "mean": mean([*figures.values()])} if figures else {}
    for name, row in rows.items():
        known = [(column, value) for column in columns if (value := row.get(column)) is not None]
        yield f"{name}: " + ", ".join(f"{column} {value:.3g}" for column, value in known)


def _pooled(libraries: Sequence[Figures], share: str, of: str) -> float | None:
    total = sum(figures[of] or 0 for figures in libraries)
    return sum((figures[share] or 0) * (figures[of] or 0) for figures in libraries) / total if total else None


def _passages(library: Library) -> Iterator[Passage]:
    """The passages of a library from which nothing was removed: their ids count from 1."""
    for number in count(1):
        passage = library.passage(number)
        if passage is None:
            return
        yield passage
