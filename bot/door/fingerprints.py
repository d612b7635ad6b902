"""Telling whether an edit changed a question, without keeping the question.

A reaction to a message can arrive as an edit of it. The fingerprints are keyed with a random key and live in working
memory only, the most recent ones; after a restart, an edit is answered anew and compared by its quotes instead.
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
        # cachetools, for a bound that drops the least recently used and not the whole.
        self._known: LRUCache[tuple[int, int], bytes] = LRUCache(_MAX)

    def is_new(self, chat_id: int, message_id: int, text: str) -> bool:
        """Whether this message is not known to say just this; from now on it is."""
        if self.knows(chat_id, message_id, text):
            return False
        self._known[chat_id, message_id] = self._fingerprint(text)
        return True

    def knows(self, chat_id: int, message_id: int, text: str) -> bool:
        """Whether this message is known to say just this."""
        return self._known.get((chat_id, message_id)) == self._fingerprint(text)

    def _fingerprint(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()
