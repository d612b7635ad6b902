"""`python -m tests.quality.learn [EVAL] [--try]`: learn the weights anew and write `index/ranking/weights.toml`.

Two models, both linear: which sentence of those found is the right one (`index.ranking.features`), and the
chance that the first one is right (`index.ranking.confidence`). Every figure it prints is cross-validated by article:
what is measured on an article was learned from the others, in all sets at once, because the sets share articles; a chat
library was learned from everything but itself. What ships is learned from all. Takes some ten minutes. With `--try`, it
is learned from the chat libraries alone, and nothing is written: for a first look at a feature, in two minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.ranking.confidence import AGAINST, EITHER, EVIDENCE, evidence
from index.ranking.features import FEATURES
from index.ranking.weights import weights
from tests.quality import chat as chats
from tests.quality.chat import BEST, ChatQuestion, ChatSet, Figures, chat_sets
from tests.quality.evidence import Array, Found, find, of_chat, of_set, of_small_libraries
from tests.quality.fitting import fit_chance
from tests.quality.measures import auroc, refused_keeping
from tests.quality.models import Models, learn_ranking
from tests.quality.sets import EVAL, Question, QuestionSet, question_sets

WEIGHTS = Path(__file__).parents[2] / "index" / "ranking" / "weights.toml"

REFUSED = 0.955
"""The share of questions off topic that are to be refused; the threshold follows. A little above what is aimed at."""

SIGNS = [0 if name in EITHER else -1 if name in AGAINST else 1 for name in EVIDENCE]

NEAR_MISS, OFF_TOPIC, SMALL = 0.15, 15.0, 0.3
"""What a question counts in learning the confidence: one that looks as if it had an answer (few people ask as cunningly
as those who wrote these), one off topic, and one asked of a small library. All others count 1."""

CHAT = 10.0
"""What a chat question counts in learning the confidence: there are 360 of them beside 12,000 others."""

SIZES = (1, 4, 20)
"""Passages of the small libraries."""


@dataclass(frozen=True)
class Asked:
    """Questions of one set asked of one kind of library, and what each counts for the confidence.

    `ranked`: whether the ranking is learned from them, too. `chat`: the chat set that they are.
    """

    name: str
    found: list[Found]
    counts: float = 1.0
    ranked: bool = False
    chat: ChatSet | None = None


def main() -> None:
    """Ask, learn, print what came of it, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", type=Path, nargs="?", default=EVAL)
    parser.add_argument("--try", dest="chat_only", action="store_true")
    options = parser.parse_args()
    asked = [] if options.chat_only else list(_ask_all(question_sets(options.eval)))
    asked += [Asked(chat.name, of_chat(chat), CHAT, ranked=True, chat=chat) for chat in chat_sets(options.eval)]
    ranked = [part for part in asked if part.ranked]
    folds = sorted({found.question.fold for part in asked for found in part.found})
    ranking, by_fold = learn_ranking([one for part in ranked for one in part.found if one.right.any()], folds)
    lines = [_hits(part, by_fold) for part in ranked]

    tables = [_table(part, by_fold) for part in asked]
    chance = _cross_validated(tables, folds)
    reference = [c[t.right] for t, c in zip(tables, chance, strict=True) if _is_reference(t)]
    strays = [c for t, c in zip(tables, chance, strict=True) if not t.answerable.any()]
    threshold = float(np.quantile(np.concatenate(strays), REFUSED)) if strays else weights().answer_from
    parts = list(zip(asked, tables, chance, strict=True))
    lines += [_abstention(t, c, threshold, np.concatenate(reference)) for part, t, c in parts if not part.chat]
    figures = {part.name: _chat_figures(part, by_fold, c, threshold) for part, _, c in parts if part.chat}
    lines += chats.table(figures)
    for line in lines:
        print(line)
    if not options.chat_only:
        _write(ranking, _fit(tables), threshold, [part.name for part in ranked], lines)


def _ask_all(sets: Sequence[QuestionSet]) -> Iterable[Asked]:
    with_passages = [s for s in sets if s.passages]
    articles = {q.text: q.article for s in with_passages for q in s.questions}
    for questions in with_passages:
        yield Asked(questions.name, of_set(questions), ranked=True)
    for questions in sets:
        if not questions.passages:
            # Of the largest library in its language: what it knows nothing of, it should refuse.
            largest = max((s for s in with_passages if s.lang == questions.lang), key=lambda s: len(s.passages))
            strays = [Question(q.id, q.text, (), articles.get(q.text, q.text)) for q in questions.questions]
            yield Asked(questions.name, find(largest.passages, largest.lang, strays), OFF_TOPIC)
    for questions in with_passages:
        if not any(not q.answers for q in questions.questions):
            for size in SIZES:
                name = f"{questions.name} in libraries of {size}"
                yield Asked(name, of_small_libraries(questions, size), SMALL)


@dataclass(frozen=True)
class _Table:
    """The evidence on the first candidate of many questions, whether it is right, and what each question counts."""

    name: str
    values: Array
    right: NDArray[np.bool_]
    answerable: NDArray[np.bool_]
    fold: NDArray[np.int64]
    importance: Array
    counts: float


def _table(part: Asked, by_fold: Mapping[int, Models]) -> _Table:
    values, right = [], []
    for found in part.found:
        ranking, is_right = found.ranking(by_fold[found.question.fold].of(found))
        pieces = evidence(ranking)
        values.append([np.nan] * len(EVIDENCE) if pieces is None else list(pieces.values()))
        right.append(is_right)
    answerable = np.array([bool(f.question.answers) for f in part.found])
    near_misses = not part.chat and answerable.any()
    importance = np.where(answerable | (not near_misses), part.counts, NEAR_MISS)
    fold = np.array([f.question.fold for f in part.found])
    return _Table(part.name, np.array(values), np.array(right), answerable, fold, importance, part.counts)


