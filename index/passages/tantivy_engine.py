"""Indexes in folders, by tantivy: one for each collection, each a cache that the store can make again.

Why an index for each collection: tantivy's scores use the statistics of a whole index. What a chat may not ask must
not move its answers, so what it may not ask lies in another index, with statistics of its own.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cachetools import LRUCache
from tantivy import Document, Index, IndexWriter, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from index.errors import IndexDamaged, StoreError
from index.passages.entries import Entry
from index.passages.footer import intact, segment_files
from index.passages.tantivy_snapshot import PASSAGE, STAMP, TantivySnapshot, telling_damage
from index.words.analysis import code_version

LAYOUT = 3
"""Counts up when the fields below change."""

HEAP = 64_000_000
"""Bytes that a writer gathers before it writes a segment."""

OPEN = 64
"""Indexes that are kept open: tantivy has a thread for each, which looks at its folder twice a second."""

ABANDONED = 7 * 24 * 3600
"""Seconds without a change after which an index made by other rules is removed."""


class TantivyEngine:
    """The indexes of a library, each in a folder of its own below `root`.

    The folder's name holds a digest of all that decides which terms a text has, so an index made by other rules is
    simply not found, and made anew.
    """

    def __init__(self, root: Path) -> None:
        self.root = root / f"terms-{LAYOUT}-{code_version()}"
        self._lock = threading.Lock()
        self._open: LRUCache[int, TantivySnapshot] = LRUCache(OPEN)

    def at_hand(self, collection: int, mark: int) -> TantivySnapshot | None:
        """The snapshot of this mark, if it is open."""
        with self._lock:
            known = self._open.get(collection)
        return known if known and known.mark == mark else None

    def snapshot(self, collection: int) -> TantivySnapshot | None:
        """A collection as its folder has it now; None where there is none that can be read."""
        with self._lock:
            self._open.pop(collection, None)
            try:
                with telling_damage():
                    index = Index.open(str(self._folder(collection)))
                    _prepare(index)
                    snapshot = self._open[collection] = TantivySnapshot(index)
            except IndexDamaged:
                return None
        return snapshot

    @contextmanager
    def change(self, collection: int, mark: int) -> Iterator[TantivyChange]:
        """Change a collection's index, committed at the end with `mark` left in it, or not at all."""
        folder = self._folder(collection)
        try:
            self._make(folder)
            change = TantivyChange(folder, lambda: self.snapshot(collection))
            try:
                yield change
                change.commit(mark)
            finally:
                change.close()
        except OSError as error:
            raise StoreError(f"cannot write the index in {folder}: {error.strerror or error}") from error

    def forget(self, collection: int) -> None:
        """Remove a collection's folder, or whatever stands in its place."""
        with self._lock:
            self._open.pop(collection, None)
            shutil.rmtree(self._folder(collection), ignore_errors=True)
            for place in (self.root.parent, self.root, self._folder(collection)):
                if place.is_file():
                    place.unlink()

    def faults(self, collection: int) -> list[str]:
        """The files of a collection's index that are not as tantivy wrote them."""
        return [f"{file.name} is damaged" for file in segment_files(self._folder(collection)) if not intact(file)]

    def _make(self, folder: Path) -> None:
        if not self.root.exists():
            # What other versions left behind, unless one of them may still be running.
            for other in self.root.parent.glob("terms-*"):
                if time.time() - other.stat().st_mtime > ABANDONED:
                    shutil.rmtree(other, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)

    def _folder(self, collection: int) -> Path:
        return self.root / str(collection)


class TantivyChange:
    """What is being changed of one index."""

    def __init__(self, folder: Path, snapshot: Callable[[], TantivySnapshot | None]) -> None:
        self.snapshot = snapshot
        index = Index(_schema(), str(folder))
        _prepare(index)
        self._writer: IndexWriter = index.writer(HEAP, num_threads=1)

    def add(self, entry: Entry) -> None:
        """Put in a passage that is not there."""
        self._writer.add_document(_document(entry))

    def remove(self, passage_id: int) -> None:
        """Take a passage out, whether it is there or not."""
        self._writer.delete_documents_by_term("id", passage_id)

    def commit(self, mark: int) -> None:
        """Make it last, and leave `mark`."""
        self._writer.delete_documents_by_term("kind", STAMP)
        stamp = Document()
        stamp.add_integer("kind", STAMP)
        stamp.add_integer("mark", mark)
        self._writer.add_document(stamp)
        self._writer.commit()

    def close(self) -> None:
        """Drop what was not committed, and wait until small segments are merged."""
        self._writer.rollback()
        self._writer.wait_merging_threads()


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
    # Not "commit": a snapshot never changes.
    index.config_reader("manual")
    index.reload()


def _document(entry: Entry) -> Document:
    document = Document()
    document.add_integer("kind", PASSAGE)
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
