"""How many quotes a person is shown at first: one where it surely answers, else those that are about as likely."""

from __future__ import annotations

from collections.abc import Sequence

from index.model import WHOLE, Hit
from index.ranking.weights import weights

AT_FIRST = 3
"""Maximum number of quotes that are shown at first."""

NEAR = 3.0
"""How far below the first a score may be. Scores are log-odds, as ranking is a softmax: 3 is 20 times less likely."""


SHORT = 400
"""Maximum length in code points of a quote that is shown beside the first."""


def shown_at_first(hits: Sequence[Hit], confidence: float, goes_on: bool = False) -> int:
    """The number of `hits`, best first, that are shown at first; 0 if the confidence in the first is too low.

    `goes_on`: whether the first holds every word of a follow-up. It is shown however common they are: who goes on about
    an answer means what is stored, and which of several sentences is decided by the words before.

    Another is shown beside the first if it is short, its reader sees why it is there, and the first leaves room for it.
    """
    if not hits or (confidence < weights().answer_from and not goes_on):
        return 0
    if confidence >= weights().sure_from or _length(hits[0]) > WHOLE:
        return 1
    shown = 1
    for hit in hits[1:AT_FIRST]:
        if not (hit.explained and _length(hit) <= SHORT and hits[0].score - hit.score <= NEAR):
            break
        shown += 1
    return shown


def _length(hit: Hit) -> int:
    return hit.quote.end - hit.quote.start
