"""What a question means to the collections asked: its words, other ways to say them, and typing errors put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.asking.compounds import with_compounds
from index.asking.question import Question, analyse
from index.asking.spelling import Corrected, correct
from index.asking.synonyms import Synonyms
from index.passages.tantivy_index import Partition, languages_of


def understand(text: str, partitions: Sequence[Partition], synonyms: Synonyms) -> Corrected:
    """The question as these indexes, and nothing but them, understand it; each of its words once."""
    languages = languages_of(partitions)
    held = sorted(languages)

    def widened(question: Question) -> Question:
        named = synonyms.applied(question, held)
        return with_compounds(named, held, lambda terms: any(p.frequency_of_any([terms]) for p in partitions))

    corrected = correct(widened(analyse(text, languages)), partitions, held)
    question = widened(corrected.question) if corrected.assumed else corrected.question
    return replace(corrected, question=question.each_once())
