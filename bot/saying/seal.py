"""Numbers and places in a form that only this bot can read or make, for links, buttons and results.

Whoever holds a sealed value learns nothing of its content and can test no guess about it: not which sentence a link
leads to, and not how much was stored between two of them. Equal contents have equal seals, so nothing has to be stored.

The construction is SIV (Rogaway and Shrimpton, "Deterministic Authenticated-Encryption", 2006) with keyed BLAKE2b: a
tag over purpose and content, and the content under a key stream that the tag selects.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from hmac import compare_digest
from secrets import token_bytes

_TAG = 16
_LONGEST = 64  # bytes of content: one digest of key stream

KEY_BYTES = 32
"""Length of a key."""


def new_key() -> bytes:
    """A random key."""
    return token_bytes(KEY_BYTES)


class Seal:
    """Seals contents with one key.

    >>> seal = Seal(new_key())
    >>> sealed = seal.close(b"seven", "a button")
    >>> seal.open(sealed, "a button"), seal.open(sealed, "a link")
    (b'seven', None)
    """

    def __init__(self, key: bytes) -> None:
        """`key` has KEY_BYTES bytes."""
        self._key = key

    def close(self, content: bytes, purpose: str) -> str:
        """Seal at most 64 bytes: 16 bytes more, in A-Z, a-z, 0-9, _ and -. It opens for its purpose only.

        Raises ValueError for a longer content.
        """
        if len(content) > _LONGEST:
            raise ValueError(f"{len(content)} bytes are too many to be sealed")
        tag = self._tag(content, purpose)
        return urlsafe_b64encode(tag + self._covered(content, tag)).decode().rstrip("=")

    def open(self, sealed: str, purpose: str) -> bytes | None:
        """The content; None if it was sealed for something else, by another key, or not at all."""
        try:
            raw = urlsafe_b64decode(sealed.encode("ascii") + b"=" * (-len(sealed) % 4))
        except ValueError:
            return None
        tag, covered = raw[:_TAG], raw[_TAG:]
        if len(tag) < _TAG or len(covered) > _LONGEST or not covered:
            return None
        content = self._covered(covered, tag)
        # Compared as it is written, so that no other writing of the same bytes opens.
        return content if compare_digest(self.close(content, purpose), sealed) else None

    def _tag(self, content: bytes, purpose: str) -> bytes:
        # The content comes last, so that no purpose can be taken for the beginning of a content.
        named = f"{len(purpose)}:{purpose}".encode()
        return blake2b(named + content, key=self._key, person=b"tag", digest_size=_TAG).digest()

    def _covered(self, content: bytes, tag: bytes) -> bytes:
        """The content with the key stream added; once more, and it is as before."""
        stream = blake2b(tag, key=self._key, person=b"stream", digest_size=_LONGEST).digest()
        return bytes(byte ^ other for byte, other in zip(content, stream, strict=False))
