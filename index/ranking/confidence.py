"""How far the first quote can be trusted: the chance that it answers, from what speaks for it and what is missing.

A logistic regression over shares of the question, and over how unlikely it is that its words met by chance: neither
grows with the library by itself. The weights were learned from questions whose answers are known, from ones that only
look as if they could be answered, and from ones asked of libraries of all sizes that hold nothing on them
(`tests/quality/learn.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from index.ranking.features import FEATURES
from index.ranking.rank import Candidate, Ranking
from index.ranking.weights import weights

EVIDENCE = {
    "belief": "its share where belief is dealt out to it and its rivals in proportion to e^score, as was learned",
    "held": "how many of the question's words the sentence holds, in tenths, at most 0.8",
    "asked": "how many words the question has, in tenths, at most 1.2",
    "similar": "share of the question that is there only in a similar form",
    "just_before": "words that it lacks and the sentences before it hold",
    "repeated": "words that it holds, less what of each falls to it where other sentences of the passage hold it too",
    "rarity": "mean idf of the words that the passage holds, as a share of that of a word never seen",
    "surprise": "whether the words that it holds are more than chance brings together, from -1 to 1",
    "single": "one part in the number of words that the passage holds: a single one may be there by chance",
    "names_lacking": "share of the question's names and numbers that the passage lacks",
    "own_names_lacking": "names and numbers that the sentence lacks",
    "lacking": "the idf of all that the sentence lacks, in tens of nats, at most 2",
    "other_covered": "share of the question that the best other passage holds",
    "sentences": "how many sentences the passage has, in tenths, at most 1.5: the more, the likelier a chance",
}
"""What is looked at, in order. "Share of the question": of its idf, that of all its words together."""

AGAINST = frozenset({"single", "names_lacking", "own_names_lacking", "lacking", "other_covered", "sentences"})
"""Evidence against an answer; all else speaks for it, and none is ever counted the other way round."""

EITHER = frozenset({"asked"})
"""Evidence that may count either way."""

_PLACE = {name: place for place, name in enumerate(FEATURES)}

DOUBT = 0.5
"""How much of the confidence is taken back where all of the question was read as something else than was typed."""

SAME = 1e-6
"""Scores that are no further apart are the same but for rounding."""

SENTENCES_IN_PASSAGE = 5
"""How many sentences a passage is taken to have where the sentences of a library are counted roughly."""


def confidence(ranking: Ranking) -> float:
    """The chance, from 0 to 1, that the first candidate answers the question."""
    return confidence_of(ranking, parts(evidence(ranking)))


def confidence_of(ranking: Ranking, made_of: Mapping[str, float]) -> float:
    """The same, from the parts of its log-odds, for whoever has them already."""
    if not ranking.candidates:
        return 0.0
    chance = _chance(sum(made_of.values()))
    # Where the sentence holds every word that was asked, there is nothing to be silent about, however common they are.
    all_held = len(ranking.candidates[0].described.held) == len(ranking.question.words)
    sure = max(chance, weights().answer_from) if all_held else chance
    return sure * (1 - DOUBT * _assumed(ranking))


def parts(found: Mapping[str, float] | None) -> dict[str, float]:
    """What each piece of evidence, and the constant, adds to the log-odds that the first candidate answers."""
    if found is None:
        return {}
    counts = weights().confidence
    return {"constant": counts["constant"]} | {name: counts[name] * value for name, value in found.items()}


def evidence(ranking: Ranking) -> dict[str, float] | None:
    """What speaks for and against the first candidate, as `EVIDENCE` has it; None where there is no candidate."""
    if not ranking.candidates:
        return None
    best = ranking.candidates[0]
    # What is worth exactly the same says the same, in as far as words can tell.
    rivals = _once(best, [c for c in ranking.candidates if c.score < best.score - SAME])
    other = next((c for c in rivals if c.passage_id != best.passage_id), None)
    idfs, words = ranking.idfs, ranking.question.words
    total, everything = sum(idfs), range(len(words))
    held, passage_held = best.described.held, best.described.passage_held

    def idf(numbers: Iterable[int]) -> float:
        return sum([idfs[n] for n in numbers])

    names = [n for n in everything if words[n].name]
    belief = 1 / (1 + sum([math.exp(rival.score - best.score) for rival in rivals]))
    # By chance, one sentence in e^idf holds words of these frequencies together.
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
    )
    return dict(zip(EVIDENCE, found, strict=True))


def _once(best: Candidate, others: Iterable[Candidate]) -> list[Candidate]:
    """`others` without copies of `best` or of each other, in other sources: a copy is no rival."""
    once = {one.described.terms: one for one in [*reversed([*others]), best]}
    return [one for one in reversed(once.values()) if one is not best]


def _assumed(ranking: Ranking) -> float:
    """The share of the question that was typed in another way and read as what is there."""
    read_as = sum(idf for idf, word in zip(ranking.idfs, ranking.question.words, strict=True) if word.assumed)
    return read_as / sum(ranking.idfs) if read_as else 0.0


def _feature(candidate: Candidate, name: str) -> float:
    return candidate.described.values[_PLACE[name]]


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-20.0, min(20.0, log_odds))))
