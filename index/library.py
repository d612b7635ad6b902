"""The library: documents in, quotes out. What everyone outside uses."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from index import loaders
from index.asking import synonyms
from index.asking.synonyms import SynonymFile
from index.checking import check, check_synonyms
from index.context import context
from index.errors import EmptyQuestion, IndexDamaged, StoreBusy, StoreError
from index.intake import NOTHING_STATED, Stated, new_mark, take_in
from index.loaders import Document
from index.model import Added, Answer, Finding, Hit, Passage, Quote, Source, SourceSummary
from index.passages.reconciliation import agrees, entries_of, reconcile
from index.passages.tantivy_index import Partition, PassageIndex, languages_of
from index.ranking.grouping import LOOKED_AT, grouped
from index.ranking.rank import Ranking
from index.ranking.search import Found, matches, search
from index.ranking.weights import weights
from index.store import PATIENCE, Collection, Store

AGREEMENT = 0.3
"""Seconds that a question waits for another process which is between its commit of the index and that of the store.
After that it makes an index of its own, in memory."""

PUBLIC = "public"
"""The collection that everyone asks who was not told otherwise."""


class Library:
    """Stored passages, and the sentences among them that answer a question.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "notes.txt").write_text("It rained all day. The river rose by two metres.")
    >>> with Library.open(folder / "library", create=True) as library:
    ...     _ = library.add(str(folder / "notes.txt"))
    ...     library.ask("How much did the river rise?").hits[0].quote.text
    'The river rose by two metres.'
    """

    def __init__(self, store: Store, index: PassageIndex, synonyms: SynonymFile) -> None:
        self._store, self._index, self._synonyms = store, index, synonyms

    @classmethod
    def open(cls, directory: Path, *, create: bool = False) -> Library:
        """The library in `directory`, its index brought to what its store says.

        Without `create`, a directory without a library reads as an empty one, and nothing is written.
        Raises StoreError where the directory cannot be used, or was written by a newer version.
        """
        path = directory / "library.db"
        try:
            if directory.exists() and not directory.is_dir():
                raise StoreError(f"{directory} is a file, not a directory; choose another with --data")
            if create:
                directory.mkdir(parents=True, exist_ok=True)
            store = Store(path if create or path.exists() else None)
        except OSError as error:
            why = error.strerror or error
            raise StoreError(
                f"cannot use {directory} as a data directory: {why}; choose another with --data"
            ) from error
        library = cls(store, PassageIndex(directory / "index"), SynonymFile(directory / synonyms.NAME))
        for collection in store.collections():
            library._partition(collection)
        return library

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Sources

    def add(
        self,
        location: str,
        *,
        collection: str = PUBLIC,
        title: str | None = None,
        url: str | None = None,
        date: str | None = None,
        author: str | None = None,
        lang: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Added:
        """Store the document at `location`, a path or an http(s) URL, in a collection.

        The same again changes nothing; a changed one replaces what changed. What is stated of it here stays until it
        is stated anew. `progress` gets the number of passages seen so far; whatever it raises calls the addition off.
        Raises LoadError, StoreError or StoreBusy; then nothing has changed.
        """
        with loaders.load(location, lang) as document:
            return self.take(document, collection, Stated(title, url, date, author, lang), progress)

    def take(
        self,
        document: Document,
        collection: str = PUBLIC,
        stated: Stated = NOTHING_STATED,
        progress: Callable[[int], None] | None = None,
    ) -> Added:
        """Store a document that lies at no path or URL, as `add` does with one that does."""
        return take_in(self._store, self._index, collection, document, stated, progress or (lambda passages: None))

    def remove(self, source_id: int) -> Source:
        """Remove a source and its passages for good. Raises NotFound, StoreError or StoreBusy."""
        with self._store.transaction() as transaction:
            source = transaction.the_source(source_id)
            collection = transaction.collection(source.collection)
            reconcile(transaction, self._index, collection)
            mark = new_mark()
            with self._index.change(collection.id, mark) as change:
                change.stamp()
                for passage in transaction.walk(source=source_id):
                    change.remove(passage.id)
            transaction.delete_source(source_id)
            transaction.set_mark(collection.id, mark)
        return source

    def sources(self, collections: Sequence[str] | None = None) -> list[SourceSummary]:
        """The sources of some collections (None: of all), oldest first."""
        return self._store.sources(collections)

    def is_empty(self) -> bool:
        """Whether nothing was ever added, or all of it was removed."""
        return not self._store.sources()

    # Questions

    def ask(
        self, question: str, collections: Sequence[str] = (PUBLIC,), limit: int = 10, follows: str | None = None
    ) -> Answer:
        """The sentences that answer `question`, from these collections alone, at most `limit`, best first.

        `follows` is what was spoken of before, where this is a follow-up: its words help to choose among sentences
        that have words of the question, and never make an answer more trusted.
        Raises EmptyQuestion where there is nothing but white space, SynonymError where the file of synonyms is broken.
        """
        began = time.perf_counter()
        if not question.strip():
            raise EmptyQuestion('the question is empty; ask something, for example: verbatim ask "Who warned?"')
        try:
            found = self._search(question, collections, limit, follows)
        except IndexDamaged:
            for collection in self._store.collections(collections):
                self._mend_or_do_without(collection, anew=True)
            found = self._search(question, collections, limit, follows)
        sure = found.confidence
        hits = self._hits(found.ranking, limit)
        return Answer(
            question=question,
            answered=bool(hits) and sure >= weights().answer_from,
            confidence=round(sure, 4),
            elapsed_ms=(time.perf_counter() - began) * 1000,
            hits=hits,
            assumed=found.assumed,
            evidence=found.evidence,
        )

    def passage(self, passage_id: int) -> Passage | None:
        """The passage of this id; None where it was removed since."""
        return self._store.passages([passage_id]).get(passage_id)

    def verify(self, quote: Quote) -> bool:
        """Whether the store, read once more, still holds exactly these words at this place."""
        stored = self.passage(quote.passage.id)
        return stored is not None and stored.text[quote.start : quote.end] == quote.text

    def context(self, quote: Quote) -> tuple[Quote, ...]:
        """The sentences around a quote, in reading order, at most two on either side; one part holds the quote itself.

        They come from the same passage, and from its neighbours where the source is running text.
        """
        return context(self._store, quote)

    def languages(self, collections: Sequence[str]) -> tuple[str, ...]:
        """The languages of what is stored in these collections, by ISO 639-1, the most frequent first."""
        held = languages_of(self._partitions(collections))
        return tuple(sorted(held, key=lambda code: (-held[code], code)))

    # Chats

    def collections_of(self, chat_id: int) -> tuple[str, ...]:
        """The collections that a chat asks."""
        told = self._store.collections_of(chat_id)
        return (PUBLIC,) if told is None else told

    def chats(self) -> dict[int, tuple[str, ...]]:
        """The chats that were told which collections to ask, by their Telegram id."""
        return self._store.chats()

    def set_collections_of(self, chat_id: int, collections: Sequence[str]) -> None:
        """Say which collections a chat asks."""
        with self._store.transaction() as transaction:
            transaction.set_chat(chat_id, collections)

    def move_chat(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup, which has another id: it goes on asking what it asked."""
        with self._store.transaction() as transaction:
            asked = transaction.collections_of(old_id)
            if asked is not None:
                transaction.set_chat(new_id, asked)
                transaction.delete_chat(old_id)

    # Keeping in order

    def check(self) -> list[Finding]:
        """Verify everything that is stored; what was looked at, and what is wrong with it.

        An index that is not what the store says is mended first, as it is at every start.
        """
        with suppress(StoreError):  # what cannot be read is told below
            for collection in self._store.collections():
                if not agrees(self._index.look_again(collection.id), collection):
                    self._mend(collection, patience=PATIENCE)
        return [*check(self._store, self._index), *check_synonyms(self._synonyms.path)]

    def rank(self, question: str, collections: Sequence[str] = (PUBLIC,), limit: int = 10) -> Ranking:
        """All that may answer `question`, best first, with what speaks for each: what `ask` goes by.

        Raises IndexDamaged where an index cannot be read; `ask` mends it.
        """
        return self._search(question, collections, limit).ranking

    def _search(self, question: str, collections: Sequence[str], limit: int, follows: str | None = None) -> Found:
        return search(question, self._partitions(collections), self._synonyms.current(), limit, follows)

    def _partitions(self, collections: Sequence[str]) -> list[Partition]:
        """The indexes of these collections; those that never held anything have none."""
        return [p for c in self._store.collections(collections) if (p := self._partition(c))]

    def _partition(self, collection: Collection) -> Partition | None:
        """The index of a collection, mended first where it is not what the store says."""
        partition = self._index.partition(collection.id, collection.mark)
        if agrees(partition, collection):
            return partition
        return self._mend_or_do_without(collection)

    def _mend_or_do_without(self, collection: Collection, anew: bool = False) -> Partition | None:
        """The index of a collection, made to say what the store says; in memory, while another process is writing."""
        try:
            return self._mend(collection, AGREEMENT, anew)
        except StoreBusy:
            current = self._store.collections([collection.name])[0]
            partition = self._index.look_again(current.id)
            if agrees(partition, current) and not anew:
                return partition
            return self._index.in_memory(current.id, current.mark, entries_of(self._store, current))

    def _mend(self, collection: Collection, patience: float, anew: bool = False) -> Partition | None:
        with self._store.transaction(patience) as transaction:
            current = transaction.collection(collection.name)
            if anew:
                self._index.forget(current.id)
            reconcile(transaction, self._index, current)
        return self._index.partition(current.id, current.mark)

    def _hits(self, ranking: Ranking, limit: int) -> tuple[Hit, ...]:
        best = ranking.candidates[: max(limit, LOOKED_AT)]
        passages = self._store.passages(list({candidate.passage_id: None for candidate in best}))
        hits = []
        candidates = {}
        for candidate in best:
            passage = passages.get(candidate.passage_id)
            if passage is None or candidate.sentence >= len(passage.sentences):
                continue  # removed since the index was read
            quote = Quote(passage, *passage.quoted(candidate.sentence))
            hits.append(Hit(quote, round(candidate.score, 4)))
            candidates[quote.passage.id, quote.start] = candidate
        return tuple(
            replace(
                hit,
                matches=matches(hit.quote, ranking.question),
                parts=ranking.parts(candidates[hit.quote.passage.id, hit.quote.start]),
            )
            for hit in grouped(hits)[:limit]
        )
