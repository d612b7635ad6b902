"""What honest people ask: made-up towns, three facts of each, and a question for every fact."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index import Library

TOWNS = 400
TOWNS_OF_A_SOURCE = 20
_SYLLABLES = "ka ve lo mi tar sen dor bru qui fal ner zo pel gri wen ost lam tho ris hul".split()
_FACTS = (
    ("The {office} of {town} is {person}.", "Who is the {office} of {town}?"),
    (
        "The ferry from {town} to {other} takes {number} minutes.",
        "How long does the ferry from {town} to {other} take?",
    ),
    ("{town} was founded in {year} by {founder}.", "When was {town} founded?"),
)
_OFFICES = "harbour master, treasurer, lighthouse keeper, archivist, beekeeper, bell founder, bridge warden".split(", ")


@dataclass(frozen=True)
class Question:
    """A question, and the sentence that answers it."""

    text: str
    sentence: str


def write(folder: Path, towns: int = TOWNS) -> list[Question]:
    """Write the corpus as text files, one paragraph a town; gives a question for every fact."""
    draw = random.Random(9)  # noqa: S311  # repeatable, not secret
    names = _names(draw)
    questions: list[Question] = []
    for number in range(towns // TOWNS_OF_A_SOURCE):
        paragraphs = []
        for _ in range(TOWNS_OF_A_SOURCE):
            values = {
                "town": next(names),
                "other": next(names),
                "person": f"{next(names)} {next(names)}",
                "founder": next(names),
                "office": draw.choice(_OFFICES),
                "number": draw.randint(11, 180),
                "year": draw.randint(1100, 1899),
            }
            facts = [(said.format(**values), asked.format(**values)) for said, asked in _FACTS]
            paragraphs.append(" ".join(sentence for sentence, _ in facts))
            questions += [Question(asked, sentence) for sentence, asked in facts]
        (folder / f"gazette-{number}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    return questions


def answered(library: Library, questions: list[Question], wanted: int) -> list[Question]:
    """So many of the questions, each of which the library answers with its sentence where nobody disturbs it.

    Raises AssertionError where it answers fewer.
    """
    random.Random(10).shuffle(questions)  # noqa: S311  # repeatable, not secret
    right = list(islice((one for one in questions if _is_answered(library, one)), wanted))
    assert len(right) == wanted, f"of {len(questions)} questions the library answers only {len(right)}"
    return right


def _is_answered(library: Library, question: Question) -> bool:
    answer = library.ask(question.text)
    return answer.answered and answer.hits[0].quote.text == question.sentence


def _names(draw: random.Random) -> Iterator[str]:
    """Names without end, none of them twice."""
    given: set[str] = set()
    while True:
        name = "".join(draw.choices(_SYLLABLES, k=draw.randint(3, 4))).capitalize()
        if name not in given:
            given.add(name)
            yield name
