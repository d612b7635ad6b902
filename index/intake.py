"""The second step of an addition: what was prepared is stored and indexed, in one transaction.

Unchanged passages keep their ids, missing ones are removed, and so are sources that give way to others.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import islice

from index.budget import Budget
from index.errors import SourceChanged, SourceRemoved, Withdrawn
from index.model import PUBLIC, Added, Draft, Passage, Source, Span
from index.passages.indexes import CollectionChange, Indexes
from index.passages.indexing import entry, titles_of
from index.preparing import Prepared, PreparedPassage
from index.store import BYTES_OF_ROW, StoredDraft, Transaction, stored_bytes

BATCH = 500
"""Number of passages inserted into SQLite at a time."""


@dataclass(frozen=True, slots=True)
class Release:
    """The chat that asks the collection from its first addition on.

    `told` are the collections that were set for the chat before the document was prepared; None if nobody did. What the
    operator took from the chat, before or since, is not given back.
    """

    chat_id: int
    told: tuple[str, ...] | None


def take_in(
    indexes: Indexes,
    collection: str,
    prepared: Prepared,
    progress: Callable[[int], None],
    release: Release | None = None,
) -> Added:
    """Store a document in a collection, replacing what was stored under the same key.

    `progress` is called with the number of passages processed so far. Raises LoadError, StoreError or StoreBusy, and
    SourceChanged if the source is not the one any more that the document was prepared for, and Withdrawn if the
    operator took the collection from the chat of `release`; nothing is changed then.
    """
    with indexes.change(collection) as change:
        transaction = change.transaction
        if release:
            _release(change, release)
        known = transaction.source_of_key(collection, prepared.key)
        _check_unchanged(prepared, known)
        gone = () if prepared.gives_way else _give_way(change, prepared.key)
        if known is None:
            source_id = transaction.insert_source(change.collection, prepared.running, _fields(prepared))
        else:
            source_id = known.id
            transaction.update_source(source_id, prepared.running, _fields(prepared))
        source = transaction.the_source(source_id)
        budget = _budget(prepared, transaction, change.collection.id)
        intake = _Intake(change, source, budget)
        if known is not None:
            intake.remember(known, transaction.walk(source=source_id))
        intake.take(prepared.passages, progress)
        budget.spend(transaction.tidy_headings(source_id), 0)
        transaction.set_sizes(source_id, budget.stored_bytes, budget.index_bytes)
    replaced = bool(gone or intake.removed or intake.changed) or (known is not None and known != source)
    return Added(source, intake.added, intake.removed, intake.unchanged, replaced, gone)


def remove_source(change: CollectionChange, source_id: int) -> None:
    """Remove a source and its passages. Raises StoreBusy where long transactions are to give up."""
    for number, passage in enumerate(change.transaction.walk(source=source_id)):
        if number % BATCH == 0:
            change.transaction.check_not_interrupted()
        change.remove(passage.id)
    change.transaction.delete_source(source_id)


def _give_way(change: CollectionChange, key: str) -> tuple[Source, ...]:
    """Remove the sources that give way to one with this key; return them."""
    gone = [source for source in change.transaction.giving_way(change.collection.id) if source.key != key]
    for source in gone:
        remove_source(change, source.id)
    return tuple(gone)


def _check_unchanged(prepared: Prepared, known: Source | None) -> None:
    """Raise SourceChanged unless `known` is as it was when the document was prepared, or as it would become."""
    if known == prepared.known:
        return
    if known is None:
        raise SourceRemoved(f"{prepared.key} was removed while it was read; add it again if it is to be stored")
    same = known.title == prepared.title and (known.lang_stated, known.lang) == (prepared.lang_stated, prepared.lang)
    if prepared.known is not None or not same:
        raise SourceChanged(f"another process stored {prepared.key} while it was read; add it again")


def _release(change: CollectionChange, release: Release) -> None:
    """Release a collection for a chat, unless it was before: then the operator's word holds."""
    collection, now = change.collection, change.transaction.collections_of(release.chat_id)
    if now and collection.name in now:
        return
    ever_held = collection.mark != 0
    if now is not None and (ever_held or now != release.told):
        raise Withdrawn(f"chat {release.chat_id} may not ask {collection.name}; `verbatim chats` lists what it may")
    change.transaction.set_chat(release.chat_id, [*((PUBLIC,) if now is None else now), collection.name])


