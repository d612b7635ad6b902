"""Questions that what is stored can answer, in its own words: for people who do not know what to ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from index.loaders.paragraphs import asks, without_label
from index.model import Passage
from index.words.analysis import normal_form
from index.words.languages import language

SOURCES, PASSAGES = 10, 10
"""Number of sources that are looked at, the newest, and of passages at the beginning of each."""

_TRIED = 10
"""Number of questions that are asked to see whether they are answered."""

_SHORTEST, _LONGEST = 3, 60
"""Length of an example, in code points."""

_WORDS, _FEWEST = 6, 3
"""Number of words at the beginning of a first sentence, which say what it is about, and how many there are at least."""

_MARKS = ",;:.!?…"

_FIT = re.compile(r"[^\W\d_][^\n@/\\<>{}|`]*|[¿¡][^\n@/\\<>{}|`]*")


def examples(passages: Iterable[Passage], answering: Callable[[str], int | None], count: int) -> list[str]:
    """At most `count` questions made of these passages, each answered by a passage that it is made of.

    They are headings and lead-ins that ask, then other headings, then the beginnings of first sentences. `answering`
    gives the id of the passage that answers a question, if any.
    """
    read = list(passages)
    made_of: dict[str, set[int]] = {}
    for question, passage in chain(_asking(read), _naming(read), _beginning(read)):
        # What has invisible characters is not shown as it is stored.
        if question.isprintable() and _FIT.fullmatch(question) and _SHORTEST <= len(question) <= _LONGEST:
            made_of.setdefault(question, set()).add(passage.id)
    tried = islice(made_of, _TRIED)
    return list(islice((question for question in tried if answering(question) in made_of[question]), count))


def _asking(passages: Iterable[Passage]) -> Iterator[tuple[str, Passage]]:
    for passage in passages:
        yield from ((without_label(line), passage) for line in _above(passage) if asks(line))


def _naming(passages: Iterable[Passage]) -> Iterator[tuple[str, Passage]]:
    for passage in passages:
        yield from ((line, passage) for line in passage.draft.headings[-1:] if not asks(line) and " " in line)


def _beginning(passages: Iterable[Passage]) -> Iterator[tuple[str, Passage]]:
    for passage in passages:
        first = passage.text[slice(*passage.sentences[0])] if passage.sentences else ""
        spoken = language(passage.lang)
        if passage.draft.kind == "prose" and spoken.spaces:
            words = without_label(first).split(maxsplit=_WORDS)[:_WORDS]
            while words and normal_form(words[-1].strip(_MARKS)) in spoken.stop:
                words.pop()
            if len(words) >= _FEWEST:
                yield " ".join(words).rstrip(_MARKS), passage


def _above(passage: Passage) -> Iterator[str]:
    yield from passage.draft.headings[-1:]
    if passage.draft.lead_in:
        yield passage.draft.lead_in
