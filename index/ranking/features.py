"""What tells the answering sentence from its neighbours.

Every feature is a number that means the same in a library of three sentences and in one of a million: a share of the
question's idf (that of all its words together), a share of a sentence, a rank. `index/ranking/weights.toml` says
how much each counts, and `tests/quality/learn.py` how that was found.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from itertools import chain, islice, pairwise
from typing import NamedTuple

from index.asking.answer_types import SIGNS, sign_reader
from index.asking.question import Question
from index.passages.entries import PassageTerms
from index.passages.scoring import Scored
from index.ranking.bm25 import LibraryBM25
from index.words.similarity import alike
from index.words.thesaurus import synonyms

FEATURES = {
    "sentence": "BM25 of the sentence",
    "passage": "BM25 of its passage, title and headings included",
    "passage_rank": "how many passages score higher, in tenths",
    "words": "share of the question's words in the sentence, each counted alike",
    "unique": "words that it holds, each divided by how many sentences of the passage hold it too",
    "lead": "BM25 of the sentence minus that of the best other one of the passage",
    "similar": "words that it holds only in a similar form (naturalised, naturalized)",
    "passage_similar": "words that its passage holds only in a similar form",
    "synonyms": "words that it lacks, and has another word for (index.words.thesaurus)",
    "before": "words that it lacks and some sentence before it holds",
    "just_before": "the same, halved with each sentence that lies between",
    "after": "words that it lacks and the next sentence holds",
    "sequence": "neighbouring words of the question that stand side by side in it",
    "density": "share of its words that the question has too",
    "first_match": "where in it the first of them stands, from 0 to 1",
    "last_match": "where the last of them stands",
    "early": "words of the question's first half that it holds",
    "names": "share of the question's names and numbers that its passage holds",
    "own_names": "share of them that it holds itself",
    "figures": "share of the question's numbers that it holds",
    "focus": "the word that says what is asked for (what river), where it holds it",
    "focus_lacking": "1 where it lacks it",
    "focus_in_passage": "the same word, where its passage holds it",
    "near_sign": "how near a sign of the answer asked for stands to one of the question's words",
    "number": "a sign of a number, where one is asked for",
    "time": "a sign of a point in time, where one is asked for",
    "duration": "a sign of a duration, where one is asked for",
    "person": "a sign of a person, where one is asked for",
    "place": "a sign of a place, where one is asked for",
    "reason": "a sign of a reason, where one is asked for",
    "place_in_passage": "how much of its passage comes before it, from 0 to 1",
    "sentences": "how many sentences its passage has, in tenths, at most 1.5",
}
"""Each feature and what it says, in the order of `Candidate.values`. "Words" count by their idf."""


class Described(NamedTuple):
    """A sentence of one of these passages: what speaks for it, and which words of the question it holds.

    `sentence` counts from 0 within its passage.

    `held` and `passage_held` are sets of numbers, those of the words in the question.
    """

    passage_id: int
    sentence: int
    values: tuple[float, ...]
    held: frozenset[int]
    passage_held: frozenset[int]
    terms: tuple[str, ...]


def describe(
    question: Question, idfs: Sequence[float], passages: Sequence[Scored], mean_length: float
) -> list[Described]:
    """The sentences of `passages`, best passage first, that have anything to do with the question.

    `idfs` are those of the question's words; `mean_length` that of a sentence of the library, in terms.
    """
    asked = _Asked(question, idfs)
    # A sentence as rank-bm25 sees it: the numbers of the question's words for these, nothing but its length else.
    numbered = [[[*map(asked.number.get, terms)] for terms in scored.entry.sentences] for scored in passages]
    bm25 = _sentence_scores(asked, numbered, mean_length)
    near = alike(asked.first_terms, set().union(*(terms for scored in passages for terms in scored.entry.sentences)))
    found = []
    rank = 0
    for place, scored in enumerate(passages):
        if scored.score < passages[rank].score:
            rank = place
        found += _describe_passage(asked, scored, rank, numbered[place], bm25[place], near)
    return found


class _Asked:
    """What is worked out once for a question."""

    def __init__(self, question: Question, idfs: Sequence[float]) -> None:
        self.idfs = idfs
        self.total = sum(idfs)
        self.count = len(idfs)
        self.number = {term: n for n, word in reversed([*enumerate(question.words)]) for term in word.terms}
        self.first_terms = [word.terms[0] for word in question.words]
        self.names = frozenset(n for n, word in enumerate(question.words) if word.name)
        self.focus = next((n for n, word in enumerate(question.words) if word.focus), None)
        self.figures = frozenset(n for n in self.names if any(map(str.isdigit, question.words[n].terms[0])))
        self.first_half = frozenset(range((self.count + 1) // 2))
        self.pairs = [(n, (idfs[n] + idfs[n + 1]) / 2) for n in range(self.count - 1)]
        self.pairs_total = sum(idf for _, idf in self.pairs)
        self.kind = question.kind
        self.signs = {question.lang: sign_reader(question.kind, question.lang)}
        self.related = synonyms(self.first_terms, question.lang)

    def idf(self, numbers: frozenset[int] | set[int]) -> float:
        return sum([self.idfs[n] for n in numbers])

    def share(self, numbers: frozenset[int] | set[int], of: frozenset[int]) -> float:
        return self.idf(of & numbers) / self.idf(of) if of else 0.0


def _sentence_scores(
    asked: _Asked, numbered: Sequence[Sequence[Sequence[int | None]]], mean_length: float
) -> list[list[float]]:
    """BM25 of every sentence of every passage, as shares of the question's idf."""
    documents = list(chain.from_iterable(numbered))
    if not documents:
        return [[] for _ in numbered]
    idfs = dict(enumerate(asked.idfs))
    scores = iter((LibraryBM25(documents, idfs, mean_length).get_scores(list(idfs)) / asked.total).tolist())
    return [list(islice(scores, len(sentences))) for sentences in numbered]


