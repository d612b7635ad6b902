"""The engine on disk: a tantivy index per collection, each a cache that can be rebuilt from the store.

tantivy scores by the statistics of a whole index. An index per collection keeps collections that a chat may not search
from affecting its answers.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path

from cachetools import LRUCache
from tantivy import Document, Index, IndexWriter, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from index.errors import IndexDamaged, StoreError
from index.passages.entries import Entry
from index.passages.footer import intact, live_files, stray_files
from index.passages.read_only import lockable
from index.passages.tantivy_failures import telling_damage, telling_failure
from index.passages.tantivy_snapshot import PASSAGE, STAMP, TantivySnapshot
from index.store.private_files import make_private_folder, narrow, open_to_others
from index.words.analysis import code_version

LAYOUT = 3
"""Version of the index schema. Increment it when the fields below change."""

HEAP = 64_000_000
"""Memory budget of a writer, in bytes."""

OPEN = 64
"""Maximum number of open indexes (LRU): tantivy runs a thread for each, which polls its folder twice a second."""

_AT_ONCE = 500  # passages read from an index that is written anew

ABANDONED = 7 * 24 * 3600
"""Seconds since the last change after which indexes of another version are deleted."""


class TantivyEngine:
    """The indexes of a library, in a folder per collection below `root`.

    The name of `root` contains a digest of everything that determines a text's terms, so an index by other rules is not
    found, and is rebuilt.
    """

    def __init__(self, root: Path) -> None:
        self.root = root / f"terms-{LAYOUT}-{code_version()}"
        if open_to_others([root]):  # made by an earlier version
            narrow([root, *root.rglob("*")])
        self._lock = threading.Lock()
        self._open: LRUCache[int, TantivySnapshot] = LRUCache(OPEN)

    def at_hand(self, collection: int, mark: int) -> TantivySnapshot | None:
        """The open snapshot, if it has this mark."""
        with self._lock:
            known = self._open.get(collection)
        return known if known and known.mark == mark else None

    def snapshot(self, collection: int) -> TantivySnapshot | None:
        """A snapshot of the current index; None if there is none or it is unreadable."""
        with self._lock:
            self._open.pop(collection, None)
            try:
                with lockable(self._folder(collection)) as folder, telling_damage():
                    index = Index.open(str(folder))
                    _prepare(index)
                    snapshot = self._open[collection] = TantivySnapshot(index)
            except (IndexDamaged, OSError):
                return None
        return snapshot

    @contextmanager
    def change(self, collection: int, mark: int) -> Iterator[TantivyChange]:
        """Change a collection's index: committed with `mark` at the end, discarded on an exception."""
        folder = self._folder(collection)
        with telling_failure(folder):
            self._make(folder)
        change = TantivyChange(folder, lambda: self.snapshot(collection))
        try:
            yield change
            with telling_failure(folder):
                change.commit(mark)
        finally:
            change.close()
            with self._lock:
                self._open.pop(collection, None)  # it keeps deleted files mapped
            with telling_failure(folder):
                narrow(folder.iterdir(), quietly=True)

    def forget(self, collection: int) -> None:
        """Delete a collection's folder, or a file in its place."""
        with self._lock:
            self._open.pop(collection, None)
            shutil.rmtree(self._folder(collection), ignore_errors=True)
            for place in (self.root.parent, self.root, self._folder(collection)):
                if place.is_file():
                    place.unlink()

    def erase_removed(self, collection: int) -> None:
        """Write a collection's index anew if its files hold removed passages. Those of other versions are deleted."""
        with telling_failure(self._folder(collection)):
            self._erase_removed(collection)

    def _erase_removed(self, collection: int) -> None:
        for other in self.root.parent.glob("terms-*"):
            if other != self.root:
                shutil.rmtree(other / str(collection), ignore_errors=True)
        if not self._folder(collection).exists():
            return
        snapshot = self.snapshot(collection)
        if snapshot is None:
            self.forget(collection)
        elif snapshot.has_deletions:
            with self.change(collection, snapshot.mark) as change:
                change.write_anew(snapshot)
        for file in stray_files(self._folder(collection)) if snapshot else ():
            file.unlink(missing_ok=True)  # an abandoned merge, or a killed process

    def faults(self, collection: int) -> list[str]:
        """The files of a collection's index with a wrong checksum."""
        folder = self._folder(collection)
        try:
            damaged = [file for file in live_files(folder) if not intact(file)]
            # A writer may have merged their segments with others meanwhile.
            damaged = [file for file in damaged if file in live_files(folder) and not intact(file)]
        except FileNotFoundError:
            return []  # a writer has just deleted the index
        except (OSError, ValueError) as error:
            return [f"the files in {folder} cannot be read: {error}"]
        return [f"{file.name} is damaged" for file in damaged]

    def _make(self, folder: Path) -> None:
        if not self.root.exists():
            # Delete the indexes of other versions, unless they may still be in use.
            for other in self.root.parent.glob("terms-*"):
                if time.time() - other.stat().st_mtime > ABANDONED:
                    shutil.rmtree(other, ignore_errors=True)
        for place in (self.root.parent, self.root, folder):
            make_private_folder(place)

    def _folder(self, collection: int) -> Path:
        return self.root / str(collection)


class TantivyChange:
    """An uncommitted change of one index."""

    def __init__(self, folder: Path, snapshot: Callable[[], TantivySnapshot | None]) -> None:
        self.snapshot = snapshot
        self._folder = folder
        with telling_failure(folder):
            index = Index(_schema(), str(folder))
            _prepare(index)
            self._writer: IndexWriter = index.writer(HEAP, num_threads=1)
        self._committed = False

    def add(self, entry: Entry) -> None:
        """Add a passage that the index does not hold."""
        with telling_failure(self._folder):
            self._writer.add_document(_document(entry))

    def remove(self, passage_id: int) -> None:
        """Remove a passage, if the index holds it."""
        with telling_failure(self._folder):
            self._writer.delete_documents_by_term("id", passage_id)

    def write_anew(self, snapshot: TantivySnapshot) -> None:
        """Replace all segments by new ones with the passages of the index's `snapshot`."""
        with telling_failure(self._folder):
            self._writer.delete_all_documents()
        ids = iter(snapshot.marks())
        while some := list(islice(ids, _AT_ONCE)):
            for entry in snapshot.entries(some).values():
                self.add(entry)

    def commit(self, mark: int) -> None:
        """Commit the change with `mark`."""
        self._writer.delete_documents_by_term("kind", STAMP)
        stamp = Document()
        stamp.add_integer("kind", STAMP)
        stamp.add_integer("mark", mark)
        self._writer.add_document(stamp)
        self._writer.commit()
        self._committed = True

    def close(self) -> None:
        """Discard what was not committed, and wait for merges. What fails then is no more than a file too many."""
        with suppress(StoreError), telling_failure(self._folder):
            if not self._committed:
                # Not after a commit: it abandons merges, whose files tantivy would forget to delete.
                self._writer.rollback()
        with suppress(StoreError), telling_failure(self._folder):
            self._writer.wait_merging_threads()


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_integer_field("kind", indexed=True)
    # Not unsigned: deletion by term has no effect on unsigned fields.
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
    # The text is analyzed already (index.words.analysis); tantivy only splits it at spaces.
    index.register_tokenizer(_ANALYSED, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    # Not "commit": snapshots are immutable.
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
