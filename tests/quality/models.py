"""Which weights rank the candidates of a question, learned from all of them or from all but a part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.ranking.features import FEATURES
from index.ranking.weights import weights
from tests.quality.evidence import Array, Found
from tests.quality.fitting import fit_ranking
from tests.quality.sets import FOLDS

OWN_WEIGHTS = ("en", "zh")
"""Languages whose questions are ranked by weights of their own: English, which most questions here are in, and Chinese,
whose terms overlap. The other languages tried (Arabic, Russian, Spanish) lost by it."""

RIDGE = 10.0
"""How strongly weights are drawn to nothing."""

RIDGE_IN_DOCUMENTS = 20.0
"""The same of those for passages of documents, which are learned from 300 questions."""

IDLE_IN_DOCUMENTS = frozenset(
    {
        # Whoever types a question into a chat leaves out capitals.
        "names", "own_names", "figures", "person",
        # So much of what decides stands above a sentence that where its matches stand tells nothing.
        "first_match", "last_match", "density", "lead", "after",
    }
)  # fmt: skip
"""Features that count nothing in documents: so few questions teach accidents of them."""

PULL = 200.0
"""How strongly these are drawn to the weights that all languages share."""


@dataclass(frozen=True)
class Models:
    """What the features count in most languages, in those that have weights of their own, and in documents."""

    common: Array
    own: Mapping[str, Array]
    in_documents: Array

    def of(self, found: Found) -> Array:
        """The weights by which the candidates of one question are ranked."""
        return self.in_documents if found.in_documents else self.own.get(found.asked.lang, self.common)


def learn_ranking(found: Sequence[Found], folds: Sequence[int]) -> tuple[Models, dict[int, Models]]:
    """The models learned from all that was found, and for each fold, those learned from the others."""
    documents = [one for one in found if one.in_documents]
    # Of the few chat questions among these, nothing is learned.
    others = [one for one in found if not one.in_documents and one.question.fold < FOLDS]
    everything = _learn_others(others) if others else _shipped()
    everything = replace(everything, in_documents=_learn_documents(documents))
    by_fold = {}
    for fold in folds:
        models = everything
        if kept := [one for one in others if one.question.fold != fold]:
            models = _learn_others(kept, begin=everything) if len(kept) < len(others) else models
        if len(kept := [one for one in documents if one.question.fold != fold]) < len(documents):
            models = replace(models, in_documents=_learn_documents(kept, begin=models.in_documents))
        by_fold[fold] = models
    return everything, by_fold


def _learn_others(found: Sequence[Found], begin: Models | None = None) -> Models:
    common = fit_ranking(found, RIDGE, begin=begin.common if begin else None)
    own = {lang: [one for one in found if one.asked.lang == lang] for lang in OWN_WEIGHTS}
    begins = begin.own if begin else {}
    of_languages = {lang: fit_ranking(some, PULL, common, begins.get(lang)) for lang, some in own.items() if some}
    return Models(common, of_languages, begin.in_documents if begin else common)


def _learn_documents(found: Sequence[Found], begin: Array | None = None) -> Array:
    return fit_ranking(found, RIDGE_IN_DOCUMENTS, begin=begin, use=[name not in IDLE_IN_DOCUMENTS for name in FEATURES])


def _shipped() -> Models:
    """The weights that ship: with --try, nothing is learned of passages outside documents."""
    counts = weights()
    of_languages = {lang: _in_order(own) for lang, own in counts.ranking_in.items()}
    return Models(_in_order(counts.ranking), of_languages, _in_order(counts.ranking_in_documents))


def _in_order(counts: Mapping[str, float]) -> Array:
    return np.array([counts[name] for name in FEATURES])
