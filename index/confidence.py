"""How far the first quote can be trusted: the chance that it answers, from what speaks for it and what is missing.

A logistic regression over shares of the question, and over how unlikely it is that its words met by chance: neither
grows with the library by itself. The weights were learned from questions whose answers are known, from ones that only
look as if they could be answered, and from ones asked of libraries of all sizes that hold nothing on them
(`tests/quality/learn.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from index.features import FEATURES
from index.ranking import Candidate, Ranking
from index.weights import weights

EVIDENCE = {
    "belief": "its share where belief is dealt out to all candidates in proportion to e^score, as the ranking learned",
    "belief_covered": "the same, times the share of the question that its passage holds",
    "covered_squared": "the square of the share of the question that its passage holds",
    "covered_log": "the logarithm of that share, to which 0.05 is added",
    "words": "share of the question's words that its passage holds, each counted alike",
    "held": "how many of the question's words the sentence holds, in tenths, at most 0.8",
    "asked": "how many words the question has, in tenths, at most 1.2",
    "similar": "share of the question that is there only in a similar form",
    "just_before": "words that it lacks and the sentences before it hold",
    "passage": "BM25 of its passage",
    "names_lacking": "share of the question's names and numbers that its passage lacks",
    "others_lacking": "share of the question that its passage lacks and that is no name",
    "heaviest_lacking": "the heaviest word that the sentence lacks, as a share of the question's heaviest",
    "lacking": "the weight of all that the sentence lacks, in tens of nats, at most 2",
    "surprise": "the weight of all that the sentence holds, less what some sentence would hold by chance, in tens of nats",
    "surprise_bounded": "the hyperbolic tangent of the same, a fourth of it",
    "rarity": "how rare the question's words are here: their mean weight as a share of that of a word never seen",
    "lead": "how far its score is above that of the best sentence of any other passage, in tenths",
    "passage_lead": "how far its passage's BM25 is above that other's",
    "other_covered": "share of the question that that other passage holds",
}
"""What is looked at, in order. "Share of the question": of its weight, the idf of its words together."""

_PLACE = {name: place for place, name in enumerate(FEATURES)}

SENTENCES_IN_PASSAGE = 5
"""How many sentences a passage is taken to have where the sentences of a library are counted roughly."""


def confidence(ranking: Ranking) -> float:
    """The chance, from 0 to 1, that the first candidate answers the question."""
    found = evidence(ranking)
    if found is None:
        return 0.0
    return _chance(sum(parts(found).values()))


def parts(found: Mapping[str, float]) -> dict[str, float]:
    """What each piece of evidence, and the constant, adds to the log-odds that the first candidate answers."""
    counts = weights().confidence
    return {"constant": counts["constant"]} | {name: counts[name] * value for name, value in found.items()}


def evidence(ranking: Ranking) -> dict[str, float] | None:
    """What speaks for and against the first candidate, as `EVIDENCE` has it; None where there is no candidate."""
    if not ranking.candidates:
        return None
    best = ranking.candidates[0]
    other = next((c for c in ranking.candidates if c.passage_id != best.passage_id), None)
    idfs, words = ranking.weights, ranking.question.words
    total, everything = sum(idfs), range(len(words))
    held, passage_held = best.described.held, best.described.passage_held

    def weigh(numbers: Iterable[int]) -> float:
        return sum([idfs[n] for n in numbers])

    names = [n for n in everything if words[n].name]
    missing = [n for n in everything if n not in held]
    covered = weigh(passage_held) / total
    belief = 1 / sum([math.exp(candidate.score - best.score) for candidate in ranking.candidates[:10]])
    # By chance, a sentence holds words of these frequencies once in e^weight sentences.
    surprise = max(-4.0, min(15.0, weigh(held) - math.log(SENTENCES_IN_PASSAGE * ranking.passages)))
    unseen = math.log(1 + (ranking.passages + 0.5) / 0.5)
    found = (
        belief,
        belief * covered,
        covered**2,
        math.log(covered + 0.05),
        len(passage_held) / len(words),
        min(8, len(held)) / 10,
        min(12, len(words)) / 10,
        _feature(best, "similar") + _feature(best, "passage_similar"),
        _feature(best, "just_before"),
        _feature(best, "passage"),
        weigh(n for n in names if n not in passage_held) / weigh(names) if names else 0.0,
        weigh(n for n in missing if n not in passage_held and not words[n].name) / total,
        max((idfs[n] for n in missing), default=0.0) / max(idfs),
        min(20.0, weigh(missing)) / 10,
        surprise / 10,
        math.tanh(surprise / 4),
        total / len(words) / unseen,
        (best.score - other.score) / 10 if other else 0.5,
        _feature(best, "passage") - _feature(other, "passage") if other else 1.0,
        weigh(other.described.passage_held) / total if other else 0.0,
    )
    return dict(zip(EVIDENCE, found, strict=True))


def _feature(candidate: Candidate, name: str) -> float:
    return candidate.described.values[_PLACE[name]]


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-20.0, min(20.0, log_odds))))
