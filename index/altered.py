"""What is said of rows that are not what was stored: the disk failed, or somebody edited the database."""

from __future__ import annotations

import shlex

from index.model import PUBLIC, Passage, Quote, Source


def told(passage: Passage) -> str:
    """That a passage is altered, in one line that names its source and says what to do."""
    source = passage.source
    return f"passage {passage.id} of {_named(source)} is not what was stored; add it again: {_adding(source)}"


def source_told(source: Source) -> str:
    """That a source is altered, in one line that says what to do. Its name may be what was altered."""
    again = f"remove it (verbatim remove {source.id}), and add it again: {_adding(source)}"
    return f"source {source.id}, {_named(source)}, is not what was stored; {again}"


def refusal(quote: Quote, stored: Passage | None) -> str | None:
    """Why a quote may not be shown, given what is stored now; None: it may.

    Without names and words: it goes to the log, where those of chats have no place.
    """
    why = f"passage {quote.passage.id}: {quote.start}:{quote.end} is not what is stored; not shown"
    if stored is None:
        return why
    if not (stored.sound and quote.passage.sound):
        return f"{why}: source {stored.source.id} was altered; `verbatim check` names it, and says what to do"
    return None if stored.text[quote.start : quote.end] == quote.text else why


def _named(source: Source) -> str:
    return f"{source.title!r} ({source.key})" if source.title != source.key else source.key


def _adding(source: Source) -> str:
    collection = "" if source.collection == PUBLIC else f" --collection {shlex.quote(source.collection)}"
    return f"verbatim add {shlex.quote(source.key)}{collection}"
