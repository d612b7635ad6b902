"""`python -m tests.quality.errors SET [EVAL]`: what went wrong, for reading.

One block for each question whose first quote is not the answer: the question, what was quoted, what should have been,
and the parts of both scores that differ, largest difference first.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from index import Library
from index.ranking.rank import Candidate, Ranking
from tests.quality.sets import EVAL, Question, QuestionSet

PARTS = 8
"""How many parts of the scores are listed."""


def main() -> None:
    """List the errors of one set."""
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    questions = QuestionSet((Path(sys.argv[2]) if len(sys.argv) > 2 else EVAL) / sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), create=True) as library:
        library.add(str(questions.folder / "passages.jsonl"), lang=questions.lang)
        for question in questions.questions:
            if question.answers:
                _list(library, question, library.rank(question.text))


def _list(library: Library, question: Question, ranking: Ranking) -> None:
    right = [c for c in ranking.candidates if question.is_answered_by(*_stretch(library, c)[:3])]
    first = next(iter(ranking.candidates), None)
    if first is not None and right[:1] == [first]:
        return
    passage, start, end = question.answers[0]
    print(f"\n{question.text}\n  answer   {passage} {start}-{end}")
    if first is None:
        print("  nothing found")
        return
    print(f"  quoted   {first.score:.2f} {_stretch(library, first)[3]}")
    if not right:
        print("  the answer is not among the candidates")
        return
    print(f"  wanted   {right[0].score:.2f} {_stretch(library, right[0])[3]}")
    wanted = ranking.parts(right[0])
    differences = {name: part - wanted[name] for name, part in ranking.parts(first).items()}
    largest = sorted(differences, key=lambda name: -abs(differences[name]))[:PARTS]
    print("  apart by " + ", ".join(f"{name} {differences[name]:+.2f}" for name in largest))


def _stretch(library: Library, candidate: Candidate) -> tuple[str | None, int, int, str]:
    passage = library.passage(candidate.passage_id)
    assert passage is not None
    start, end = passage.sentences[candidate.sentence]
    return passage.external_id, start, end, passage.text[start:end]


if __name__ == "__main__":
    main()
