"""Ingestion: a document's passages are stored and indexed. Unchanged ones keep their ids, missing ones are removed."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, replace
from hashlib import blake2b
from itertools import chain, islice

from index.errors import LoadError
from index.loaders import Document
from index.model import Added, Draft, Passage, Source
from index.passages.indexes import CollectionChange, Indexes
from index.passages.indexing import Reading, Text, entry, read, titles_of
from index.store import StoredDraft
from index.words.detection import detect
from index.words.languages import code_of

BATCH = 500
"""Number of passages inserted into SQLite at a time."""

SAMPLE = 100
"""Number of passages, from the beginning of a document, used to detect its language."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Metadata given by whoever adds a document. None: not given; an empty string resets a value given earlier."""

    title: str | None = None
    url: str | None = None
    date: str | None = None
    author: str | None = None
    lang: str | None = None


NOTHING_STATED = Stated()


def take_in(
    indexes: Indexes, collection: str, document: Document, stated: Stated, progress: Callable[[int], None]
) -> Added:
    """Store `document` in a collection, replacing what was stored under the same key.

    `progress` is called with the number of passages processed so far. Raises LoadError, StoreError or StoreBusy;
    nothing is changed then.
    """
    for said in (collection, *astuple(stated)):
        if said and not _is_unicode(said):
            raise LoadError(document.title, f"{said!a} cannot be stored as text; is this terminal set to UTF-8?")
    with indexes.change(collection) as change:
        transaction = change.transaction
        known = transaction.source_of_key(collection, document.key)
        drafts = iter(document.drafts)
        lang = _choose(stated.lang and code_of(stated.lang), known.lang if known and known.lang_stated else None, None)
        lang_stated = lang is not None
        if lang is None:
            first = list(islice(drafts, SAMPLE))
            lang = detect("\n".join(draft.text for draft in first))
            drafts = chain(first, drafts)
        fields = {**_fields(document, stated, known), "lang": lang, "lang_stated": lang_stated}
        if known is None:
            source_id = transaction.insert_source(change.collection, document.running, fields)
        else:
            source_id = known.id
            transaction.update_source(source_id, fields)
        source = transaction.the_source(source_id)
        intake = _Intake(change, source, lang)
        if known is not None:
            intake.remember(known, transaction.walk(source=source_id))
        intake.take(drafts, progress)
    return Added(source, intake.added, intake.removed, intake.unchanged)


def _fields(document: Document, stated: Stated, known: Source | None) -> dict[str, str | None]:
    """A source's metadata: as stated now, else as stored before, else the document's own."""
    return {
        "key": document.key,
        "title": _choose(stated.title, known.title if known else None, document.title),
        "url": _choose(stated.url, known.url if known else None, document.url),
        "date": _choose(stated.date, known.date if known else None, document.date),
        "author": _choose(stated.author, known.author if known else None, document.author),
    }


def _choose(stated: str | None, before: str | None, default: str | None) -> str | None:
    """The value of a field; an empty `stated` resets it to `default`."""
    if stated is not None:
        return stated or default
    return before or default


def _is_unicode(text: str) -> bool:
    """Whether `text` has no lone surrogates, as arguments from a shell not set to UTF-8 have."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@dataclass(slots=True)
class _Known:
    """A stored passage, with everything besides its text that is compared with the new draft.

    A change of `surroundings` updates the row; a change of `titles`, which are indexed, also replaces the index entry.
    """

    id: int
    surroundings: tuple[int, Draft]
    titles: tuple[object, ...]


class _Intake:
    """The ingestion of one document into one source."""

    def __init__(self, change: CollectionChange, source: Source, lang: str) -> None:
        self.added = self.removed = self.unchanged = 0
        self._change, self._transaction, self._mark = change, change.transaction, change.mark
        self._source, self._lang = source, lang
        self._known: defaultdict[bytes, deque[_Known]] = defaultdict(deque)

    def remember(self, before: Source, passages: Iterator[Passage]) -> None:
        """Record the passages stored before, with the titles they were indexed with."""
        for passage in passages:
            draft = passage.draft
            self._known[_digest(draft)].append(
                _Known(
                    passage.id,
                    _surroundings(passage.ordinal, draft),
                    (*titles_of(draft, before), passage.lang, passage.sentences),
                )
            )

    def take(self, drafts: Iterator[Draft], progress: Callable[[int], None]) -> None:
        """Insert new passages, keep unchanged ones, remove the missing ones."""
        next_id = self._transaction.next_passage_id()
        numbered = enumerate(drafts, 1)
        while drawn := list(islice(numbered, BATCH)):
            new = []
            for ordinal, draft in drawn:
                lang = code_of(draft.lang) if draft.lang else self._lang
                if known := self._known.get(_digest(draft)):
                    self._keep(known.popleft(), ordinal, draft, lang)
                    continue
                reading = self._read(draft, lang)
                new.append(StoredDraft(next_id, ordinal, draft, reading.sentences, lang))
                self._change.add(entry(next_id, self._mark, lang, reading))
                next_id += 1
            self._transaction.insert_passages(self._source.id, self._mark, new)
            self.added += len(new)
            progress(drawn[-1][0])
        gone = [known.id for same in self._known.values() for known in same]
        for passage_id in gone:
            self._change.remove(passage_id)
        self._transaction.delete_passages(gone)
        self.removed = len(gone)

    def _read(self, draft: Draft, lang: str) -> Reading:
        return read(Text(draft.text, titles_of(draft, self._source), lang), draft.sentences)

    def _keep(self, known: _Known, ordinal: int, draft: Draft, lang: str) -> None:
        self.unchanged += 1
        moved = known.surroundings != _surroundings(ordinal, draft)
        renamed = known.titles != (*titles_of(draft, self._source), lang, draft.sentences or known.titles[-1])
        if moved or renamed:
            self._transaction.update_passage(known.id, ordinal, draft, self._mark if renamed else None)
        if renamed:
            reading = self._read(draft, lang)
            self._transaction.set_analysis(known.id, reading.sentences, lang)
            self._change.remove(known.id)
            self._change.add(entry(known.id, self._mark, lang, reading))


def _surroundings(ordinal: int, draft: Draft) -> tuple[int, Draft]:
    """A passage's ordinal and everything in its draft besides the text."""
    return ordinal, replace(draft, text="", lang=None, sentences=None)


def _digest(draft: Draft) -> bytes:
    return blake2b(f"{draft.external_id}\0{draft.text}".encode(), digest_size=16).digest()
