"""The library: documents in, quotes out. What everyone outside uses."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from index import loaders
from index.asking import synonyms
from index.asking.synonyms import SynonymFile
from index.asking.vocabulary import Vocabulary
from index.checking import check, check_synonyms
from index.context import context
from index.errors import EmptyQuestion, StoreError
from index.intake import NOTHING_STATED, Stated, take_in
from index.loaders import Document
from index.model import Added, Answer, Finding, Passage, Quote, Source, SourceSummary
from index.passages.indexes import Indexes
from index.passages.memory_engine import MemoryEngine
from index.passages.tantivy_engine import TantivyEngine
from index.ranking.quoting import quoted
from index.ranking.rank import Ranking
from index.ranking.search import Found, search
from index.ranking.weights import weights
from index.store import Store

PUBLIC = "public"
"""The default collection."""


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

    def __init__(self, store: Store, indexes: Indexes, synonyms: SynonymFile) -> None:
        self._store, self._indexes, self._synonyms = store, indexes, synonyms

    @classmethod
    def open(cls, directory: Path, *, create: bool = False) -> Library:
        """The library in `directory`; its indexes are read, and mended, when they are first asked.

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
        indexes = Indexes(store, TantivyEngine(directory / "index"), MemoryEngine())
        return cls(store, indexes, SynonymFile(directory / synonyms.NAME))

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
        return take_in(self._indexes, collection, document, stated, progress or (lambda passages: None))

    def remove(self, source_id: int) -> Source:
        """Remove a source and its passages for good. Raises NotFound, StoreError or StoreBusy."""
        source = self._store.the_source(source_id)
        with self._indexes.change(source.collection) as change:
            for passage in change.transaction.walk(source=source_id):
                change.remove(passage.id)
            source = change.transaction.the_source(source_id)
            change.transaction.delete_source(source_id)
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
        found = self._search(question, collections, limit, follows)
        sure = found.confidence
        hits = quoted(found.ranking, limit, self._store.passages)
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
        held = Vocabulary(self._indexes.snapshots(collections)).languages
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

        An index that is not what the store says is mended first, as it is when it is asked.
        """
        return [*check(self._store, self._indexes), *check_synonyms(self._synonyms.path)]

    def rank(self, question: str, collections: Sequence[str] = (PUBLIC,), limit: int = 10) -> Ranking:
        """All that may answer `question`, best first, with what speaks for each: what `ask` goes by."""
        return self._search(question, collections, limit).ranking

    def _search(self, question: str, collections: Sequence[str], limit: int, follows: str | None = None) -> Found:
        synonyms = self._synonyms.current()
        return self._indexes.ask(collections, lambda snapshots: search(question, snapshots, synonyms, limit, follows))
