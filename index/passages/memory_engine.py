"""Indexes in memory: of what is too small for a folder, or cannot have one just now.

Exact by construction: every passage that holds any of what is sought is scored. Only who holds a term is written down;
how often, and how words are spelt, is looked up in the entries themselves, which takes less memory than it takes time.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property

from cachetools import LRUCache

from index.passages.engine import Affixes, Totals
from index.passages.entries import LINE, Entry, PassageTerms
from index.passages.scoring import Scored, Sought, Terms

CHARACTERS = 5_000_000
"""Of terms and spellings that are kept, in some 50 MB; beyond that, the collections go that were asked longest ago."""

OVERHEAD = 1_000
"""What a snapshot takes besides, in characters."""


class MemoryEngine:
    """The last snapshots, of as many collections as have `characters` together; one may have more by itself."""

    def __init__(self, characters: int = CHARACTERS) -> None:
        self._lock = threading.Lock()
        self._kept: LRUCache[int, MemorySnapshot] = LRUCache(
            characters, getsizeof=lambda snapshot: min(characters // 2, OVERHEAD + snapshot.characters)
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
    """The entries of a collection, by id."""

    def __init__(self, mark: int, held: Mapping[int, Entry]) -> None:
        self.mark = mark
        self.totals = sum((_totals(entry) for entry in held.values()), Totals())
        self.languages = Counter(entry.lang for entry in held.values())
        self.characters = sum(len(entry.terms) + len(entry.spellings) for entry in held.values())
        self.held = held
        self._texts = {entry.id: _text(entry) for entry in held.values()}

    def frequencies(self, words: Sequence[Sequence[Terms]]) -> list[int]:
        """For each word, given as its alternatives, how many passages hold all the terms of one of them."""
        return [self._frequency(alternatives) for alternatives in words]

    def candidates(self, sought: Sought, limit: int) -> list[Scored]:
        """The best passages."""
        if sought.aliases:
            found = set[int]().union(*(self._holding(word.alternatives) for word in sought.words))
            scored = [sought.scored(self._terms(passage_id)) for passage_id in found]
            return sorted(scored, key=lambda one: (-one.score, one.entry.id))[:limit]
        counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for term in sought.idfs:
            for passage_id in self._holders.get(term, ()):
                counts[passage_id][term] = self._texts[passage_id].count(f" {term} ")
        scores = sorted((-sought.score(count, self.held[i].length), i) for i, count in counts.items())
        return [Scored(self._terms(passage_id), -score) for score, passage_id in scores[:limit]]

    def spelt(self, near: Collection[Affixes]) -> dict[str, int]:
        """The words with one of these beginnings or endings, and how many passages hold each."""
        beginnings, endings = (tuple(affixes) for affixes in zip(*near, strict=True)) if near else ((), ())
        return Counter(
            word
            for entry in self.held.values()
            for word in set(entry.spellings.split())
            if word.startswith(beginnings) or word.endswith(endings)
        )

    def entries(self, ids: Collection[int]) -> dict[int, Entry]:
        """The entries of those of these passages that it holds."""
        return {passage_id: self.held[passage_id] for passage_id in ids if passage_id in self.held}

    def marks(self) -> dict[int, int]:
        """The id and mark of every passage that it holds."""
        return {entry.id: entry.mark for entry in self.held.values()}

    def _frequency(self, alternatives: Sequence[Terms]) -> int:
        if len(alternatives) == 1 and len(alternatives[0]) == 1:
            return len(self._holders.get(alternatives[0][0], ()))
        return len(self._holding(alternatives))

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """The passages that hold a term."""
        holders: dict[str, list[int]] = {}
        for passage_id, text in self._texts.items():
            for term in set(text.split()):
                holders.setdefault(term, []).append(passage_id)
        return holders

    def _holding(self, alternatives: Sequence[Terms]) -> set[int]:
        """The passages that hold all the terms of one of these."""
        holding = [[frozenset(self._holders.get(term, ())) for term in terms] for terms in alternatives]
        return set[int]().union(*(frozenset.intersection(*holders) for holders in holding))

    def _terms(self, passage_id: int) -> PassageTerms:
        entry = self.held[passage_id]
        return PassageTerms.of(entry.id, entry.lang, entry.terms)


def _text(entry: Entry) -> str:
    """The terms of an entry, each with a space of its own on either side, so that they can be found and counted."""
    return " " + entry.searched.replace(LINE, "").replace(" ", "  ")


def _totals(entry: Entry) -> Totals:
    return Totals(1, entry.length, entry.sentences, entry.sentence_terms)
