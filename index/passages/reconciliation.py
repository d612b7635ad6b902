"""Bringing an index back to what the store says.

Whatever came between the two (a process killed between their commits, a deleted folder, an old copy of either put
back), they tell by their marks: numbers drawn at random, so that two histories never agree by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from index.passages.entries import Entry
from index.passages.indexing import entry_of
from index.passages.tantivy_index import Partition, PassageIndex
from index.store import Collection, Reader, Transaction


def agrees(partition: Partition | None, collection: Collection) -> bool:
    """Whether an index is what the store says. A collection that never held anything needs no index."""
    return partition.mark == collection.mark if partition else collection.mark == 0


def reconcile(transaction: Transaction, index: PassageIndex, collection: Collection) -> None:
    """Make the index of `collection` hold exactly its passages, each as its last transaction left it."""
    partition = index.look_again(collection.id)
    if agrees(partition, collection):
        return
    held = partition.marks() if partition else {}
    if partition is None or len(held) != partition.totals.passages:
        index.forget(collection.id)
        held = {}
    wanted = transaction.entries(collection.id)
    with index.change(collection.id, collection.mark) as change:
        change.stamp()
        for passage_id, mark in held.items():
            if wanted.get(passage_id) != mark:
                change.remove(passage_id)
        if wanted.items() - held.items():
            for entry in entries_of(transaction, collection, held):
                change.add(entry)


def entries_of(store: Reader, collection: Collection, held: Mapping[int, int] | None = None) -> Iterator[Entry]:
    """What the index of a collection has to hold, but for what is `held` already, by id and mark."""
    wanted = store.entries(collection.id)
    for p in store.walk(collection=collection.id):
        mark = wanted.get(p.id)
        if mark is not None and (held or {}).get(p.id) != mark:
            yield entry_of(p, mark)
