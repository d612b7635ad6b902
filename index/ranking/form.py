"""What a sentence is, besides the words of the question that it holds: where it stands, what it does, what it adds."""

from __future__ import annotations

from collections.abc import Sequence

from index.asking.question import WHETHER
from index.passages.entries import PassageTerms, bare
from index.ranking.above import Above
from index.ranking.asked import Asked
from index.words.acts import ANSWERS, DEFINES, INSTRUCTS

FEATURES = {
    "opening": "1 if it is the first sentence of its passage",
    "opening_below": "words of its nearest heading and its lead-in, if it is the first sentence of its passage",
    "opening_short": "1 if it is, and at most two words are asked",
    "new": "number of its terms that are not asked, divided by 12, at most 1",
    "nothing_new": "1 if there are fewer than two of these",
    "list": "1 if it is an item of a list",
    "table": "1 if it is a row of a table",
    "code": "1 if it is code",
    "code_for_manner": "1 if it is, and it is asked how to do something",
    "defines": "words before its first ‘is’, times the share of what stands there, if at most two are asked",
    "instructs": "1 if it is an instruction, and it is asked how to do something",
    "answers": "1 if it begins with yes or no, and that is asked",
}
"""The features, in the order of `FormReader.features`."""

MOST_NEW = 12
"""Number of terms from which it does not matter how many of them are not asked."""

# Most sentences have these values; they are not computed for each.
_ADDS = [(new / MOST_NEW, float(new < 2)) for new in range(MOST_NEW + 1)]
_NO_OPENING = _NO_ACTS = (0.0, 0.0, 0.0)


class FormReader:
    """The features of the sentences of one passage."""

    def __init__(self, entry: PassageTerms, asked: Asked, above: Above) -> None:
        self._written = entry.written
        self._weighing = asked.weighing
        self._manner, self._whether = asked.kind == "manner", asked.kind == WHETHER
        self._number = asked.number
        self._short = asked.is_short
        self._acts_tell = self._short or self._manner or self._whether
        below = asked.weighing.idf(above.heading | above.lead_in) if above.near else 0.0
        self._opening = (1.0, below, self._short)
        kind = entry.form.kind
        self._of_passage = (
            float(kind == "l"),
            float(kind == "t"),
            float(kind == "c"),
            float(kind == "c" and self._manner),
        )

    def features(self, place: int, terms: Sequence[str]) -> tuple[float, ...]:
        """The values of FEATURES for the `place`-th sentence (from 0), which has these terms."""
        new = len(set(terms).difference(self._number))
        opening = _NO_OPENING if place else self._opening
        acts = self._acts(place) if self._acts_tell else _NO_ACTS
        return (*opening, *_ADDS[min(new, MOST_NEW)], *self._of_passage, *acts)

    def _acts(self, place: int) -> tuple[float, ...]:
        written = self._written[place]
        return (
            self._defines(written) if self._short and DEFINES in written else 0.0,
            float(self._manner and INSTRUCTS in written),
            float(self._whether and ANSWERS in written),
        )

    def _defines(self, written: str) -> float:
        terms = bare(written.partition(DEFINES)[0]).split()
        held = [self._number[term] for term in terms if term in self._number]
        return self._weighing.idf(frozenset(held)) * len(held) / len(terms) if held else 0.0