def _describe_passage(
    asked: _Asked,
    scored: Scored,
    rank: int,
    numbered: Sequence[Sequence[int | None]],
    bm25: Sequence[float],
    near: Mapping[str, tuple[int, float]],
) -> list[Described]:
    entry = scored.entry
    number, idfs, total, idf, related = asked.number, asked.idfs, asked.total, asked.idf, asked.related
    places = [[(p, n) for p, n in enumerate(numbers) if n is not None] for numbers in numbered]
    held = [frozenset([n for _, n in found]) for found in places]
    in_titles = {number[term] for term in entry.titles if term in number}
    passage_held = frozenset(in_titles.union(*held))
    similar = [_similar(terms, mine, near) for terms, mine in zip(entry.sentences, held, strict=True)]
    passage_similar: dict[int, float] = {}
    holders = [0] * asked.count
    for mine, others in zip(held, similar, strict=True):
        for n in mine:
            holders[n] += 1
        for n, likeness in others.items():
            if n not in passage_held and likeness > passage_similar.get(n, 0.0):
                passage_similar[n] = likeness
    size = len(bm25)
    best, second = sorted([*bm25, 0.0, 0.0], reverse=True)[:2]
    of_passage = dict.fromkeys(FEATURES, 0.0) | {
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
        if mine or similar[place] or earlier:
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
            described.append(Described(entry.id, place, tuple(values.values()), mine, passage_held, terms))
        for n in mine:
            earlier[n] = place
    return described


def _similar(terms: Sequence[str], held: Set[int], near: Mapping[str, tuple[int, float]]) -> dict[int, float]:
    """The words of the question that a sentence of `terms` holds only in a similar form, and how similar, up to 1."""
    found: dict[int, float] = {}
    for n, likeness in [near[term] for term in terms if term in near]:
        if n not in held and likeness > found.get(n, 0.0):
            found[n] = likeness
    return found


def _sequence(asked: _Asked, found: Sequence[tuple[int, int]]) -> float:
    """The share of the question's pairs of neighbouring words that stand side by side, in order."""
    if not asked.pairs_total:
        return 0.0
    pairs = {n for (p, n), (q, m) in pairwise(found) if q == p + 1 and m == n + 1}
    return sum([idf for n, idf in asked.pairs if n in pairs]) / asked.pairs_total


def _signs(asked: _Asked, entry: PassageTerms, place: int, found: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """The strongest sign of the answer asked for among the words that the question lacks, and how near one stands."""
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
                distance = min([abs(p - q) for q, _ in found])
                nearest = max(nearest, strength / math.sqrt(1 + distance))
    return strongest, nearest
