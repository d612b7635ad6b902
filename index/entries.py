"""What the index holds of a passage, made from what the store holds of it."""

from __future__ import annotations

from collections.abc import Sequence

from index.analysis import analyzer
from index.model import Draft, Passage, Source, Span
from index.passages import Entry


def entry_of(
    passage_id: int, mark: int, draft: Draft | Passage, source: Source, sentences: Sequence[Span], lang: str
) -> Entry:
    """The entry of a passage in the index: the terms of its title and headings, and of each of its sentences."""
    analyse = analyzer(lang)
    context = [term for text in context_of(draft, source) for term in analyse.terms(text)]
    read = [analyse.read(draft.text[start:end]) for start, end in sentences]
    return Entry(
        passage_id,
        mark,
        lang,
        tuple(context),
        tuple(terms for terms, _ in read),
        tuple(capitals for _, capitals in read),
    )


def context_of(passage: Draft | Passage, source: Source) -> tuple[str, ...]:
    """What is searched of a passage besides its text: its title, or that of its source, and its headings."""
    return (passage.title or source.title, *passage.headings)
