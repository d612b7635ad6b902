"""What the collections asked, and nothing but them, say of words: sums over their snapshots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from index.passages.engine import Affixes, Snapshot, Totals
from index.passages.scoring import Terms

Alternatives = tuple[Terms, ...]
"""What stands for a word: terms that count where a passage holds all of them."""


class Vocabulary:
    """The words of some collections. What is looked up together is one call to each snapshot."""

    def __init__(self, snapshots: Sequence[Snapshot]) -> None:
        self._snapshots = snapshots
        self._frequencies: dict[Alternatives, int] = {}
        self.totals = sum((snapshot.totals for snapshot in snapshots), Totals())
        self.languages = sum((Counter(snapshot.languages) for snapshot in snapshots), Counter[str]())

    def look_up(self, words: Iterable[Alternatives]) -> None:
        """Ask for the frequencies of all these at once, but for those that are known."""
        new = [word for word in dict.fromkeys(words) if word not in self._frequencies]
        if new:
            counts = [snapshot.frequencies(new) for snapshot in self._snapshots]
            self._frequencies |= {word: sum(count[n] for count in counts) for n, word in enumerate(new)}

    def frequency(self, word: Alternatives) -> int:
        """How many passages hold all the terms of one of these."""
        self.look_up([word])
        return self._frequencies[word]

    def holds(self, terms: Terms) -> bool:
        """Whether a passage holds all of these."""
        return self.frequency((terms,)) > 0

    def spelt(self, near: Collection[Affixes]) -> Counter[str]:
        """The words, as they are spelt, that have one of these beginnings or endings; how many passages hold each."""
        return sum((Counter(snapshot.spelt(near)) for snapshot in self._snapshots), Counter[str]())
