"""The best passages by exact score, read one after another within a budget.

Reading a passage means to parse its terms and to expand aliases in them, which takes most of the time of a search.
Engines read passages in the order of upper bounds of their scores, and stop when no other can be among the best.
"""

from __future__ import annotations

from bisect import insort

from index.passages.scoring import Scored

READ = 400
"""Maximum number of passages that are read per collection and question."""

READ_TERMS = 250_000
"""Number of terms, after the expansion of aliases, after which no more passages are read."""


class Best:
    """The `limit` best of the passages read. The budget never ends the reading before there are so many."""

    def __init__(self, limit: int) -> None:
        self.passages: list[Scored] = []
        self._limit = limit
        self._read: set[int] = set()
        self._terms = 0

    def add(self, read: Scored) -> None:
        """Count a passage that was read, and keep it if it is among the best."""
        self._read.add(read.entry.id)
        self._terms += read.entry.length
        insort(self.passages, read, key=lambda one: (-one.score, one.entry.id))
        del self.passages[self._limit :]

    def holds(self, passage_id: int) -> bool:
        """Whether this passage was read."""
        return passage_id in self._read

    def excludes(self, bound: float, passage_id: int = 0) -> bool:
        """Whether no passage with at most this score, and at least this id, can be among the best."""
        if len(self.passages) < self._limit:
            return False
        last = self.passages[-1]
        return (-bound, passage_id) > (-last.score, last.entry.id)

    @property
    def spent(self) -> bool:
        """Whether the budget is spent."""
        return len(self._read) >= max(READ, self._limit) or (
            self._terms >= READ_TERMS and len(self._read) >= self._limit
        )
