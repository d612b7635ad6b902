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
    above = context_of(draft, source)
    within = (draft.text[start:end] for start, end in sentences)
    terms, spellings = analyzer(lang).terms_and_spellings((*above, *within))
    context = tuple(term for text in terms[: len(above)] for term in text)
    return Entry(passage_id, mark, lang, context, tuple(terms[len(above) :]), spellings)


def context_of(passage: Draft | Passage, source: Source) -> tuple[str, ...]:
    """What is searched of a passage besides its text: its title, or that of its source, and its headings."""
    return (passage.title or source.title, *passage.headings)
