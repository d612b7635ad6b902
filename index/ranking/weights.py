"""The learned weights, read from `weights.toml`, which `python -m tests.quality.learn` writes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the two models.

    `ranking`: one weight for each of `index.ranking.features.FEATURES`. `ranking_in`: weights for questions in single
    languages, by ISO 639-1 code. `ranking_in_documents`: weights for passages that stand in documents, in any language:
    below headings, the words of a sentence tell less, and those of its section more. `confidence`: one weight for each
    of `index.ranking.confidence.EVIDENCE`, and `constant`. `answer_from`: the minimum confidence of an answer.
    `sure_from`: that from which one quote is enough.
    """

    ranking: Mapping[str, float]
    ranking_in: Mapping[str, Mapping[str, float]]
    ranking_in_documents: Mapping[str, float]
    confidence: Mapping[str, float]
    answer_from: float
    sure_from: float

    def of_ranking(self, lang: str, in_documents: bool) -> Mapping[str, float]:
        """The ranking weights for a question in this language, and for passages of documents or others."""
        return self.ranking_in_documents if in_documents else self.ranking_in.get(lang, self.ranking)


@cache
def weights() -> Weights:
    """The shipped weights, cached."""
    data = tomllib.loads(files("index.ranking").joinpath("weights.toml").read_text("utf-8"))
    return Weights(**data)
