"""The façade of `index`: documents in, quotes out."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from index import examples, loaders
from index.altered import refusal
from index.asking import synonyms
from index.asking.small_talk import is_small_talk
from index.asking.synonyms import SynonymFile
from index.asking.understanding import understand
from index.asking.vocabulary import Vocabulary
from index.checking import check, check_synonyms
from index.context import context
from index.errors import EmptyQuestion, StoreError
from index.intake import Release, remove_source, take_in
from index.limits import OPERATOR, OperatorLimits
from index.lists import whole_or_item
from index.loaders import Document
from index.missing import missing
from index.model import PUBLIC, Added, Answer, Assumption, Finding, Hit, Passage, Quote, Source, SourceSummary
from index.passages.engine import Snapshot
from index.passages.indexes import Indexes
from index.passages.memory_engine import MemoryEngine
from index.passages.tantivy_engine import TantivyEngine
from index.preparing import NOTHING_STATED, Prepared, Stated, check_unicode, prepare
from index.ranking.meant import may_have_meant
from index.ranking.quoting import once_each, quoted
from index.ranking.rank import PASSAGES, Ranking
from index.ranking.search import READ_ON, Found, search
from index.ranking.showing import AT_FIRST, shown_at_first
from index.ranking.weights import weights
from index.store import Store
from index.store.identity import remembered
from index.store.private_files import FOLDER

log = logging.getLogger(__name__)

ERASED_AT_ONCE = 20_000
"""Maximum number of passages of a collection whose index is written anew because a document in it changed.

