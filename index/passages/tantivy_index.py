"""BM25 over passages: one tantivy index a collection, each a cache that the store can make again.

Why an index for each collection: tantivy's scores use the statistics of a whole index. What a chat may not ask must
not move its answers, so what it may not ask lies in another index, with statistics of its own.

Whoever implements this elsewhere (a distributed engine, say) has to offer what `PassageIndex` offers: apply a change,
tell what it holds, and for some collections find the best passages, count documents, and count those with a term.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tantivy import (
    Document,
    Index,
    IndexWriter,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzerBuilder,
    Tokenizer,
)

from index.errors import IndexDamaged, StoreError
from index.passages.entries import Entry, PassageTerms
from index.passages.footer import intact, segment_files
from index.words.analysis import code_version

LAYOUT = 3
"""Counts up when the fields below change."""

HEAP = 64_000_000
"""Bytes that a writer gathers before it writes a segment."""

MOST_EQUALS = 10_000
"""Passages that are looked at where the last of those wanted is as good as the next."""

ABANDONED = 7 * 24 * 3600
"""Seconds without a change after which an index made by other rules is removed."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all passages of some collections."""

    passages: int = 0
    terms: int = 0
    sentences: int = 0
    sentence_terms: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.passages + other.passages,
            self.terms + other.terms,
            self.sentences + other.sentences,
            self.sentence_terms + other.sentence_terms,
        )


@contextmanager
def _telling_damage() -> Iterator[None]:
    """Raise IndexDamaged for whatever tantivy makes of a file that does not hold what it should."""
    try:
        yield
    except (ValueError, KeyError) as error:
        raise IndexDamaged(f"the index cannot be read: {error}") from error
    except BaseException as error:
        # A panic of tantivy's; its type cannot be imported, and is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise IndexDamaged(f"the index cannot be read: {error}") from error


class Partition:
    """The index of one collection as it was at one commit. Never changes; may be searched by several threads."""

    def __init__(self, index: Index) -> None:
        self._schema = index.schema
        self._searcher: Searcher = index.searcher()
        self.mark = self._read_mark()
        self.totals = self._read_totals()
        # doc_freq counts deleted documents until their segment is merged away.
        self._has_deletions = self._searcher.doc_freq("kind", _PASSAGE) != self.totals.passages
        self.languages = dict(self._searcher.terms_with_prefix("lang", "", filter_query=Query.all_query()))

    @_telling_damage()
    def frequency(self, term: str) -> int:
        """How many passages hold `term`."""
        if not self._has_deletions:
            return self._searcher.doc_freq("terms", term)
        return int(self._searcher.search(self._term(term), limit=1, count=True).count)  # type: ignore[attr-defined]

    @_telling_damage()
    def frequency_of_any(self, alternatives: Sequence[Sequence[str]]) -> int:
        """How many passages hold all the terms of one of these alternatives."""
        if len(alternatives) == 1 and len(alternatives[0]) == 1:
            return self.frequency(alternatives[0][0])
        return int(self._searcher.search(self._any(alternatives), limit=1, count=True).count)  # type: ignore[attr-defined]

    @_telling_damage()
    def spelt(self, beginning: str, ending: str) -> list[str]:
        """The words of the vocabulary that begin, or end, in these letters. A word may come twice."""
        # What is said of deleted passages only is left out, so that an index made anew says the same.
        live = Query.all_query() if self._has_deletions else None
        begun = self._searcher.terms_with_prefix("spellings", beginning, filter_query=live)
        ended = self._searcher.terms_with_prefix("spellings_reversed", ending[::-1], filter_query=live)
        return [*(word for word, _ in begun), *(word[::-1] for word, _ in ended)]

    @_telling_damage()
    def frequency_of_spelling(self, word: str) -> int:
        """How many passages hold a word that is spelt like this."""
        query = Query.term_query(self._schema, "spellings", word, index_option="basic")
        return int(self._searcher.search(query, limit=1, count=True).count)  # type: ignore[attr-defined]

    @_telling_damage()
    def search(self, groups: Sequence[Sequence[Sequence[str]]], limit: int) -> list[PassageTerms]:
        """The `limit` best passages for a question.

        Each group holds what stands for one of its words: alternatives, each of one term or of several that all count
        together.
        """
        wanted = [(Occur.Should, self._any(alternatives)) for alternatives in groups if alternatives]
        if not wanted or not self.totals.passages:
            return []
        query = Query.boolean_query(wanted)
        looked_at = limit
        while True:
            hits = self._searcher.search(query, looked_at + 1, count=False).hits
            tied = len(hits) > looked_at and hits[looked_at][0] == hits[limit - 1][0]
            if not tied or looked_at >= MOST_EQUALS:
                break
            looked_at = min(10 * looked_at, MOST_EQUALS)
        if looked_at > limit:
            # tantivy takes equals in the order of its segments, which tells of the index's past; ids do not.
            ids = self._searcher.fast_field_values("id", [address for _, address in hits])
            hits = [hit for _, hit in sorted(zip(ids, hits, strict=True), key=lambda pair: (-pair[1][0], pair[0]))]
        found = [self._searcher.doc(address) for _, address in hits[:limit]]
        return [PassageTerms.of(_first(doc, "id"), _first(doc, "lang"), _written(doc)) for doc in found]

    @_telling_damage()
    def entry(self, passage_id: int) -> Entry | None:
        """What it holds of one passage."""
        hits = self._searcher.search(Query.term_query(self._schema, "id", passage_id), limit=1).hits
        if not hits:
            return None
        document = self._searcher.doc(hits[0][1])
        return Entry(passage_id, _first(document, "mark"), _first(document, "lang"), _written(document))

    @_telling_damage()
    def marks(self) -> dict[int, int]:
        """The id and mark of every passage in it."""
        passages = Query.term_query(self._schema, "kind", _PASSAGE)
        addresses = [a for _, a in self._searcher.search(passages, max(1, self.totals.passages), count=False).hits]
        ids = self._searcher.fast_field_values("id", addresses)
        return dict(zip(ids, self._searcher.fast_field_values("mark", addresses), strict=True))  # type: ignore[arg-type]

    def _term(self, term: str) -> Query:
        return Query.term_query(self._schema, "terms", term, index_option="freq")

    def _all(self, terms: Sequence[str]) -> Query:
        if len(terms) == 1:
            return self._term(terms[0])
        return Query.boolean_query([(Occur.Must, self._term(term)) for term in terms])

    def _any(self, alternatives: Sequence[Sequence[str]]) -> Query:
        queries = [self._all(terms) for terms in alternatives]
        return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)

    def _read_mark(self) -> int | None:
        stamps = self._searcher.search(Query.term_query(self._schema, "kind", _STAMP), limit=1).hits
        if not stamps:
            return None
        return self._searcher.fast_field_values("mark", [stamps[0][1]])[0]  # type: ignore[return-value]

    def _read_totals(self) -> Totals:
        fields = ("length", "sentences", "sentence_terms")
        sums = self._searcher.aggregate(Query.all_query(), {f: {"sum": {"field": f}} for f in fields})
        stamps = self.mark is not None
        return Totals(self._searcher.num_docs - stamps, *(int(sums[f]["value"] or 0) for f in fields))


