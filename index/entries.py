"""What the index holds of a passage, made from what the store holds of it."""

from __future__ import annotations

from collections.abc import Sequence

from index.analysis import analyzer
from index.model import Draft, Passage, Source, Span
from index.passages import Entry
from index.spelling import is_spelt


def entry_of(
    passage_id: int, mark: int, draft: Draft | Passage, source: Source, sentences: Sequence[Span], lang: str
) -> Entry:
    """The entry of a passage in the index: the terms of its title and headings, and of each of its sentences."""
    terms = analyzer(lang).terms
    above = context_of(draft, source)
    return Entry(
        passage_id,
        mark,
        lang,
        tuple(term for text in above for term in terms(text)),
        tuple(tuple(terms(draft.text[start:end])) for start, end in sentences),
        spellings_of("\n".join((*above, draft.text)), lang),
    )


def spellings_of(text: str, lang: str) -> frozenset[str]:
    """The words of `text` that a typing error may have been meant for."""
    return frozenset(filter(is_spelt, analyzer(lang).spellings(text)))


def context_of(passage: Draft | Passage, source: Source) -> tuple[str, ...]:
    """What is searched of a passage besides its text: its title, or that of its source, and its headings."""
    return (passage.title or source.title, *passage.headings)
