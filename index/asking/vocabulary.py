"""The vocabulary and statistics of the collections searched: sums over their snapshots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from index.asking.budget import LANGUAGES
from index.passages.engine import Affixes, Snapshot, Totals
from index.passages.scoring import Terms
from index.words.languages import analysed_as

Alternatives = tuple[Terms, ...]
"""The term sequences that match a word, each where a passage holds all of its terms."""


class Vocabulary:
    """The vocabulary of some collections. Document frequencies are cached; a look-up is one call per snapshot.

    `languages` are the LANGUAGES most frequent ones with their numbers of passages, most frequent first. Those without
    a file count as one.
    """

    def __init__(self, snapshots: Sequence[Snapshot]) -> None:
        self._snapshots = snapshots
        self._frequencies: dict[Alternatives, int] = {}
        self.totals = sum((snapshot.totals for snapshot in snapshots), Totals())
        self.languages = _most_frequent(snapshots)

    def look_up(self, words: Iterable[Alternatives]) -> None:
        """Cache the document frequencies of these words, in one batch."""
        new = [word for word in dict.fromkeys(words) if word not in self._frequencies]
        if new:
            counts = [snapshot.frequencies(new) for snapshot in self._snapshots]
            self._frequencies |= {word: sum(count[n] for count in counts) for n, word in enumerate(new)}

    def frequency(self, word: Alternatives) -> int:
        """The document frequency of a word: the number of passages that match one of its alternatives."""
        self.look_up([word])
        return self._frequencies[word]

    def holds(self, terms: Terms) -> bool:
        """Whether any passage holds all of these terms."""
        return self.frequency((terms,)) > 0

    def spelt(self, near: Collection[Affixes]) -> Counter[str]:
        """The unstemmed words with one of these affixes, and their document frequencies."""
        return sum((Counter(snapshot.spelt(near)) for snapshot in self._snapshots), Counter[str]())


def _most_frequent(snapshots: Iterable[Snapshot]) -> dict[str, int]:
    counts = Counter[str]()
    for snapshot in snapshots:
        for code, passages in snapshot.languages.items():
            counts[analysed_as(code)] += passages
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:LANGUAGES])
