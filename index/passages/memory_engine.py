"""Indexes in memory, of plain dictionaries: of what is too small for a folder, or cannot have one just now.

Exact by construction: every passage that holds any of what is sought is scored.
"""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property

from cachetools import LRUCache

from index.passages.engine import Affixes, Totals
from index.passages.entries import Entry, PassageTerms
from index.passages.scoring import Scored, Sought, Terms, term_counts

PASSAGES = 20_000
"""Passages that are kept; beyond that, those of the collections go that were asked longest ago."""


class MemoryEngine:
    """The last snapshot of each collection, as many as hold `passages` together, a larger one among them or not."""

    def __init__(self, passages: int = PASSAGES) -> None:
        self._lock = threading.Lock()
        self._kept: LRUCache[int, MemorySnapshot] = LRUCache(
            passages, getsizeof=lambda snapshot: min(passages // 2, 1 + snapshot.totals.passages)
        )

    def at_hand(self, collection: int, mark: int) -> MemorySnapshot | None:
        """The snapshot of this mark, if it is kept."""
        known = self.snapshot(collection)
        return known if known and known.mark == mark else None

    def snapshot(self, collection: int) -> MemorySnapshot | None:
        """What was committed last, if it is kept."""
        with self._lock:
            return self._kept.get(collection)

    @contextmanager
    def change(self, collection: int, mark: int) -> Iterator[MemoryChange]:
        """Change a collection's index, committed at the end with `mark`, or not at all."""
        before = self.snapshot(collection)
        change = MemoryChange(before.held if before else {})
        yield change
        snapshot = change.commit(mark)
        with self._lock:
            self._kept[collection] = snapshot

    def forget(self, collection: int) -> None:
        """Let go of a collection."""
        with self._lock:
            self._kept.pop(collection, None)

    def faults(self, collection: int) -> list[str]:
        """It has no files."""
        return []


class MemoryChange:
    """What is being changed of one collection."""

    def __init__(self, held: Mapping[int, Entry]) -> None:
        self._held = dict(held)
        self._snapshot: MemorySnapshot | None = None

    def add(self, entry: Entry) -> None:
        """Put in a passage that is not there."""
        self._held[entry.id] = entry

    def remove(self, passage_id: int) -> None:
        """Take a passage out, whether it is there or not."""
        self._held.pop(passage_id, None)

    def commit(self, mark: int) -> MemorySnapshot:
        """Make a snapshot of it."""
        self._snapshot = MemorySnapshot(mark, self._held)
        return self._snapshot

    def snapshot(self) -> MemorySnapshot | None:
        """The collection as it was committed."""
        return self._snapshot


class MemorySnapshot:
    """The entries of a collection, by id, and what is made of them when it is first asked."""

    def __init__(self, mark: int, held: Mapping[int, Entry]) -> None:
        self.mark = mark
        self.held = held
        self.totals = sum((_totals(entry) for entry in held.values()), Totals())
        self.languages = Counter(entry.lang for entry in held.values())

    def frequencies(self, words: Sequence[Sequence[Terms]]) -> list[int]:
        """For each word, given as its alternatives, how many passages hold all the terms of one of them."""
        return [len(self._holding(alternatives)) for alternatives in words]

    def candidates(self, sought: Sought, limit: int) -> list[Scored]:
        """The best passages."""
        found = set[int]().union(*(self._holding(word.alternatives) for word in sought.words))
        if sought.aliases:
            scored = [sought.scored(self._terms(passage_id)) for passage_id in found]
            return sorted(scored, key=lambda one: (-one.score, one.entry.id))[:limit]
        scores = [(-sought.score(self._counts[i], self._lengths[i]), i) for i in found]
        return [Scored(self._terms(passage_id), -score) for score, passage_id in sorted(scores)[:limit]]

    def spelt(self, near: Collection[Affixes]) -> dict[str, int]:
        """The words with one of these beginnings or endings, and how many passages hold each."""
        begun = {word for beginning, _ in near for word in _begun(self._words, beginning)}
        ended = {word[::-1] for _, ending in near for word in _begun(self._words_reversed, ending[::-1])}
        return {word: self._spellings[word] for word in begun | ended}

    def entries(self, ids: Collection[int]) -> dict[int, Entry]:
        """The entries of those of these passages that it holds."""
        return {passage_id: self.held[passage_id] for passage_id in ids if passage_id in self.held}

    def marks(self) -> dict[int, int]:
        """The id and mark of every passage that it holds."""
        return {entry.id: entry.mark for entry in self.held.values()}

    def _holding(self, alternatives: Sequence[Terms]) -> set[int]:
        """The passages that hold all the terms of one of these."""
        holders = self._holders
        return set[int]().union(
            *(set.intersection(*(holders.get(term, set()) for term in terms)) for terms in alternatives)
        )

    def _terms(self, passage_id: int) -> PassageTerms:
        entry = self.held[passage_id]
        return PassageTerms.of(entry.id, entry.lang, entry.terms)

    @cached_property
    def _counts(self) -> dict[int, Counter[str]]:
        return {entry.id: term_counts(entry.terms) for entry in self.held.values()}

    @cached_property
    def _lengths(self) -> dict[int, int]:
        return {entry.id: entry.length for entry in self.held.values()}

    @cached_property
    def _holders(self) -> Mapping[str, set[int]]:
        holders: defaultdict[str, set[int]] = defaultdict(set)
        for passage_id, counts in self._counts.items():
            for term in counts:
                holders[term].add(passage_id)
        return dict(holders)

    @cached_property
    def _spellings(self) -> Counter[str]:
        return Counter(word for entry in self.held.values() for word in set(entry.spellings.split()))

    @cached_property
    def _words(self) -> list[str]:
        return sorted(self._spellings)

    @cached_property
    def _words_reversed(self) -> list[str]:
        return sorted(word[::-1] for word in self._spellings)


def _begun(words: Sequence[str], beginning: str) -> Iterator[str]:
    """Those of `words`, which are in order, that begin so."""
    at = bisect_left(words, beginning)
    while at < len(words) and words[at].startswith(beginning):
        yield words[at]
        at += 1


def _totals(entry: Entry) -> Totals:
    return Totals(1, entry.length, entry.sentences, entry.sentence_terms)
