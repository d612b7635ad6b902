"""Recognizes edits that do not change a question, without storing the question.

A reaction to a message can arrive as an edit. Fingerprints are hashes with a random key, kept in memory only, for the
most recent messages. After a restart, an edited question is answered again, and its quotes are compared instead.
"""

from __future__ import annotations

import secrets
from hashlib import blake2b

from cachetools import LRUCache

_MAX = 50_000


class Fingerprints:
    """The fingerprints of recent questions."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._known: LRUCache[tuple[int, int], bytes] = LRUCache(_MAX)

    def is_new(self, chat_id: int, message_id: int, text: str) -> bool:
        """Whether a message is not known with this text; records it."""
        if self.knows(chat_id, message_id, text):
            return False
        self._known[chat_id, message_id] = self._fingerprint(text)
        return True

    def knows(self, chat_id: int, message_id: int, text: str) -> bool:
        """Whether a message is known with this text."""
        return self._known.get((chat_id, message_id)) == self._fingerprint(text)

    def _fingerprint(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()
