"""Verifying all that is stored: the file, the sentences, and that the index says what the store says."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from index.entries import entry_of
from index.errors import SynonymError
from index.model import Finding, Passage
from index.passages import PassageIndex
from index.store import Collection, Store
from index.synonyms import read


def check(store: Store, index: PassageIndex) -> list[Finding]:
    """Everything that was looked at, and what is wrong with it."""
    return [
        Finding("the database file (integrity, references)", 1, tuple(store.faults())),
        _check_sentences(store),
        *(_check_index(store, index, collection) for collection in store.collections()),
    ]


def check_synonyms(path: Path) -> Finding:
    """Whether the file of synonyms, if there is one, can be understood."""
    try:
        groups = read(path) if path.exists() else ()
    except SynonymError as error:
        return Finding("groups of synonyms", 0, (str(error),))
    return Finding("groups of synonyms", len(groups))


def _check_sentences(store: Store) -> Finding:
    faults = []
    checked = 0
    for passage in store.walk():
        checked += 1
        faults += [f"passage {passage.id}: {fault}" for fault in _sentence_faults(passage)]
    return Finding("passages and the sentences in them", checked, tuple(faults))


def _sentence_faults(passage: Passage) -> list[str]:
    spans = passage.sentences
    if not spans:
        return ["it has no sentence"]
    faults = [
        f"a sentence at {span.start}:{span.end} is not inside its {len(passage.text)} code points"
        for span in spans
        if not 0 <= span.start < span.end <= len(passage.text)
    ]
    faults += [f"sentences overlap at {b.start}" for a, b in pairwise(spans) if b.start < a.end]
    between = [0, *(offset for span in spans for offset in span), len(passage.text)]
    if any(passage.text[a:b].strip() for a, b in zip(between[::2], between[1::2], strict=True)):
        faults.append("some of its words belong to no sentence")
    return faults


def _check_index(store: Store, index: PassageIndex, collection: Collection) -> Finding:
    what = f"index entries of the collection {collection.name}"
    partition = index.partition(collection.id, collection.mark)
    if partition is None:
        return Finding(what, 0, () if collection.mark == 0 else ("the index cannot be read",))
    faults = [] if partition.mark == collection.mark else ["its mark is not the store's"]
    checked = 0
    for passage in store.walk(collection=collection.id):
        checked += 1
        entry = partition.entry(passage.id)
        if entry is None:
            faults.append(f"passage {passage.id} is missing")
        elif entry != entry_of(passage.id, entry.mark, passage, passage.source, passage.sentences, passage.lang):
            faults.append(f"passage {passage.id} has other terms than its text")
    if partition.totals.passages != checked:
        faults.append(f"it holds {partition.totals.passages} passages, the store {checked}")
    return Finding(what, checked, tuple(faults))
