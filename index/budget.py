"""The bytes that a collection may hold, counted while a document is taken in."""

from __future__ import annotations

from index.errors import LimitExceeded
from index.limits import Limits
from index.store import Sizes


class Budget:
    """Counts the bytes of a document called `name`, beside those that its collection and the library hold already."""

    def __init__(self, name: str, limits: Limits, before: Sizes) -> None:
        self.stored_bytes = self.index_bytes = 0
        self._name, self._limits, self._before = name, limits, before

    def spend(self, stored_bytes: int, index_bytes: int) -> None:
        """Count these bytes. Raises LimitExceeded."""
        self.stored_bytes += stored_bytes
        self.index_bytes += index_bytes
        before, limits = self._before, self._limits
        if before.stored + self.stored_bytes > limits.stored_bytes:
            raise LimitExceeded(self._name, "stored_bytes", limits)
        if before.indexed + self.index_bytes > limits.index_bytes:
            raise LimitExceeded(self._name, "index_bytes", limits)
        if before.library + self.stored_bytes + self.index_bytes > limits.library_bytes:
            raise LimitExceeded(self._name, "library_bytes", limits)
