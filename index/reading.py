"""From what the store holds of a passage to what its index holds of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.analysis import analyzer
from index.entries import Entry
from index.model import Draft, Passage, Source, Span
from index.sentences import sentence_spans


class Text(NamedTuple):
    """What there is to read of a passage. `context` is what is searched besides: its title and headings."""

    text: str
    context: tuple[str, ...]
    lang: str


class Reading(NamedTuple):
    """What was read in it: its sentences, and the `terms` and `spellings` of its entry."""

    sentences: list[Span]
    terms: str
    spellings: str


def read(passage: Text, sentences: Sequence[Span] | None = None) -> Reading:
    """Find the sentences of a passage, unless they are known, and all its terms."""
    text, context, lang = passage
    spans = sentence_spans(text, lang) if sentences is None else list(sentences)
    analyse = analyzer(lang)
    above = analyse.context(context)
    within = analyse.read([text[start:end] for start, end in spans])
    return Reading(spans, above.terms + within.terms, above.spellings + within.spellings)


def entry(passage_id: int, mark: int, lang: str, reading: Reading) -> Entry:
    """The entry of a passage that was read."""
    return Entry(passage_id, mark, lang, reading.terms, reading.spellings)


def entry_of(passage: Passage, mark: int) -> Entry:
    """The entry of a passage that is stored."""
    text = Text(passage.text, context_of(passage, passage.source), passage.lang)
    return entry(passage.id, mark, passage.lang, read(text, passage.sentences))


def context_of(passage: Draft | Passage, source: Source) -> tuple[str, ...]:
    """What is searched of a passage besides its text: its title, or that of its source, and its headings."""
    return (passage.title or source.title, *passage.headings)
