"""The features by which candidate sentences are ranked.

Features are comparable between libraries of three sentences and of a million: shares of the question's total idf,
shares of a sentence, ranks. Their weights are in `index/ranking/weights.toml`, learned by `tests/quality/learn.py`.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect
from collections.abc import Mapping, Sequence, Set
from itertools import chain, islice, pairwise
from operator import itemgetter
from typing import NamedTuple

from index.asking.answer_types import SIGNS, sign_reader
from index.asking.budget import SENTENCES, SIMILAR
from index.asking.question import Question
from index.passages.entries import PassageTerms
from index.passages.scoring import Scored
from index.ranking.above import FEATURES as ABOVE
from index.ranking.above import Above
from index.ranking.asked import Asked
from index.ranking.bm25 import LibraryBM25
from index.ranking.form import FEATURES as FORM
from index.ranking.form import FormReader
from index.words.similarity import alike

_OWN = {
    "sentence": "BM25 of the sentence",
    "passage": "BM25 of its passage, title and headings included",
    "passage_rank": "number of passages with a higher score, divided by 10",
    "words": "share of the question's words that the sentence holds, unweighted",
    "unique": "words that it holds, each divided by the number of sentences of the passage that hold it",
    "lead": "BM25 of the sentence minus that of the best other sentence of the passage",
    "similar": "words that it holds only in a similar form (naturalised, naturalized)",
    "passage_similar": "words that its passage holds only in a similar form",
    "synonyms": "words that it lacks but has a synonym of (index.words.thesaurus)",
    "before": "words that it lacks and a preceding sentence holds",
    "just_before": "the same, halved for each sentence in between",
    "after": "words that it lacks and the next sentence holds",
    "sequence": "adjacent words of the question that are adjacent in it, in order",
    "density": "share of its terms that are words of the question",
    "first_match": "position of the first match in it, from 0 to 1",
    "last_match": "position of the last match in it, from 0 to 1",
    "early": "words of the question's first half that it holds",
    "names": "share of the question's names and numbers that its passage holds",
    "own_names": "share of the question's names and numbers that it holds",
    "figures": "share of the question's numbers that it holds",
    "focus": "the focus word (what river), if it holds it",
    "focus_lacking": "1 if it lacks the focus word",
    "focus_in_passage": "the focus word, if its passage holds it",
    "near_sign": "how close a sign of the answer type is to a match",
    "number": "strongest sign of a number, if one is asked for",
    "time": "strongest sign of a point in time, if one is asked for",
    "duration": "strongest sign of a duration, if one is asked for",
    "person": "strongest sign of a person, if one is asked for",
    "place": "strongest sign of a place, if one is asked for",
    "reason": "strongest sign of a reason, if one is asked for",
    "place_in_passage": "position of the sentence in its passage, from 0 to 1",
    "sentences": "number of sentences in its passage, divided by 10, at most 1.5",
}
FEATURES = _OWN | FORM | ABOVE
"""The features, in the order of `Described.values`. "Words" are the question's, weighted by their share of its idf."""


class Described(NamedTuple):
    """A candidate sentence, the `sentence`-th (from 0) of its passage, with its feature values and terms.

    `held` and `passage_held` are the indices of the question's words that the sentence and its passage hold.
    """

    passage_id: int
    sentence: int
    values: tuple[float, ...]
    held: frozenset[int]
    passage_held: frozenset[int]
    terms: tuple[str, ...]


def describe(
    question: Question, idfs: Sequence[float], passages: Sequence[Scored], mean_length: float, ahead: int = 0
) -> list[Described]:
    """The features of the sentences of `passages` (best first) that have a match in, before or above them.

    `idfs` are those of the question's words; `mean_length` is the mean length of a sentence, in terms; `ahead` is the
    number of better passages, described by another call.
    """
    asked = Asked(question, idfs)
    # The input of rank-bm25: a match as the index of its word, any other term as None.
    numbered = [[[*map(asked.number.get, terms)] for terms in scored.entry.sentences] for scored in passages]
    ranked = [_within_budget(asked, sentences) for sentences in numbered]
    bm25 = _sentence_scores(asked, numbered, ranked, mean_length)
    near = alike(asked.first_terms, _terms(passages))
    found = []
    rank = 0
    for place, scored in enumerate(passages):
        if scored.score < passages[rank].score:
            rank = place
        found += _describe_passage(asked, scored, ahead + rank, numbered[place], bm25[place], near)
    return found


def _within_budget(asked: Asked, numbered: Sequence[Sequence[int | None]]) -> Sequence[int]:
    """The sentences of a passage that are ranked, in order."""
    if len(numbered) <= SENTENCES:
        return range(len(numbered))
    weights = [asked.idf({n for n in numbers if n is not None}) for numbers in numbered]
    return sorted(heapq.nsmallest(SENTENCES, range(len(numbered)), key=lambda place: (-weights[place], place)))


def _terms(passages: Sequence[Scored]) -> Set[str]:
    """The distinct terms of the sentences of `passages`."""
    terms = set[str]().union(*(terms for scored in passages for terms in scored.entry.sentences))
    if len(terms) <= SIMILAR:
        return terms
    in_order = chain.from_iterable(terms for scored in passages for terms in scored.entry.sentences)
    return dict.fromkeys(islice(dict.fromkeys(in_order), SIMILAR)).keys()


def _sentence_scores(
    asked: Asked,
    numbered: Sequence[Sequence[Sequence[int | None]]],
    ranked: Sequence[Sequence[int]],
    mean_length: float,
) -> list[dict[int, float]]:
    """BM25 of every sentence of every passage that is `ranked`, divided by the question's total idf."""
    documents = [sentences[place] for sentences, places in zip(numbered, ranked, strict=True) for place in places]
    if not documents:
        return [{} for _ in numbered]
    idfs = dict(enumerate(asked.idfs))
    scores = iter((LibraryBM25(documents, idfs, mean_length).get_scores(list(idfs)) / asked.total).tolist())
    return [dict(zip(places, islice(scores, len(places)), strict=True)) for places in ranked]