In a larger one, what was replaced leaves the index when tantivy merges its segments, or when a source is removed.
"""


class Library:
    """A data directory: stored passages, and search for the sentences that answer a question.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "notes.txt").write_text("It rained all day. The river rose by two metres.")
    >>> with Library.open(folder / "library", create=True) as library:
    ...     _ = library.add(str(folder / "notes.txt"))
    ...     library.ask("How much did the river rise?").hits[0].quote.text
    'The river rose by two metres.'
    """

    def __init__(self, store: Store, indexes: Indexes, synonyms: SynonymFile) -> None:
        self._store, self._indexes, self._synonyms = store, indexes, synonyms

    @classmethod
    def open(cls, directory: Path, *, create: bool = False) -> Library:
        """The library in `directory`. Indexes are opened, and repaired, when they are first searched.

        Without `create`, a directory without a library is read as an empty one, and nothing is written.
        Raises StoreError if the directory cannot be used or was written by a newer version, or had a library whose file
        is gone, empty, or another one now.
        """
        path = directory / "library.db"
        try:
            if directory.exists() and not directory.is_dir():
                raise StoreError(f"{directory} is a file, not a directory; choose another with --data")
            if create:
                directory.mkdir(FOLDER, parents=True, exist_ok=True)
            store = Store(path if create or path.exists() or remembered(directory) else None)
        except OSError as error:
            why = error.strerror or error
            raise StoreError(
                f"cannot use {directory} as a data directory: {why}; choose another with --data"
            ) from error
        indexes = Indexes(store, TantivyEngine(directory / "index"), MemoryEngine())
        return cls(store, indexes, SynonymFile(directory / synonyms.NAME))

    def close(self) -> None:
        """Close the database."""
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
        gives_way: bool = False,
        private_redirects: bool = False,
        limits: OperatorLimits = OPERATOR,
        progress: Callable[[int], None] | None = None,
    ) -> Added:
        """Store the document at `location`, a path or an http(s) URL, in a collection.

        Adding it again replaces the passages that changed. Metadata given here is kept until it is given again.
        `gives_way`: it is removed when another document is stored in the collection, in the same transaction.
        `private_redirects` lets a public page redirect to a private address.
        `progress` is called with the number of passages processed so far; an exception it raises cancels the addition.
        Raises LoadError, StoreError or StoreBusy; nothing is changed then.
        """
        with loaders.load(location, lang, limits, private_redirects=private_redirects) as document:
            return self.take(document, collection, Stated(title, url, date, author, lang), progress, gives_way)

    def take(
        self,
        document: Document,
        collection: str = PUBLIC,
        stated: Stated = NOTHING_STATED,
        progress: Callable[[int], None] | None = None,
        gives_way: bool = False,
    ) -> Added:
        """Like `add`, for a document that is already open."""
        check_unicode(document.title, collection, stated)
        prepared = prepare(document, stated, self.source_of(collection, document.key))
        return self.store(replace(prepared, gives_way=gives_way), collection, progress)

    def store(
        self,
        prepared: Prepared,
        collection: str = PUBLIC,
        progress: Callable[[int], None] | None = None,
        release: Release | None = None,
    ) -> Added:
        """Like `add`, for a document that is prepared for this collection.

        With `release`, a chat asks the collection from now on. Raises SourceChanged if its source was changed or
        removed since it was prepared, and Withdrawn if the operator took the collection from the chat.
        """
        added = take_in(self._indexes, collection, prepared, progress or (lambda passages: None), release)
        if added.replaced:
            self._erase_removed(collection, ERASED_AT_ONCE)
        return added

    def source_of(self, collection: str, key: str) -> Source | None:
        """The source in a collection that is stored under a key, if any."""
        return self._store.source_of_key(collection, key)

    def remove(self, source_id: int) -> Source:
        """Remove a source and its passages; return it as it was. Raises NotFound, StoreError or StoreBusy.

        Then no file of the data directory holds its words any more; a large index is written anew for that, at about
        12,000 passages per second.
        """
        source = self._store.the_source(source_id)
        with self._indexes.change(source.collection) as change:
            source = change.transaction.the_source(source_id)
            remove_source(change, source_id)
        self._erase_removed(source.collection)
        return source

    def source(self, source_id: int) -> Source | None:
        """The source with this id, if there is one."""
        return self._store.source(source_id)

    def sources(
        self,
        collections: Sequence[str] | None = None,
        *,
        newest_first: bool = False,
        limit: int | None = None,
        skip: int = 0,
    ) -> list[SourceSummary]:
        """The sources of these collections (None: of all), oldest first: at most `limit`, without the first `skip`."""
        return self._store.sources(collections, newest_first=newest_first, limit=limit, skip=skip)

    def count_sources(self, collections: Sequence[str]) -> int:
        """The number of sources of these collections."""
        return self._store.count_sources(collections)

    def count_passages(self, collection: str, without: str) -> int:
        """The number of passages of a collection, without those of its source with the key `without`."""
        return self._store.count_passages(collection, without)

    def is_empty(self) -> bool:
        """Whether there are no sources."""
        return not self._store.sources(limit=1)

    def stocked(self) -> list[str]:
        """The names of the collections that hold a source."""
        return self._store.stocked()

    # Questions

    def ask(
        self,
        question: str,
        collections: Sequence[str] = (PUBLIC,),
        limit: int = 10,
        follows: str | None = None,
        *,
        bold: bool = False,
    ) -> Answer:
        """The sentences of these collections that answer `question`, at most `limit`, best first.

        `follows`, for a follow-up question, holds the words of the previous topic: they help to rank sentences that
        match the question, and never raise the confidence. `bold` corrects typing errors that are asked about, not
        assumed (`Answer.meant`).
        Raises EmptyQuestion for white space only, and SynonymError if the file of synonyms is invalid.
        """
        began = time.perf_counter()
        if not question.strip():
            raise EmptyQuestion('the question is empty; ask something, for example: verbatim ask "Who warned?"')
        found, hits, meant = self._search_or_ask(question, collections, limit, follows, bold)
        sure = found.confidence
        first = {candidate.passage_id for candidate in found.ranking.candidates}
        best = [hit for hit in hits[:AT_FIRST] if hit.quote.passage.id in first]
        small_talk = sure < weights().sure_from and is_small_talk(question)
        shown = shown_at_first(best, sure, goes_on=bool(follows) and found.ranking.holds_all) if not small_talk else 0
        return Answer(
            question=question,
            answered=shown > 0,
            confidence=round(sure, 4),
            elapsed_ms=(time.perf_counter() - began) * 1000,
            hits=tuple(hits[:limit]),
            shown=shown,
            assumed=found.assumed,
            meant=() if small_talk else meant,
            evidence=found.evidence,
            in_documents=found.ranking.in_documents,
            stands_out=found.stands_out,
            small_talk=small_talk,
        )

    def missing(self, answer: Answer, collections: Sequence[str] = (PUBLIC,)) -> tuple[str, ...]:
        """The words of a question that its first hit does not hold, nor what stands above it."""
        synonyms = self._synonyms.current()
        understood = self._indexes.ask(
            collections, lambda snapshots: understand(answer.question, Vocabulary(snapshots), synonyms)
        )
        return missing(understood.question, answer.hits[0] if answer.hits else None)

    def examples(self, collections: Sequence[str] = (PUBLIC,), count: int = 2) -> list[str]:
        """At most `count` questions, in words that are stored in these collections, that are answered from them."""

        def answering(question: str) -> int | None:
            answer = self.ask(question, collections, limit=1)
            return answer.hits[0].quote.passage.id if answer.answered else None

        passages = self._store.beginnings(collections, examples.SOURCES, examples.PASSAGES)
        return examples.examples(passages, answering, count)

    def passage(self, passage_id: int) -> Passage | None:
        """The passage with this id; None if it was removed."""
        return self._store.passages([passage_id]).get(passage_id)

    def verify(self, quote: Quote) -> bool:
        """Whether the store still holds exactly this text at these offsets, and everything shown with it as given."""
        return self.refusals([quote]) == [None]

    def refusals(self, quotes: Sequence[Quote]) -> list[str | None]:
        """Why each of these quotes may not be shown now, in one line that says what to do; None: it may."""
        stored = self._store.passages(list({quote.passage.id for quote in quotes}))
        return [refusal(quote, stored.get(quote.passage.id)) for quote in quotes]

    def context(self, quote: Quote) -> tuple[Quote, ...]:
        """The quote with up to two sentences on either side, in reading order, one part per passage.

        Sentences of neighbouring passages are included if the source is running text.
        """
        return context(self._store, quote)

    def languages(self, collections: Sequence[str]) -> tuple[str, ...]:
        """The languages of the passages in these collections (ISO 639-1), most frequent first."""
        held = Vocabulary(self._indexes.snapshots(collections)).languages
        return tuple(sorted(held, key=lambda code: (-held[code], code)))

    # Chats

    def collections_of(self, chat_id: int) -> tuple[str, ...]:
        """The collections that a chat searches."""
        told = self.told(chat_id)
        return (PUBLIC,) if told is None else told

    def told(self, chat_id: int) -> tuple[str, ...] | None:
        """The collections that were set for a chat; None if nobody did."""
        return self._store.collections_of(chat_id)

    def chats(self) -> dict[int, tuple[str, ...]]:
        """The chats with collections of their own choice, keyed by Telegram chat id."""
        return self._store.chats()

    def set_collections_of(self, chat_id: int, collections: Sequence[str]) -> None:
        """Set the collections that a chat searches."""
        with self._store.transaction() as transaction:
            transaction.set_chat(chat_id, collections)

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Transfer a chat's collections to a new id, when a group becomes a supergroup."""
        with self._store.transaction() as transaction:
            asked = transaction.collections_of(old_id)
            if asked is not None:
                transaction.set_chat(new_id, asked)
                transaction.delete_chat(old_id)

    # Maintenance

    def interrupt(self) -> None:
        """From now on, no change waits for another process, and long ones give up. From any thread."""
        self._store.interrupt()

    def check(self) -> list[Finding]:
        """Check the integrity of everything that is stored.

        An index that does not match the store is repaired first, as it is before a search.
        """
        return [*check(self._store, self._indexes), *check_synonyms(self._synonyms.path)]

    def quick_check(self) -> None:
        """Log as errors what SQLite finds wrong with the file, all of which it reads; `interrupt` ends it."""
        try:
            faults = self._store.quick_check()
        except StoreError as error:
            faults = [str(error)]
        for fault in faults:
            log.error("the library is damaged: %s; `verbatim check` says more, and a backup has what it lost", fault)

    def rank(self, question: str, collections: Sequence[str] = (PUBLIC,)) -> Ranking:
        """The ranking behind `ask`: all candidate sentences of the best passages, best first, with their features."""
        synonyms = self._synonyms.current()
        return self._indexes.ask(
            collections, lambda snapshots: search(question, snapshots, synonyms, PASSAGES, None)
        ).ranking

    def _erase_removed(self, collection: str, at_most: int | None = None) -> None:
        """Erase what was removed from the files. While another process keeps them busy, the next removal has to."""
        try:
            self._indexes.erase_removed(collection, at_most)
            self._store.erase_deleted()
        except StoreError as error:
            log.warning("what was removed from %s is not erased yet: %s", collection, error)

    def _search_or_ask(
        self, question: str, collections: Sequence[str], limit: int, follows: str | None, bold: bool
    ) -> tuple[Found, list[Hit], tuple[Assumption, ...]]:
        synonyms, stored = self._synonyms.current(), once_each(self._store.passages)

        def read(snapshots: Sequence[Snapshot], passages: int) -> tuple[Found, list[Hit]]:
            found = search(question, snapshots, synonyms, passages, follows, bold)
            hits = whole_or_item(quoted(found, stored), found.ranking.question)
            return found, [*islice(hits, max(limit, AT_FIRST))]

        def look(snapshots: Sequence[Snapshot]) -> tuple[Found, list[Hit], tuple[Assumption, ...]]:
            found, hits = read(snapshots, limit)
            if len(hits) < limit < READ_ON and found.goes_on:
                found, hits = read(snapshots, READ_ON)
            return found, hits, () if bold else may_have_meant(question, found, snapshots, synonyms)

        return self._indexes.ask(collections, look)
