"""What a question may have meant: corrections too bold to be assumed, with which something stored answers it."""

from __future__ import annotations

from collections.abc import Sequence

from index.asking.synonyms import Synonyms
from index.asking.understanding import understand
from index.asking.vocabulary import Vocabulary
from index.model import Assumption
from index.passages.engine import Snapshot
from index.ranking.search import Found, search_understood
from index.ranking.weights import weights


def may_have_meant(
    text: str, found: Found, snapshots: Sequence[Snapshot], synonyms: Synonyms
) -> tuple[Assumption, ...]:
    """The corrections to ask about where nothing was found that answers; none if they lead to no answer either.

    Those that were assumed are among them: that they are meant makes the difference. Small words are not.
    """
    if found.confidence >= weights().answer_from or not found.may_be_misspelt:
        return ()
    vocabulary = Vocabulary(snapshots)
    corrected = understand(text, vocabulary, synonyms, bold=True)
    meant = tuple(one for one in corrected.assumed if one not in corrected.small)
    if not meant:
        return ()
    answer = search_understood(corrected, snapshots, vocabulary)
    return meant if answer.confidence >= weights().answer_from else ()
