"""Bringing an index back to what the store says.

Whatever came between the two (a process killed between their commits, a deleted folder, an old copy of either put
back), they tell by their marks, and only what differs is made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from index.passages.engine import Engine, Snapshot
from index.passages.entries import Entry
from index.passages.indexing import entry_of
from index.store import Collection, Reader

AT_ONCE = 500
"""Passages that the store is asked for at a time."""


def agrees(snapshot: Snapshot | None, collection: Collection) -> bool:
    """Whether an index is what the store says. A collection that never held anything needs no index."""
    return (snapshot.mark if snapshot else 0) == collection.mark


def reconcile(store: Reader, engine: Engine, collection: Collection) -> Snapshot | None:
    """Make the index of `collection` hold exactly its passages, each as its last transaction left it."""
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
    """A collection as the store has it, in an engine that may let go of any collection at any time."""
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
    """The entries of passages, which are given by id with their marks, as far as they are stored."""
    ids = iter(sorted(marks))
    while some := list(islice(ids, AT_ONCE)):
        for passage in store.passages(some).values():
            yield entry_of(passage, marks[passage.id])
