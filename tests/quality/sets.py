"""The question sets: passages, questions with their answers' places, and what keeps learning honest about them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import md5
from pathlib import Path
from typing import Any

EVAL = Path("../shared/eval")
FOLDS = 5


@dataclass(frozen=True)
class Question:
    """A question, the places that answer it (passage, start and end in code points), and the article it is about."""

    id: str
    text: str
    answers: tuple[tuple[str, int, int], ...]
    article: str

    @property
    def fold(self) -> int:
        """The part of the articles that this one belongs to: the same in every set."""
        return int(md5(self.article.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS

    def is_answered_by(self, passage: str | None, start: int, end: int) -> bool:
        """Whether this stretch of a passage covers an answer."""
        return any(passage == where and start <= first and last <= end for where, first, last in self.answers)


@dataclass(frozen=True)
class QuestionSet:
    """One folder with `passages.jsonl` and `questions.jsonl`. Its language is the end of its name, English else."""

    folder: Path

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @property
    def lang(self) -> str:
        """An ISO 639-1 code."""
        end = self.name.rpartition("-")[2]
        return end if len(end) == 2 else "en"

    @cached_property
    def passages(self) -> list[dict[str, Any]]:
        """The rows of its passages; none where its questions are to be asked of another set."""
        file = self.folder / "passages.jsonl"
        return _rows(file) if file.exists() else []

    @cached_property
    def questions(self) -> list[Question]:
        """Its questions, in the order of the file."""
        titles = {row["id"]: row.get("title") or row["id"] for row in self.passages}
        found: list[Question] = []
        article = ""
        for row in _rows(self.folder / "questions.jsonl"):
            answers = tuple((a["passage"], a["start"], a["end"]) for a in row["answers"])
            # Questions without an answer stand among those of their article.
            article = titles[answers[0][0]] if answers else article
            found.append(Question(row["id"], row["question"], answers, article))
        return found


def question_sets(folder: Path) -> list[QuestionSet]:
    """Every set found in a folder, those with passages first."""
    sets = [QuestionSet(file.parent) for file in sorted(folder.glob("*/questions.jsonl"))]
    return sorted(sets, key=lambda s: not s.passages)


def _rows(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
