"""Repair of an index that is not up to date with the store.

After a process killed between the two commits, a deleted index, or an old copy of either, marks tell which passages
differ, and only those are reindexed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from index.passages.engine import Engine, Snapshot
from index.passages.entries import Entry
from index.passages.indexing import entry_of
from index.store import Collection, Reader

AT_ONCE = 500
"""Number of passages read from the store per batch."""


def agrees(snapshot: Snapshot | None, collection: Collection) -> bool:
    """Whether an index is up to date. A collection that never held a passage needs none."""
    return (snapshot.mark if snapshot else 0) == collection.mark


def reconcile(store: Reader, engine: Engine, collection: Collection) -> Snapshot | None:
    """Bring the index of `collection` up to date, and return its snapshot."""
    snapshot = engine.snapshot(collection.id)
    if agrees(snapshot, collection):
        return snapshot
    held = snapshot.marks() if snapshot else {}
    if snapshot is None or len(held) != snapshot.totals.passages:
        engine.forget(collection.id)
        held = {}
    wanted = store.marks(collection.id)
    with engine.change(collection.id, collection.mark) as change:
        for passage_id, mark in held.items():
            if wanted.get(passage_id) != mark:
                change.remove(passage_id)
        for entry in entries_of(store, dict(wanted.items() - held.items())):
            change.add(entry)
    return change.snapshot()


def read(store: Reader, engine: Engine, collection: Collection) -> Snapshot | None:
    """Index a collection in an engine that may evict it at any time, reusing the entries that are up to date."""
    wanted, before = store.marks(collection.id), engine.snapshot(collection.id)
    held = {i: mark for i, mark in (before.marks() if before else {}).items() if wanted.get(i) == mark}
    engine.forget(collection.id)
    with engine.change(collection.id, collection.mark) as change:
        for entry in before.entries(held).values() if before else ():
            change.add(entry)
        for entry in entries_of(store, dict(wanted.items() - held.items())):
            change.add(entry)
    return change.snapshot()


def entries_of(store: Reader, marks: Mapping[int, int]) -> Iterator[Entry]:
    """The entries of these passages (mark by id), as far as they are stored."""
    ids = iter(sorted(marks))
    while some := list(islice(ids, AT_ONCE)):
        for passage in store.passages(some).values():
            yield entry_of(passage, marks[passage.id])
