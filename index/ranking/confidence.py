"""Confidence: the probability that the first candidate answers the question.

A logistic regression over features that do not grow with the size of the library, such as shares of the question's
idf. The weights are learned from answerable questions, from adversarially unanswerable ones, and from off-topic ones
asked of libraries of all sizes (`tests/quality/learn.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from index.ranking.features import FEATURES
from index.ranking.rank import Candidate, Ranking
from index.ranking.weights import weights
from index.words.rarity import RAREST, rarity

EVIDENCE = {
    "belief": "the softmax of the candidate's score among its rivals' scores",
    "held": "number of the question's words in the sentence, divided by 10, at most 0.8",
    "asked": "number of words in the question, divided by 10, at most 1.2",
    "similar": "share of the question's words found only in a similar form",
    "just_before": "share of its words that only the preceding sentences hold, decaying with distance",
    "repeated": "share of its words in the sentence minus `unique`: words that other sentences of the passage repeat",
    "rarity": "mean idf of its words in the passage, relative to the idf of an unseen word",
    "surprise": "how unlikely its words in the sentence co-occur by chance, from -1 to 1",
    "single": "1 / number of its words in the passage: a single match may be chance",
    "names_lacking": "share of its names and numbers that the passage lacks",
    "own_names_lacking": "share of its words that are names or numbers and that the sentence lacks",
    "lacking": "idf of its words that the sentence lacks, in nats, divided by 10, at most 2",
    "other_covered": "share of its words in the best other passage",
    "sentences": "number of sentences in the passage, divided by 10, at most 1.5: more make chance matches likelier",
    "rare_context": "share of its words in the sentence, its headings or its lead-in, by their rarity in the language",
    "rare_lacking": "rarity of its words that the passage lacks, divided by 20",
    "mean_rarity": "mean rarity of its words, divided by the greatest",
    "heading_covered": "how much of the nearest heading is asked (index.ranking.above)",
    "title_covered": "the same of the title",
    "lead_in_covered": "the same of the lead-in",
}
"""The features of the regression, in order. Shares are of the question's total idf."""

AGAINST = frozenset(
    {"single", "names_lacking", "own_names_lacking", "lacking", "other_covered", "sentences", "rare_lacking"}
)
"""Features constrained to negative weights; all others but EITHER are constrained to positive ones."""

EITHER = frozenset({"asked", "mean_rarity"})
"""Features with unconstrained weights: they are the question's, and covering more of it changes none of them."""

_COVERED = ("heading_covered", "title_covered", "lead_in_covered")
_PLACE = {name: place for place, name in enumerate(FEATURES)}

DOUBT = 0.5
"""Factor by which the confidence is reduced if every word of the question is a spelling correction."""

SAME = 1e-6
"""Scores no further apart than this are equal up to rounding."""

SENTENCES_IN_PASSAGE = 5
"""Assumed mean number of sentences per passage, to estimate the number of sentences."""


def confidence(ranking: Ranking) -> float:
    """The probability that the first candidate answers the question; 0 without candidates."""
    return confidence_of(ranking, parts(evidence(ranking)))


def confidence_of(ranking: Ranking, made_of: Mapping[str, float]) -> float:
    """The confidence, from the summands of its log-odds as `parts` returns them."""
    if not ranking.candidates:
        return 0.0
    return _chance(sum(made_of.values())) * (1 - DOUBT * _assumed(ranking))


def parts(found: Mapping[str, float] | None) -> dict[str, float]:
    """The summands of the log-odds: weight times value of each feature, and the constant."""
    if found is None:
        return {}
    counts = weights().confidence
    return {"constant": counts["constant"]} | {name: counts[name] * value for name, value in found.items()}


def evidence(ranking: Ranking) -> dict[str, float] | None:
    """The values of the features EVIDENCE for the first candidate; None without candidates."""
    if not ranking.candidates:
        return None
    best = ranking.candidates[0]
    # Candidates with the same score are indistinguishable by their words, and no rivals.
    rivals = _once(best, [c for c in ranking.candidates if c.score < best.score - SAME])
    other = next((c for c in rivals if c.passage_id != best.passage_id), None)
    idfs, words = ranking.idfs, ranking.question.words
    total, everything = sum(idfs), range(len(words))
    held, passage_held = best.described.held, best.described.passage_held

    def idf(numbers: Iterable[int]) -> float:
        return sum([idfs[n] for n in numbers])

    names = [n for n in everything if words[n].name]
    rarities = [rarity(word.spelling, ranking.question.lang) for word in words]
    rare_lacking = sum([rarities[n] for n in everything if n not in passage_held])
    belief = 1 / (1 + sum([math.exp(rival.score - best.score) for rival in rivals]))
    # If words were independent, one sentence in e^idf would hold all of these.
    surprise = max(-4.0, min(15.0, idf(held) - math.log(SENTENCES_IN_PASSAGE * ranking.passages)))
    unseen = math.log(1 + (ranking.passages + 0.5) / 0.5)
    found = (
        belief,
        min(8, len(held)) / 10,
        min(12, len(words)) / 10,
        _feature(best, "similar") + _feature(best, "passage_similar"),
        _feature(best, "just_before"),
        idf(held) / total - _feature(best, "unique"),
        idf(passage_held) / max(1, len(passage_held)) / unseen,
        math.tanh(surprise / 4),
        1 / max(1, len(passage_held)),
        idf(n for n in names if n not in passage_held) / idf(names) if names else 0.0,
        idf(n for n in names if n not in held) / total,
        min(20.0, idf(n for n in everything if n not in held)) / 10,
        idf(other.described.passage_held) / total if other else 0.0,
        _feature(best, "sentences"),
        _feature(best, "rare_context"),
        rare_lacking / 20,
        sum(rarities) / len(rarities) / RAREST,
        *(_feature(best, name) for name in _COVERED),
    )
    return dict(zip(EVIDENCE, found, strict=True))


def _once(best: Candidate, others: Iterable[Candidate]) -> list[Candidate]:
    """`others` without duplicates of `best` or of each other: a copy is no rival."""
    once = {one.described.terms: one for one in [*reversed([*others]), best]}
    return [one for one in reversed(once.values()) if one is not best]


def _assumed(ranking: Ranking) -> float:
    """The share of spelling corrections in the question's idf."""
    read_as = sum(idf for idf, word in zip(ranking.idfs, ranking.question.words, strict=True) if word.assumed)
    return read_as / sum(ranking.idfs) if read_as else 0.0


def _feature(candidate: Candidate, name: str) -> float:
    return candidate.described.values[_PLACE[name]]


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-20.0, min(20.0, log_odds))))
