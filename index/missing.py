"""The words of a question that an answer lacks: for whoever wants to know why it was refused, or chosen."""

from __future__ import annotations

from index.asking.question import Question, Word
from index.model import Hit
from index.words.analysis import analyzer


def missing(question: Question, hit: Hit | None) -> tuple[str, ...]:
    """The content words, as typed, that stand neither in a hit nor in its title, headings or lead-in.

    All of them if there is no hit.
    """
    terms: set[str] = set()
    if hit is not None:
        passage = hit.quote.passage
        above = (passage.citation.title, *passage.draft.headings, passage.draft.lead_in or "")
        terms = set(analyzer(passage.lang).terms(" ".join((*above, hit.quote.text))))
    return tuple(dict.fromkeys(word.text for word in question.words if not _is_held(word, terms)))


def _is_held(word: Word, terms: set[str]) -> bool:
    return any(terms.issuperset(alternative) for alternative in word.alternatives)
