"""`python -m tests.quality.learn [EVAL]`: learn the weights anew and write `index/ranking/weights.toml`.

Two models, both linear: which sentence of those found is the right one (`index.ranking.features`), and the
chance that the first one is right (`index.ranking.confidence`). Every figure it prints is cross-validated by article:
what is measured on an article was learned from the others, in all sets at once, because the sets share articles. What
ships is learned from all. Takes some five minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.ranking.confidence import AGAINST, EITHER, EVIDENCE, evidence
from index.ranking.features import FEATURES
from tests.quality.evidence import Array, Found, find, of_set, of_small_libraries
from tests.quality.fitting import fit_chance, fit_ranking
from tests.quality.measures import auroc, refused_keeping
from tests.quality.sets import EVAL, FOLDS, Question, QuestionSet, question_sets

WEIGHTS = Path(__file__).parents[2] / "index" / "ranking" / "weights.toml"

SHOWN = 0.932
"""The share of right first quotes that are to be shown; the threshold follows. A little above what is aimed at."""

OWN_WEIGHTS = ("en", "zh")
"""Languages whose questions are ranked by weights of their own: English, which most questions here are in, and Chinese,
whose terms overlap. The other languages tried (Arabic, Russian, Spanish) lost by it."""

PULL = 200.0
"""How strongly these are drawn to the weights that all languages share."""

SIGNS = [0 if name in EITHER else -1 if name in AGAINST else 1 for name in EVIDENCE]

NEAR_MISS, OFF_TOPIC, SMALL = 0.15, 15.0, 0.03
"""What a question counts in learning the confidence: one that looks as if it had an answer (few people ask as cunningly
as those who wrote these), one off topic, and one asked of a small library. All others count 1."""


SIZES = (1, 4, 20)
"""Passages of the small libraries."""


@dataclass(frozen=True)
class Asked:
    """Questions of one set asked of one kind of library, and what each counts for the confidence."""

    name: str
    found: list[Found]
    counts: float = 1.0


def main() -> None:
    """Ask, learn, print what came of it, and write the weights."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EVAL
    sets = question_sets(folder)
    asked = list(_ask_all(sets))
    ranked = [part.found for part in asked if part.counts == 1.0]
    everything = [found for part in ranked for found in part]
    by_fold = [_learn_ranking([f for f in everything if f.question.fold != fold]) for fold in range(FOLDS)]
    lines = [_hits(part, by_fold) for part in asked if part.counts == 1.0]
    ranking = _learn_ranking(everything)

    tables = [_table(part, by_fold) for part in asked]
    chance = _cross_validated(tables)
    reference = np.concatenate([c[t.right] for t, c in zip(tables, chance, strict=True) if _is_reference(t)])
    threshold = float(np.sort(reference)[int((1 - SHOWN) * len(reference))])
    lines += [_abstention(t, c, threshold, reference) for t, c in zip(tables, chance, strict=True)]
    confidence = _fit(tables)
    for line in lines:
        print(line)
    _write(ranking, confidence, threshold, [part.name for part in asked if part.counts == 1.0], lines)


@dataclass(frozen=True)
class _Models:
    """What the features count in most languages, and in those that have weights of their own."""

    common: Array
    own: dict[str, Array]

    def of(self, found: Found) -> Array:
        return self.own.get(found.asked.lang, self.common)


def _learn_ranking(found: Sequence[Found]) -> _Models:
    common = fit_ranking(found)
    own = {lang: [f for f in found if f.asked.lang == lang] for lang in OWN_WEIGHTS}
    return _Models(common, {lang: fit_ranking(own[lang], PULL, near=common) for lang in own})


def _ask_all(sets: Sequence[QuestionSet]) -> Iterable[Asked]:
    with_passages = [s for s in sets if s.passages]
    articles = {q.text: q.article for s in with_passages for q in s.questions}
    for questions in with_passages:
        yield Asked(questions.name, of_set(questions))
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


def _table(part: Asked, by_fold: Sequence[_Models]) -> _Table:
    values, right = [], []
    for found in part.found:
        ranking, is_right = found.ranking(by_fold[found.question.fold].of(found))
        pieces = evidence(ranking)
        values.append([np.nan] * len(EVIDENCE) if pieces is None else list(pieces.values()))
        right.append(is_right)
    answerable = np.array([bool(f.question.answers) for f in part.found])
    mixed = answerable.any()
    importance = np.where(answerable | ~mixed, part.counts, NEAR_MISS)
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


def _cross_validated(tables: Sequence[_Table]) -> list[Array]:
    fitted = [_fit(tables, but=fold) for fold in range(FOLDS)]
    chances = []
    for table in tables:
        counts = np.array([fitted[fold] for fold in table.fold])
        log_odds = (table.values * counts[:, :-1]).sum(axis=1) + counts[:, -1]
        chances.append(np.where(np.isnan(log_odds), 0.0, 1 / (1 + np.exp(-np.nan_to_num(log_odds)))))
    return chances


def _is_reference(table: _Table) -> bool:
    """Whether the threshold is to keep enough of this set: of those with questions that have no answer, as life has."""
    return bool(table.right.any() and not table.answerable.all())


def _hits(part: Asked, by_fold: Sequence[_Models]) -> str:
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


def _write(ranking: _Models, confidence: Array, threshold: float, sets: Sequence[str], lines: Sequence[str]) -> None:
    made = [
        "# How much each feature counts. Written by `python -m tests.quality.learn`; change it there, not here.",
        f"# Learned from {', '.join(sets)}.",
        "# Cross-validated by article:",
        *(f"#   {line}" for line in lines),
        "",
        "# The confidence from which a person is shown the quotes.",
        f"answer_from = {threshold:.3f}",
        "",
        "[ranking]",
        *(f"{name} = {count:.3f}  # {FEATURES[name]}" for name, count in zip(FEATURES, ranking.common, strict=True)),
        *(line for lang, own in ranking.own.items() for line in _of_language(lang, own)),
        "",
        "[confidence]",
        f"constant = {confidence[-1]:.3f}",
        *(f"{name} = {count:.3f}  # {EVIDENCE[name]}" for name, count in zip(EVIDENCE, confidence[:-1], strict=True)),
    ]
    WEIGHTS.write_text("\n".join(made) + "\n", "utf-8")


def _of_language(lang: str, counts: Array) -> list[str]:
    own = [f"{name} = {count:.3f}" for name, count in zip(FEATURES, counts, strict=True)]
    return ["", f"[ranking_in.{lang}]", *own]


if __name__ == "__main__":
    main()
