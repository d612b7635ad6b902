"""What is said of a document that exceeds a limit."""

from __future__ import annotations

from bot.saying.phrases import Phrase, Phrases, Words
from index import LimitExceeded

_PHRASES = {
    "document_bytes": Phrase.ADD_LIMIT_DOCUMENT_BYTES,
    "passages": Phrase.ADD_LIMIT_PASSAGES,
    "passage_length": Phrase.ADD_LIMIT_PASSAGE_LENGTH,
    "heading_length": Phrase.ADD_LIMIT_HEADING_LENGTH,
    "field_length": Phrase.ADD_LIMIT_FIELD_LENGTH,
    "block_units": Phrase.ADD_LIMIT_BLOCK_UNITS,
    "stored_bytes": Phrase.ADD_LIMIT_COLLECTION_BYTES,
    "index_bytes": Phrase.ADD_LIMIT_COLLECTION_BYTES,
    "library_bytes": Phrase.ADD_LIMIT_LIBRARY_BYTES,
}


def limit_words(error: LimitExceeded, phrases: Phrases) -> Words:
    """The limit and its value in plain words; sizes are in megabytes."""
    count = -(-error.most // 1_000_000) if error.limit.endswith("_bytes") else error.most
    return phrases(_PHRASES[error.limit], count=count)
