"""What the library finds for many questions, as arrays: what weights are learned from."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import Hit, Library, Passage, Quote
from index.asking.question import Question as Asked
from index.lists import whole_or_item
from index.ranking.features import Described
from index.ranking.rank import Candidate, Ranking
from tests.quality.chat import ChatQuestion, ChatSet
from tests.quality.sets import Question, QuestionSet

Array = NDArray[np.float64]


@dataclass
class Found:
    """What was found for one question: its candidates' features, which of them are right, and how it was asked.

    `passages`: how many the library has. `places`: the passage of each candidate, the numbers of the question's words
    that the candidate and its passage hold, and its terms. `quotes`: what each candidate quotes, and the key of its
    source; of chat sets only. `in_documents`: which weights rank it (`index.ranking.weights`).
    """

    question: Question | ChatQuestion
    asked: Asked
    passages: int
    idfs: tuple[float, ...]
    values: Array
    right: NDArray[np.bool_]
    places: list[tuple[int, frozenset[int], frozenset[int], tuple[str, ...]]]
    quotes: Sequence[tuple[str, str]] = ()
    in_documents: bool = False

    def ranking(self, counts: Array) -> tuple[Ranking, bool]:
        """The ranking by these weights of the features, and whether its first is right."""
        if not len(self.values):
            return Ranking(self.asked, self.passages, self.idfs, (), self.in_documents), False
        scores = self.values @ counts
        order = np.argsort(-scores, kind="stable")
        candidates = []
        for i in map(int, order):
            passage_id, held, passage_held, terms = self.places[i]
            described = Described(passage_id, i, tuple(self.values[i].tolist()), held, passage_held, terms)
            candidates.append(Candidate(passage_id, i, float(scores[i]), described))
        ranking = Ranking(self.asked, self.passages, self.idfs, tuple(candidates), self.in_documents)
        return ranking, bool(self.right[order[0]])


def find(passages: Sequence[dict[str, Any]], lang: str, questions: Iterable[Question]) -> list[Found]:
    """Ask `questions` of a library that holds `passages` and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "passages.jsonl"
        rows.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in passages), "utf-8")
        with Library.open(Path(folder) / "library", create=True) as library:
            library.add(str(rows), lang=lang)
            quotes = _Quotes(library)
            found = []
            for question in questions:
                ranking = library.rank(question.text)
                found.append(
                    _found(question, ranking, [question.is_answered_by(*_place(q)) for q in quotes.of(ranking)])
                )
            return found


def of_chat(chat: ChatSet) -> list[Found]:
    """Every question of a chat set, asked of its own documents."""
    found = []
    with chat.library() as library:
        quotes = _Quotes(library)
        for question in chat.questions:
            ranking = library.rank(question.text)
            hits = [Hit(quote, 0.0) for quote in quotes.of(ranking)]
            shown = [whole.quote for hit in hits for whole in whole_or_item([hit], ranking.question)]
            texts = [(quote.text, quote.passage.source.key) for quote in shown]
            found.append(_found(question, ranking, [chat.is_right(*quoted, question) for quoted in texts], texts))
    return found


def of_set(questions: QuestionSet) -> list[Found]:
    """Every question of a set, asked of its own passages."""
    return find(questions.passages, questions.lang, questions.questions)


def of_small_libraries(questions: QuestionSet, passages: int) -> list[Found]:
    """Every question of a set asked twice: of a few passages that hold its answer, and of a few that do not.

    Whatever is learned from both means the same in small libraries as in large ones, and knows what it is to be asked
    about something never heard of, in every language.
    """
    # Libraries of articles that are in one fold, so that nothing is learned from an article it is tested on.
    by_fold: dict[int, list[dict[str, Any]]] = {}
    for row in sorted(questions.passages, key=lambda row: str(row.get("title"))):
        by_fold.setdefault(Question("", "", (), row.get("title") or row["id"]).fold, []).append(row)
    asked: dict[str, list[Question]] = {}
    for question in questions.questions:
        for where in {where for where, _, _ in question.answers}:
            asked.setdefault(where, []).append(question)
    found: list[Found] = []
    for rows in by_fold.values():
        libraries = [rows[i : i + passages] for i in range(0, len(rows), passages)]
        for number, held in enumerate(libraries):
            others = libraries[(number + len(libraries) // 2) % len(libraries)]
            about = {row.get("title") or row["id"] for row in held}
            own = [q for row in held for q in asked.get(row["id"], ())]
            strays = [q for row in others for q in asked.get(row["id"], ()) if q.article not in about]
            found += find(held, questions.lang, own + strays)
    return found


class _Quotes:
    """What the candidates of a ranking quote; each passage of the library is read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[int, Passage] = {}

    def of(self, ranking: Ranking) -> Iterator[Quote]:
        for candidate in ranking.candidates:
            if candidate.passage_id not in self._known:
                passage = self._library.passage(candidate.passage_id)
                assert passage is not None
                self._known[candidate.passage_id] = passage
            passage = self._known[candidate.passage_id]
            yield Quote(passage, *passage.quoted(candidate.sentence))


def _place(quote: Quote) -> tuple[str | None, int, int]:
    return quote.passage.external_id, quote.start, quote.end


def _found(
    question: Question | ChatQuestion, ranking: Ranking, right: Sequence[bool], quotes: Sequence[tuple[str, str]] = ()
) -> Found:
    candidates = ranking.candidates
    return Found(
        question,
        ranking.question,
        ranking.passages,
        ranking.idfs,
        np.array([c.described.values for c in candidates], dtype=np.float64),
        np.array(right, dtype=bool),
        [(c.passage_id, c.described.held, c.described.passage_held, c.described.terms) for c in candidates],
        quotes,
        ranking.in_documents,
    )