def _fields(prepared: Prepared) -> dict[str, str | bool | None]:
    names = ("key", "title", "url", "date", "author", "lang", "lang_stated", "gives_way")
    return {name: getattr(prepared, name) for name in names}


def _budget(prepared: Prepared, transaction: Transaction, collection: int) -> Budget:
    """The budget of a document, which replaces what its source held."""
    budget = Budget(prepared.key, prepared.limits, transaction.sizes(collection, without=prepared.key))
    fields = (prepared.key, prepared.title, prepared.url, prepared.date, prepared.author)
    budget.spend(BYTES_OF_ROW + sum(len(said.encode()) for said in fields if said), 0)
    return budget


@dataclass(slots=True)
class _Known:
    """A stored passage, with everything besides its text that is compared with the new draft.

    A change of `surroundings` updates the row; a change of `titles`, which are indexed, also replaces the index entry.
    """

    id: int
    surroundings: tuple[int, Draft]
    titles: tuple[object, ...]
    sentences: Sequence[Span]
    altered: bool


class _Intake:
    """The ingestion of one document into one source."""

    def __init__(self, change: CollectionChange, source: Source, budget: Budget) -> None:
        self.added = self.removed = self.unchanged = self.changed = 0  # changed: of the unchanged, all but the text
        self._change, self._transaction, self._mark = change, change.transaction, change.mark
        self._source, self._budget = source, budget
        self._entry_sizes = self._transaction.entry_sizes(source.id)
        self._known: defaultdict[bytes, deque[_Known]] = defaultdict(deque)

    def remember(self, before: Source, passages: Iterator[Passage]) -> None:
        """Record the passages stored before, with the titles they were indexed with."""
        for passage in passages:
            draft = passage.draft
            self._known[_digest(draft)].append(
                _Known(
                    passage.id,
                    _surroundings(passage.ordinal, draft),
                    (*titles_of(draft, before.title), passage.lang, passage.sentences),
                    passage.sentences,
                    passage.altered,
                )
            )

    def take(self, passages: Iterator[PreparedPassage], progress: Callable[[int], None]) -> None:
        """Insert new passages, keep unchanged ones, remove the missing ones."""
        next_id = self._transaction.next_passage_id()
        numbered = enumerate(passages, 1)
        while drawn := list(islice(numbered, BATCH)):
            new = []
            for ordinal, passage in drawn:
                if known := self._known.get(_digest(passage.draft)):
                    self._keep(known.popleft(), ordinal, passage)
                    continue
                reading = passage.reading()
                added = entry(next_id, self._mark, passage.lang, reading)
                draft = StoredDraft(next_id, ordinal, passage.draft, reading.sentences, passage.lang, added.size)
                self._budget.spend(stored_bytes(passage.draft, reading.sentences), added.size)
                new.append(draft)
                self._change.add(added)
                next_id += 1
            self._transaction.insert_passages(self._source.id, self._mark, new)
            self.added += len(new)
            self._transaction.check_not_interrupted()
            progress(drawn[-1][0])
        gone = [known.id for same in self._known.values() for known in same]
        for passage_id in gone:
            self._change.remove(passage_id)
        self._transaction.delete_passages(gone)
        self.removed = len(gone)

    def _keep(self, known: _Known, ordinal: int, passage: PreparedPassage) -> None:
        self.unchanged += 1
        draft, lang = passage.draft, passage.lang
        moved = known.surroundings != _surroundings(ordinal, draft)
        titles = (*titles_of(draft, self._source.title), lang, draft.sentences or known.sentences)
        renamed = known.altered or known.titles != titles
        sentences, size = known.sentences, self._entry_sizes[known.id]
        if renamed:
            reading = passage.reading()
            replaced = entry(known.id, self._mark, lang, reading)
            sentences, size = reading.sentences, replaced.size
            self._change.remove(known.id)
            self._change.add(replaced)
        if moved or renamed:
            self.changed += 1
            stored = StoredDraft(known.id, ordinal, draft, sentences, lang, size)
            self._transaction.update_passage(self._source.id, stored, self._mark if renamed else None)
        self._budget.spend(stored_bytes(draft, sentences), size)


def _surroundings(ordinal: int, draft: Draft) -> tuple[int, Draft]:
    """A passage's ordinal and everything in its draft besides the text."""
    return ordinal, replace(draft, text="", lang=None, sentences=None)


def _digest(draft: Draft) -> bytes:
    return blake2b(f"{draft.external_id}\0{draft.text}".encode(), digest_size=16).digest()
