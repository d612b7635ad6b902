"""The integrity check: the database file, its rows, the sentence spans, and whether the indexes match the store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import islice, pairwise
from pathlib import Path

from index.altered import source_told, told
from index.asking.synonyms import read
from index.errors import NotFound, StoreError, SynonymError
from index.model import Finding, Passage
from index.passages.indexes import Indexes
from index.passages.indexing import entry_of
from index.store import Store
from index.store.private_files import open_to_others

AT_ONCE = 1_000
"""Number of index entries compared per batch."""


def check(store: Store, indexes: Indexes) -> list[Finding]:
    """One finding per check. A check that cannot run is a finding, not an exception.

    Each compares what belongs together as of one moment, so that other processes can go on writing.
    """
    findings = [
        _going_on("the database file (integrity, references)", lambda what: _check_file(what, store)),
        _going_on("sources", lambda what: _check_sources(what, store)),
        _going_on("passages and the sentences in them", lambda what: _check_passages(what, store)),
    ]
    if store.path:
        findings.append(_check_modes(store.path.parent))
    try:
        collections = store.collections()
    except StoreError as error:
        return [*findings, Finding("collections", 0, (str(error),))]
    for collection in collections:
        what = f"index entries of the collection {collection.name}"
        findings.append(_going_on(what, partial(_check_index, indexes=indexes, name=collection.name)))
    return findings


def check_synonyms(path: Path) -> list[Finding]:
    """Check the file of synonyms; no finding if it does not exist."""
    if not path.exists():
        return []
    try:
        return [Finding("groups of synonyms", len(read(path)))]
    except SynonymError as error:
        return [Finding("groups of synonyms", 0, (str(error),))]


def _going_on(what: str, look: Callable[[str], Finding]) -> Finding:
    """The result of `look`, or a finding with the error that stopped it."""
    try:
        return look(what)
    except (StoreError, NotFound) as error:
        return Finding(what, 0, (str(error),))


def _check_file(what: str, store: Store) -> Finding:
    return Finding(what, 1, tuple(store.faults()))


def _check_modes(directory: Path) -> Finding:
    """Whether other users of the machine can open the files. Those that the operator writes are left out.

    Nobody else gets below the folder of the indexes, so what a killed process left in it is not looked at.
    """
    files = [directory, *directory.glob("*.db*"), directory / "index"]
    faults = [f"{fault}: chmod go= {path}" for path in files for fault in open_to_others([path])]
    return Finding("files that no other users may open", len(files), tuple(faults))


def _check_sources(what: str, store: Store) -> Finding:
    sources = [summary.source for summary in store.sources()]
    return Finding(what, len(sources), tuple(source_told(source) for source in sources if source.altered))


def _check_passages(what: str, store: Store) -> Finding:
    faults = []
    checked = 0
    for passage in store.walk():
        checked += 1
        if passage.altered:
            faults.append(told(passage))
        else:
            faults += [f"passage {passage.id}: {fault}" for fault in _sentence_faults(passage)]
    return Finding(what, checked, tuple(faults))


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


def _check_index(what: str, indexes: Indexes, name: str) -> Finding:
    with indexes.moment(name) as moment:
        store, collection, snapshot = moment.reader, moment.collection, moment.snapshot
        if snapshot is None:
            return Finding(what, 0, () if collection.mark == 0 else ("the index cannot be read",))
        faults = list(moment.faults)
        if snapshot.mark != collection.mark:
            faults.append("its mark is not the store's")
        marks = store.marks(collection.id)
        passages = store.walk(collection=collection.id)
        checked = 0
        while some := list(islice(passages, AT_ONCE)):
            checked += len(some)
            held = snapshot.entries([passage.id for passage in some])
            for passage in some:
                if passage.id not in held:
                    faults.append(f"passage {passage.id} is missing")
                elif held[passage.id] != entry_of(passage, marks[passage.id]):
                    faults.append(f"passage {passage.id} has other terms than its text, or another mark")
        if snapshot.totals.passages != checked:
            faults.append(f"it holds {snapshot.totals.passages} passages, the store {checked}")
        return Finding(what, checked, tuple(faults))
