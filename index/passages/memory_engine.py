"""The engine in memory: for small collections, and while an index on disk cannot be written.

Postings hold passage ids only; term frequencies and spellings are read from the entries, which saves memory for little
time.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from heapq import nsmallest

from cachetools import LRUCache

from index.passages.best import Best
from index.passages.engine import NEAR, Affixes, Totals
from index.passages.entries import ABOVE, LINE, Entry, PassageTerms
from index.passages.scoring import Scored, Sought, Terms

CHARACTERS = 5_000_000
"""Capacity of the LRU cache, in characters of terms and spellings; takes about 50 MB."""

OVERHEAD = 1_000
"""Fixed cost of a snapshot in the cache, in characters."""


class MemoryEngine:
    """An LRU cache of the latest snapshots, with a capacity of `characters`; a snapshot takes at most half of it."""

    def __init__(self, characters: int = CHARACTERS) -> None:
        self._lock = threading.Lock()
        self._kept: LRUCache[int, MemorySnapshot] = LRUCache(
            characters, getsizeof=lambda snapshot: min(characters // 2, OVERHEAD + snapshot.characters)
        )

    def at_hand(self, collection: int, mark: int) -> MemorySnapshot | None:
        """The cached snapshot, if it has this mark."""
        known = self.snapshot(collection)
        return known if known and known.mark == mark else None

    def snapshot(self, collection: int) -> MemorySnapshot | None:
        """The latest snapshot, if it is cached."""
        with self._lock:
            return self._kept.get(collection)

    @contextmanager
    def change(self, collection: int, mark: int) -> Iterator[MemoryChange]:
        """Change a collection's index: committed with `mark` at the end, discarded on an exception."""
        before = self.snapshot(collection)
        change = MemoryChange(before.held if before else {})
        yield change
        snapshot = change.commit(mark)
        with self._lock:
            self._kept[collection] = snapshot

    def forget(self, collection: int) -> None:
        """Evict a collection."""
        with self._lock:
            self._kept.pop(collection, None)

    def erase_removed(self, collection: int) -> None:
        """Evict a collection, whose snapshot may be of before the removal."""
        self.forget(collection)

    def faults(self, collection: int) -> list[str]:
        """None: there are no files."""
        return []


class MemoryChange:
    """An uncommitted change of one collection's index."""

    def __init__(self, held: Mapping[int, Entry]) -> None:
        self._held = dict(held)
        self._snapshot: MemorySnapshot | None = None

    def add(self, entry: Entry) -> None:
        """Add a passage that the index does not hold."""
        self._held[entry.id] = entry

    def remove(self, passage_id: int) -> None:
        """Remove a passage, if the index holds it."""
        self._held.pop(passage_id, None)

    def commit(self, mark: int) -> MemorySnapshot:
        """Commit the change with `mark`."""
        self._snapshot = MemorySnapshot(mark, self._held)
        return self._snapshot

    def snapshot(self) -> MemorySnapshot | None:
        """The index after the commit."""
        return self._snapshot


class MemorySnapshot:
    """An immutable inverted index of a collection's entries."""

    def __init__(self, mark: int, held: Mapping[int, Entry]) -> None:
        self.mark = mark
        self.totals = sum((_totals(entry) for entry in held.values()), Totals())
        self.languages = Counter(entry.lang for entry in held.values())
        self.characters = sum(len(entry.terms) + len(entry.spellings) for entry in held.values())
        self.held = held
        self._texts = {entry.id: _text(entry) for entry in held.values()}

    def frequencies(self, words: Sequence[Sequence[Terms]]) -> list[int]:
        """The document frequency of each word, given as its alternatives."""
        return [self._frequency(alternatives) for alternatives in words]

    def candidates(self, sought: Sought, limit: int) -> list[Scored]:
        """The best passages by exact score, as far as the budget of `index.passages.best` reaches."""
        best = Best(limit)
        for bound, passage_id in sorted((-bound, i) for i, bound in self._bounds(sought)):
            if best.spent or best.excludes(-bound, passage_id):
                break
            best.add(sought.scored(self._terms(passage_id)))
        return best.passages

    def _bounds(self, sought: Sought) -> Iterator[tuple[int, float]]:
        """The ids of the passages that match, with upper bounds of their scores: exact ones if there are no aliases.

        The words inserted after aliases are counted, the length that they add is not.
        """
        counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for term in sought.idfs:
            for passage_id in self._holders.get(term, ()):
                counts[passage_id][term] = self._texts[passage_id].count(f" {term} ")
        for alias, words in sought.aliases.items():
            phrase = f" {'  '.join(alias)} "
            for passage_id in self._holding([alias]):
                times = self._texts[passage_id].count(phrase)
                for word in words:
                    counts[passage_id][word] += times
        return ((i, sought.score(count, self.held[i].length)) for i, count in counts.items())

    def spelt(self, near: Collection[Affixes]) -> dict[str, int]:
        """The unstemmed words with one of these affixes, and their document frequencies."""
        beginnings, endings = (tuple(affixes) for affixes in zip(*near, strict=True)) if near else ((), ())
        found = Counter(
            word
            for entry in self.held.values()
            for word in set(entry.spellings.split())
            if word.startswith(beginnings) or word.endswith(endings)
        )
        return found if len(found) <= NEAR else {word: found[word] for word in _most_frequent(found, near)}

    def entries(self, ids: Collection[int]) -> dict[int, Entry]:
        """The entries of these passages, as far as the index holds them."""
        return {passage_id: self.held[passage_id] for passage_id in ids if passage_id in self.held}

    def marks(self) -> dict[int, int]:
        """The mark of every passage, by id."""
        return {entry.id: entry.mark for entry in self.held.values()}

    def _frequency(self, alternatives: Sequence[Terms]) -> int:
        if len(alternatives) == 1 and len(alternatives[0]) == 1:
            return len(self._holders.get(alternatives[0][0], ()))
        return len(self._holding(alternatives))

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """The postings: the ids of the passages that hold each term."""
        holders: dict[str, list[int]] = {}
        for passage_id, text in self._texts.items():
            for term in set(text.split()):
                holders.setdefault(term, []).append(passage_id)
        return holders

    def _holding(self, alternatives: Sequence[Terms]) -> set[int]:
        """The ids of the passages that hold all terms of one of the alternatives."""
        holding = [[frozenset(self._holders.get(term, ())) for term in terms] for terms in alternatives]
        return set[int]().union(*(frozenset.intersection(*holders) for holders in holding))

    def _terms(self, passage_id: int) -> PassageTerms:
        entry = self.held[passage_id]
        return PassageTerms.of(entry.id, entry.lang, entry.terms)


def _text(entry: Entry) -> str:
    """The terms of an entry, each surrounded by its own spaces, so that substring search counts them."""
    return " " + entry.searched.replace(ABOVE, "").replace(LINE, "").replace(" ", "  ")


def _totals(entry: Entry) -> Totals:
    return Totals(1, entry.length, entry.sentences, entry.sentence_terms)


def _most_frequent(found: Mapping[str, int], near: Iterable[Affixes]) -> Iterator[str]:
    """The NEAR most frequent words with each affix."""
    for beginning, ending in near:
        begun = (word for word in found if word.startswith(beginning))
        ended = (word for word in found if word.endswith(ending))
        yield from nsmallest(NEAR, begun, key=lambda word: (-found[word], word))
        yield from nsmallest(NEAR, ended, key=lambda word: (-found[word], word[::-1]))
