"""The bytes that a collection may hold, counted while a document is taken in."""

from __future__ import annotations

from index.errors import LimitExceeded
from index.limits import Limits


class Budget:
    """Counts the bytes of a document called `name`, beside those that its collection holds already."""

    def __init__(self, name: str, limits: Limits, stored_before: int, indexed_before: int) -> None:
        self.stored_bytes = self.index_bytes = 0
        self._name, self._limits = name, limits
        self._stored_before, self._indexed_before = stored_before, indexed_before

    def spend(self, stored_bytes: int, index_bytes: int) -> None:
        """Count these bytes. Raises LimitExceeded."""
        self.stored_bytes += stored_bytes
        self.index_bytes += index_bytes
        if self._stored_before + self.stored_bytes > self._limits.stored_bytes:
            raise LimitExceeded(self._name, "stored_bytes", self._limits.stored_bytes)
        if self._indexed_before + self.index_bytes > self._limits.index_bytes:
            raise LimitExceeded(self._name, "index_bytes", self._limits.index_bytes)
