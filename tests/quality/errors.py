"""`python -m tests.quality.errors SET [EVAL]`: what went wrong, for reading; SET may be `chat/anki`, or `chat` for all.

One block for each question whose first quote is not the answer, and, of a chat set, for each that shows what it should
not or hides what it should show: the question, what was quoted, what should have been, the parts of both scores that
differ, largest difference first, and what the confidence is made of.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from index import Library, Quote
from index.ranking.confidence import confidence, evidence, parts
from index.ranking.rank import Candidate, Ranking
from index.ranking.weights import weights
from tests.quality.chat import FOLDER, ChatQuestion, ChatSet, chat_sets
from tests.quality.sets import EVAL, Question, QuestionSet

PARTS = 8
"""How many parts of the scores are listed."""


def main() -> None:
    """List the errors of one set."""
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else EVAL
    chats = [chat for chat in chat_sets(folder) if sys.argv[1] in (FOLDER, chat.name)]
    for chat in chats:
        _list_chat(chat)
    if not chats:
        _list_set(QuestionSet(folder / sys.argv[1]))


def _list_set(questions: QuestionSet) -> None:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder), create=True) as library:
        library.add(str(questions.folder / "passages.jsonl"), lang=questions.lang)
        for question in questions.questions:
            if question.answers:
                passage, start, end = question.answers[0]
                _list(library, question, f"{passage} {start}-{end}", library.rank(question.text), _covers(question))


def _list_chat(chat: ChatSet) -> None:
    with chat.library() as library:
        print(f"\n# {chat.name}")
        for question in chat.questions:
            ranking = library.rank(question.text)
            wanted = " | ".join(answer["text"] for answer in question.answers) or "nothing"
            at = _list(library, question, wanted, ranking, _holds(chat, question))
            shown = bool(ranking.candidates) and confidence(ranking) >= weights().answer_from
            if at and shown != bool(question.answers):
                print(
                    f"\n{question.text}\n  answer   {wanted}\n  quoted   {_quote(library, ranking.candidates[0]).text}"
                )
            if not at or shown != bool(question.answers):
                print(
                    f"  {'shown' if shown else 'refused'}  {confidence(ranking):.3f}: {_told(parts(evidence(ranking)))}"
                )


def _covers(question: Question) -> Callable[[Quote], bool]:
    return lambda quote: question.is_answered_by(quote.passage.external_id, quote.start, quote.end)


def _holds(chat: ChatSet, question: ChatQuestion) -> Callable[[Quote], bool]:
    return lambda quote: chat.is_right(quote.text, quote.passage.source.key, question)


def _list(
    library: Library,
    question: Question | ChatQuestion,
    answer: str,
    ranking: Ranking,
    is_right: Callable[[Quote], bool],
) -> bool:
    """Whether the first quote is right, or there is nothing to quote; else what went wrong."""
    first = next(iter(ranking.candidates), None)
    right = [c for c in ranking.candidates if is_right(_quote(library, c))]
    if not question.answers or (first is not None and right[:1] == [first]):
        return True
    print(f"\n{question.text}\n  answer   {answer}")
    if first is None:
        print("  nothing found")
        return False
    print(f"  quoted   {_shown(library, first)}")
    if not right:
        print("  the answer is not among the candidates")
        return False
    print(f"  wanted   {_shown(library, right[0])}, place {ranking.candidates.index(right[0]) + 1}")
    wanted = ranking.parts(right[0])
    print("  apart by " + _told({name: part - wanted[name] for name, part in ranking.parts(first).items()}))
    return False


def _told(of: Mapping[str, float]) -> str:
    largest = sorted(of, key=lambda name: -abs(of[name]))[:PARTS]
    return ", ".join(f"{name} {of[name]:+.2f}" for name in largest)


def _shown(library: Library, candidate: Candidate) -> str:
    quote = _quote(library, candidate)
    above = " › ".join(quote.passage.draft.headings)
    return f"{candidate.score:.2f} [{Path(quote.passage.source.key).name} {above}] {quote.text[:300]}"


def _quote(library: Library, candidate: Candidate) -> Quote:
    passage = library.passage(candidate.passage_id)
    assert passage is not None
    return Quote(passage, *passage.quoted(candidate.sentence))


if __name__ == "__main__":
    main()
