"""Search in two stages: candidate passages, then their sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.asking import budget
from index.asking.question import Question
from index.asking.spelling import Corrected
from index.asking.synonyms import Synonyms
from index.asking.understanding import understand
from index.asking.vocabulary import Vocabulary
from index.model import Assumption
from index.passages.engine import Snapshot
from index.passages.scoring import Scored
from index.ranking.confidence import confidence, confidence_of, evidence, parts
from index.ranking.follow_up import follow_up
from index.ranking.rank import PASSAGES, Candidate, Ranking, Statistics, rank
from index.ranking.standing_out import stands_out

READ_ON = 4 * PASSAGES
"""Number of passages that are read where the sentences of the first ones are too few, because most are copies."""


@dataclass(frozen=True, slots=True)
class Found:
    """The ranking of the best passages, the confidence (0 to 1) in its first candidate, and the spelling corrections.

    `evidence` are the summands of the confidence's log-odds, keyed by the names of `index.ranking.confidence`.
    `further` are the candidates of passages that follow, PASSAGES at a time. They are ranked by themselves, so that how
    many quotes somebody wants changes nothing of the first ones. `goes_on`: whether more passages match than were read.
    `stands_out`: whether more than the confidence speaks for the first candidate (`index.ranking.standing_out`).
    `may_be_misspelt`: whether a word of the question is in nothing asked, or was corrected.
    """

    ranking: Ranking
    confidence: float
    assumed: tuple[Assumption, ...]
    evidence: Mapping[str, float]
    further: tuple[tuple[Candidate, ...], ...] = ()
    goes_on: bool = False
    stands_out: bool = False
    may_be_misspelt: bool = True


def search(
    text: str, snapshots: Sequence[Snapshot], synonyms: Synonyms, limit: int, follows: str | None, bold: bool = False
) -> Found:
    """Rank the sentences of the PASSAGES best passages, and for a `limit` above that, of those that follow.

    `follows` holds the words of the previous topic, if `text` is a follow-up; of those, no further passages are ranked.
    `bold`: whoever asks said that all corrections of their words are meant.
    """
    vocabulary = Vocabulary(snapshots)
    understood = understand(text, vocabulary, synonyms, bold)
    before = understand(follows, vocabulary, synonyms).question if follows else None
    return search_understood(understood, snapshots, vocabulary, limit, before)


def search_understood(
    understood: Corrected,
    snapshots: Sequence[Snapshot],
    vocabulary: Vocabulary,
    limit: int = PASSAGES,
    follows: Question | None = None,
) -> Found:
    """Like `search`, for a question that is understood by the vocabulary of these snapshots."""
    question = understood.question
    most = PASSAGES if follows else PASSAGES * math.ceil(limit / PASSAGES)

    def find(asked: Question) -> tuple[list[Scored], Statistics]:
        statistics = _statistics(asked, vocabulary)
        sought = statistics.sought(asked)
        wanted = snapshots if sought.words else ()
        return [one for snapshot in wanted for one in snapshot.candidates(sought, most)], statistics

    if follows:
        alone, ranking = follow_up(question, follows, find)
        most_sure, further, goes_on, knows_all = confidence(alone), [], False, False
    else:
        found, statistics = find(question)
        knows_all = all(word.aliases or statistics.frequencies[word.terms] for word in question.words)
        goes_on = len(found) >= most and sum(len(one.entry.sentences) for one in found) <= budget.READ_ON
        ranking, *further = [rank(question, found, statistics, ahead=ahead) for ahead in range(0, most, PASSAGES)]
        most_sure = 1.0
    values = evidence(ranking)
    made_of = parts(values)
    return Found(
        ranking,
        min(most_sure, confidence_of(ranking, made_of)),
        understood.assumed,
        made_of,
        tuple(one.candidates for one in further),
        goes_on,
        stands_out(ranking, values),
        bool(understood.assumed) or not knows_all,
    )


def _statistics(question: Question, vocabulary: Vocabulary) -> Statistics:
    """The statistics of the words of a question, fetched in one batch."""
    named = [word for word in question.words if word.aliases]
    single = [((term,),) for word in question.words for term in word.terms]
    vocabulary.look_up([*single, *(word.alternatives for word in named)])
    return Statistics(
        vocabulary.totals,
        {
            word.terms: vocabulary.frequency(word.alternatives)
            if word.aliases
            else sum(vocabulary.frequency(((term,),)) for term in word.terms)
            for word in question.words
        },
    )
