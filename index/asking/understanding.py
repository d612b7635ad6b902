"""What a question means to the collections asked: its words, other ways to say them, and typing errors put right."""

from __future__ import annotations

from dataclasses import replace

from index.asking.compounds import with_compounds
from index.asking.question import Question, analyse
from index.asking.spelling import Corrected, correct
from index.asking.synonyms import Synonyms
from index.asking.vocabulary import Vocabulary


def understand(text: str, vocabulary: Vocabulary, synonyms: Synonyms) -> Corrected:
    """The question as the collections asked, and nothing but them, understand it; each of its words once."""

    def widened(question: Question) -> Question:
        return with_compounds(synonyms.applied(question, sorted(vocabulary.languages)), vocabulary)

    corrected = correct(widened(analyse(text, vocabulary.languages)), vocabulary)
    question = widened(corrected.question) if corrected.assumed else corrected.question
    return replace(corrected, question=question.each_once())
