"""Query understanding: analysis, query expansion, spelling correction."""

from __future__ import annotations

from dataclasses import replace

from index.asking.compounds import with_compounds
from index.asking.question import Question, analyse
from index.asking.spelling import Corrected, correct
from index.asking.synonyms import Synonyms
from index.asking.vocabulary import Vocabulary


def understand(text: str, vocabulary: Vocabulary, synonyms: Synonyms, bold: bool = False) -> Corrected:
    """Analyze, expand and correct a question by the vocabulary of the collections searched, without repeated words.

    `bold`: also by corrections that are not assumed unless somebody says that they are meant.
    """

    def widened(question: Question) -> Question:
        return with_compounds(synonyms.applied(question, sorted(vocabulary.languages)), vocabulary)

    corrected = correct(widened(analyse(text, vocabulary.languages)), vocabulary, bold)
    question = widened(corrected.question) if corrected.assumed else corrected.question
    return replace(corrected, question=question.each_once())