def languages_of(partitions: Iterable[Partition]) -> Counter[str]:
    """How many passages of each language these hold together, by ISO 639-1."""
    return sum((Counter(partition.languages) for partition in partitions), Counter())


class PassageIndex:
    """The partitions of a library, each in a folder of its own below `root`.

    The folder's name holds a digest of all that decides which terms a text has, so an index made by other rules is
    simply not found, and made anew.
    """

    def __init__(self, root: Path) -> None:
        self.root = root / f"terms-{LAYOUT}-{code_version()}"
        self._lock = threading.Lock()
        self._open: dict[int, Partition] = {}

    def partition(self, collection: int, mark: int) -> Partition | None:
        """The index of a collection, as new as its folder is; None where there is none that can be read.

        `mark` is the store's: only where it is not the one that was seen last is the folder looked at again.
        """
        with self._lock:
            known = self._open.get(collection)
            return known if known and known.mark == mark else self._read(collection)

    def look_again(self, collection: int) -> Partition | None:
        """The same, from the folder as it is now: somebody may have put another one in its place."""
        with self._lock:
            return self._read(collection)

    def _read(self, collection: int) -> Partition | None:
        self._open.pop(collection, None)
        try:
            with _telling_damage():
                index = Index.open(str(self._folder(collection)))
                _prepare(index)
                self._open[collection] = Partition(index)
        except IndexDamaged:
            return None
        return self._open[collection]

    def faults(self, collection: int) -> list[str]:
        """The files of a collection's index that are not as tantivy wrote them."""
        return [f"{file.name} is damaged" for file in segment_files(self._folder(collection)) if not intact(file)]

    @contextmanager
    def change(self, collection: int, mark: int) -> Iterator[PartitionChange]:
        """Change what a collection's index holds: committed at the end, with `mark` left in it, or not at all.

        To be called only by whoever holds the store's write lock. Nothing is written where nothing is changed.
        """
        folder = self._folder(collection)
        try:
            self._make(folder)
            change = PartitionChange(folder)
            try:
                yield change
                change.commit(mark)
            finally:
                change.close()
        except OSError as error:
            raise StoreError(f"cannot write the index in {folder}: {error.strerror or error}") from error

    def in_memory(self, collection: int, mark: int, entries: Iterable[Entry]) -> Partition:
        """A partition of these entries that lies in no folder, for as long as the folder cannot be written."""
        change = PartitionChange(None)
        try:
            for entry in entries:
                change.add(entry)
            change.stamp()
            change.commit(mark)
            partition = change.partition()
        finally:
            change.close()
        with self._lock:
            self._open[collection] = partition
        return partition

    def _make(self, folder: Path) -> None:
        if not self.root.exists():
            # What other versions left behind, unless one of them may still be running.
            for other in self.root.parent.glob("terms-*"):
                if time.time() - other.stat().st_mtime > ABANDONED:
                    shutil.rmtree(other, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)

    def forget(self, collection: int) -> None:
        """Throw a collection's index away; the next `change` begins with nothing."""
        with self._lock:
            self._open.pop(collection, None)
            shutil.rmtree(self._folder(collection), ignore_errors=True)
            for place in (self.root.parent, self.root, self._folder(collection)):
                if place.is_file():
                    place.unlink()

    def _folder(self, collection: int) -> Path:
        return self.root / str(collection)


