"""The library: passages in, quotes out. It does not know about chats, messages or terminals."""

from index.errors import (
    EmptyQuestion,
    LibraryError,
    LimitExceeded,
    LoadError,
    NotFound,
    SourceChanged,
    StoreBusy,
    StoreError,
    SynonymError,
)
from index.library import PUBLIC, Library
from index.limits import ChatLimits, Limits
from index.loaders import Document
from index.model import (
    Added,
    Answer,
    Assumption,
    Citation,
    Draft,
    Finding,
    Hit,
    Passage,
    Quote,
    Source,
    SourceSummary,
    Span,
    TelegramOrigin,
)
from index.preparing import Prepared, PreparedPassage, Stated

__all__ = [
    "PUBLIC",
    "Added",
    "Answer",
    "Assumption",
    "ChatLimits",
    "Citation",
    "Document",
    "Draft",
    "EmptyQuestion",
    "Finding",
    "Hit",
    "Library",
    "LibraryError",
    "LimitExceeded",
    "Limits",
    "LoadError",
    "NotFound",
    "Passage",
    "Prepared",
    "PreparedPassage",
    "Quote",
    "Source",
    "SourceChanged",
    "SourceSummary",
    "Span",
    "Stated",
    "StoreBusy",
    "StoreError",
    "SynonymError",
    "TelegramOrigin",
]