def _describe_passage(
    asked: Asked,
    scored: Scored,
    rank: int,
    numbered: Sequence[Sequence[int | None]],
    bm25: Mapping[int, float],
    near: Mapping[str, tuple[int, float]],
) -> list[Described]:
    entry = scored.entry
    number, idfs, total, idf, related = asked.number, asked.idfs, asked.total, asked.idf, asked.related
    places = [[(p, n) for p, n in enumerate(numbers) if n is not None] for numbers in numbered]
    held = [frozenset([n for _, n in found]) for found in places]
    above = Above(entry, number, asked.weighing)
    form = FormReader(entry, asked, above)
    passage_held = above.anywhere.union(*held)
    similar = [_similar(terms, mine, near) for terms, mine in zip(entry.sentences, held, strict=True)]
    passage_similar: dict[int, float] = {}
    holders = [0] * asked.count
    for mine, others in zip(held, similar, strict=True):
        for n in mine:
            holders[n] += 1
        for n, likeness in others.items():
            if n not in passage_held and likeness > passage_similar.get(n, 0.0):
                passage_similar[n] = likeness
    size = len(numbered)
    best, second = sorted([*bm25.values(), 0.0, 0.0], reverse=True)[:2]
    of_passage = dict.fromkeys(_OWN, 0.0) | {
        "passage": scored.score / total,
        "passage_rank": rank / 10,
        "passage_similar": sum(idfs[n] * likeness for n, likeness in passage_similar.items()) / total,
        "names": asked.share(passage_held, asked.names),
        "focus_in_passage": idfs[asked.focus] / total if asked.focus in passage_held else 0.0,
        "sentences": min(size, 15) / 10,
    }
    described = []
    earlier: dict[int, int] = {}
    for place, (terms, found, mine) in enumerate(zip(entry.sentences, places, held, strict=True)):
        if (mine or similar[place] or earlier or above.anywhere) and place in bm25:
            length = len(terms)
            before = [(idfs[n], place - at - 1) for n, at in earlier.items() if n not in mine]
            values = of_passage.copy()
            values["sentence"] = bm25[place]
            values["words"] = len(mine) / asked.count
            values["unique"] = sum([idfs[n] / holders[n] for n in mine]) / total
            values["lead"] = bm25[place] - (best if bm25[place] < best else second)
            values["similar"] = sum([idfs[n] * likeness for n, likeness in similar[place].items()]) / total
            if related:
                values["synonyms"] = idf({n for t in terms if t in related for n in related[t]} - mine) / total
            if asked.focus in mine:
                values["focus"] = idfs[asked.focus] / total
            elif asked.focus is not None:
                values["focus_lacking"] = 1.0
            values["before"] = sum([idf for idf, _ in before]) / total
            values["just_before"] = sum([idf * 0.5**distance for idf, distance in before]) / total
            values["after"] = idf(held[place + 1] - mine) / total if place + 1 < size else 0.0
            values["place_in_passage"] = place / size
            if found:
                values["sequence"] = _sequence(asked, found)
                values["density"] = len(found) / length
                values["first_match"] = found[0][0] / length
                values["last_match"] = found[-1][0] / length
                values["early"] = idf(mine & asked.first_half) / total
                values["own_names"] = asked.share(mine, asked.names)
                values["figures"] = asked.share(mine, asked.figures)
            else:
                values["first_match"] = 1.0
            if asked.kind in SIGNS:
                values[asked.kind or ""], values["near_sign"] = _signs(asked, entry, place, found)
            everything = (*values.values(), *form.features(place, terms), *above.features(mine))
            described.append(Described(entry.id, place, everything, mine, passage_held, terms))
        for n in mine:
            earlier[n] = place
    return described


def _similar(terms: Sequence[str], held: Set[int], near: Mapping[str, tuple[int, float]]) -> dict[int, float]:
    """The indices of words that a sentence of `terms` holds only in a similar form, with the similarity (0 to 1)."""
    found: dict[int, float] = {}
    for n, likeness in [near[term] for term in terms if term in near]:
        if n not in held and likeness > found.get(n, 0.0):
            found[n] = likeness
    return found


def _sequence(asked: Asked, found: Sequence[tuple[int, int]]) -> float:
    """The share, by idf, of the question's bigrams that are adjacent and in order in the sentence."""
    if not asked.pairs_total:
        return 0.0
    pairs = {n for (p, n), (q, m) in pairwise(found) if q == p + 1 and m == n + 1}
    return sum([idf for n, idf in asked.pairs if n in pairs]) / asked.pairs_total


def _signs(asked: Asked, entry: PassageTerms, place: int, found: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """The strongest sign of the answer type among terms outside the question, and how close one is to a match."""
    if entry.lang not in asked.signs:
        asked.signs[entry.lang] = sign_reader(asked.kind, entry.lang)
    sign = asked.signs[entry.lang]
    if sign is None:
        return 0.0, 0.0
    strongest = nearest = 0.0
    for p, (term, name) in enumerate(zip(entry.sentences[place], entry.names(place), strict=True)):
        strength = sign(term, name)
        if strength and term not in asked.number:
            strongest = max(strongest, strength)
            if found:
                # The nearest match is the last one before the sign or the first one after it.
                after = bisect(found, p, key=itemgetter(0))
                distance = min([abs(p - q) for q, _ in found[max(0, after - 1) : after + 1]])
                nearest = max(nearest, strength / math.sqrt(1 + distance))
    return strongest, nearest
