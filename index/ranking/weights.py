"""What was learned: how much each feature counts, read from `weights.toml`.

The file is written by `python -m tests.quality.learn`; its own first lines say from what.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """`ranking`: one weight for each of `index.ranking.features.FEATURES`; `ranking_in`: the same for questions in some
    languages, by ISO 639-1. `confidence`: one for each of `index.ranking.confidence.EVIDENCE`, and `constant`.
    `answer_from` is the confidence from which a person is shown quotes.
    """

    ranking: Mapping[str, float]
    ranking_in: Mapping[str, Mapping[str, float]]
    confidence: Mapping[str, float]
    answer_from: float

    def of_ranking(self, lang: str) -> Mapping[str, float]:
        """What the features count for a question in this language."""
        return self.ranking_in.get(lang, self.ranking)


@cache
def weights() -> Weights:
    """The weights that ship."""
    data = tomllib.loads(files("index.ranking").joinpath("weights.toml").read_text("utf-8"))
    return Weights(data["ranking"], data["ranking_in"], data["confidence"], data["answer_from"])