class PartitionChange:
    """What is being changed of a partition; nobody sees it before the commit."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._index: Index | None = None
        self._writer: IndexWriter | None = None

    def add(self, entry: Entry) -> None:
        """Put in a passage that is not there."""
        self._open().add_document(_document(entry))

    def remove(self, passage_id: int) -> None:
        """Take a passage out, whether it is there or not."""
        self._open().delete_documents_by_term("id", passage_id)

    def stamp(self) -> None:
        """Leave a mark at the commit even where nothing else is changed."""
        self._open()

    def commit(self, mark: int) -> None:
        """Make it last, if there is anything, and leave `mark`."""
        if self._writer is None:
            return
        self._writer.delete_documents_by_term("kind", _STAMP)
        stamp = Document()
        stamp.add_integer("kind", _STAMP)
        stamp.add_integer("mark", mark)
        self._writer.add_document(stamp)
        self._writer.commit()

    def close(self) -> None:
        """Drop what was not committed, and wait until small segments are merged."""
        if self._writer is not None:
            self._writer.rollback()
            self._writer.wait_merging_threads()

    def partition(self) -> Partition:
        """The partition as it is after the commit."""
        self.stamp()
        assert self._index is not None
        self._index.reload()
        return Partition(self._index)

    def _open(self) -> IndexWriter:
        if self._writer is None:
            self._index = Index(_schema(), str(self._folder) if self._folder else None)
            _prepare(self._index)
            self._writer = self._index.writer(HEAP, num_threads=1)
        return self._writer


_PASSAGE, _STAMP = 1, 2


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_integer_field("kind", indexed=True)
    # Not an unsigned field: there, deleting by term silently does nothing.
    builder.add_integer_field("id", indexed=True, fast=True, stored=True)
    builder.add_integer_field("mark", fast=True, stored=True)
    builder.add_text_field("lang", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_text_field("terms", tokenizer_name=_ANALYSED, index_option="freq")
    for name in ("spellings", "spellings_reversed"):
        builder.add_text_field(name, tokenizer_name=_ANALYSED, index_option="basic")
    builder.add_bytes_field("written", stored=True)
    for name in ("length", "sentences", "sentence_terms"):
        builder.add_integer_field(name, fast=True)
    return builder.build()


_ANALYSED = "analysed"


def _prepare(index: Index) -> None:
    # The terms were made by index.words.analysis; all that is left to tantivy is to split them at the spaces.
    index.register_tokenizer(_ANALYSED, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    # Not "commit": that would start a thread for every collection which looks at its folder twice a second.
    index.config_reader("manual")
    index.reload()


def _document(entry: Entry) -> Document:
    document = Document()
    document.add_integer("kind", _PASSAGE)
    document.add_integer("id", entry.id)
    document.add_integer("mark", entry.mark)
    document.add_text("lang", entry.lang)
    document.add_text("terms", entry.searched)
    document.add_text("spellings", entry.spellings)
    document.add_text("spellings_reversed", entry.spellings[::-1])
    document.add_bytes("written", entry.terms.encode())
    document.add_integer("length", entry.length)
    document.add_integer("sentences", entry.sentences)
    document.add_integer("sentence_terms", entry.sentence_terms)
    return document


def _written(document: Document) -> str:
    return bytes(_first(document, "written")).decode()


def _first(document: Document, field: str) -> Any:
    return document.get_first(field)