def _fit(tables: Sequence[_Table], but: int | None = None) -> Array:
    values = np.vstack([t.values for t in tables])
    use = ~np.isnan(values[:, 0])
    if but is not None:
        use &= np.concatenate([t.fold for t in tables]) != but
    right = np.concatenate([t.right for t in tables])
    importance = np.concatenate([t.importance for t in tables])
    return fit_chance(values[use], right[use], importance[use], SIGNS)


def _cross_validated(tables: Sequence[_Table], folds: Sequence[int]) -> list[Array]:
    fitted = {fold: _fit(tables, but=fold) for fold in folds}
    chances = []
    for table in tables:
        counts = np.array([fitted[int(fold)] for fold in table.fold])
        log_odds = (table.values * counts[:, :-1]).sum(axis=1) + counts[:, -1]
        chances.append(np.where(np.isnan(log_odds), 0.0, 1 / (1 + np.exp(-np.nan_to_num(log_odds)))))
    return chances


def _is_reference(table: _Table) -> bool:
    """Whether its right answers are compared with questions off topic: it has questions without an answer, as life."""
    return bool(table.right.any() and not table.answerable.all() and table.counts == 1.0)


def _chat_figures(part: Asked, by_fold: Mapping[int, Models], chance: Array, threshold: float) -> Figures:
    """What `score.py` says of the answers; copies of a sentence are not grouped, as the library groups them."""
    assert part.chat
    answers = []
    for found, sure in zip(part.found, map(float, chance), strict=True):
        order = (
            np.argsort(-(found.values @ by_fold[found.question.fold].of(found)), kind="stable") if found.quotes else ()
        )
        quotes = [{"text": found.quotes[n][0], "source": {"key": found.quotes[n][1]}} for n in order[:BEST]]
        assert isinstance(found.question, ChatQuestion)
        answers.append(
            {"id": found.question.row["id"], "answered": sure >= threshold, "confidence": sure, "quotes": quotes}
        )
    return part.chat.figures(answers)


def _hits(part: Asked, by_fold: Mapping[int, Models]) -> str:
    answered = [f for f in part.found if f.question.answers]
    places = []
    for found in answered:
        if not found.right.any():
            places.append(len(found.right) + 1000)
            continue
        order = np.argsort(-(found.values @ by_fold[found.question.fold].of(found)), kind="stable")
        places.append(int(np.argmax(found.right[order])))
    hits = ", ".join(f"hit@{k} {np.mean([p < k for p in places]):.4f}" for k in (1, 3, 5))
    return f"{part.name}: {hits}"


def _abstention(table: _Table, chance: Array, threshold: float, reference: Array) -> str:
    missing = ~table.answerable if not table.answerable.all() else ~table.right
    told = []
    whom = "the wrong" if table.answerable.all() else "those without an answer"
    if table.right.any():
        told.append(f"shown {np.mean(chance[table.right] >= threshold):.3f} of the right")
    told.append(f"refused {np.mean(chance[missing] < threshold):.3f} of {whom}")
    if table.right.any() and not table.answerable.all():
        told.append(f"AUROC {auroc(chance[table.right], chance[missing]):.4f}")
    elif not table.right.any():
        told.append(f"AUROC {auroc(reference, chance):.4f}")
        told.append(f"{refused_keeping(0.95, reference, chance):.3f} refused at 95% of the right kept")
    bins = [(chance >= n / 10 - 0.05) & (chance < n / 10 + 0.05) for n in range(1, 10)]
    rights = ", ".join(f".{n} {table.right[b].mean():.2f}" for n, b in enumerate(bins, 1) if b.sum() > 30)
    told.append(f"right at confidence {rights}")
    return f"{table.name}: {'; '.join(told)}"


def _write(ranking: Models, confidence: Array, threshold: float, sets: Sequence[str], lines: Sequence[str]) -> None:
    made = [
        "# How much each feature counts. Written by `python -m tests.quality.learn`; change it there, not here.",
        f"# Learned from {', '.join(sets)}.",
        "# Cross-validated by article:",
        *(f"#   {line}" for line in lines),
        "",
        "# The confidence from which a person is shown the quotes.",
        f"answer_from = {threshold:.3f}",
        "# The confidence from which they are shown one; below it, up to three.",
        f"sure_from = {weights().sure_from}",
        "",
        "[ranking]",
        *(f"{name} = {count:.3f}  # {FEATURES[name]}" for name, count in zip(FEATURES, ranking.common, strict=True)),
        *(line for lang, own in ranking.own.items() for line in _section(f"ranking_in.{lang}", own)),
        *_section("ranking_in_documents", ranking.in_documents),
        "",
        "[confidence]",
        f"constant = {confidence[-1]:.3f}",
        *(f"{name} = {count:.3f}  # {EVIDENCE[name]}" for name, count in zip(EVIDENCE, confidence[:-1], strict=True)),
    ]
    WEIGHTS.write_text("\n".join(made) + "\n", "utf-8")


def _section(name: str, counts: Array) -> list[str]:
    return ["", f"[{name}]", *(f"{feature} = {count:.3f}" for feature, count in zip(FEATURES, counts, strict=True))]


if __name__ == "__main__":
    main()
